import { type Finding, note } from './check.ts'
import type { Mine } from './mine.ts'

/** Whether browsers of another origin may call. */
export async function browsers(mine: Mine, operation: string): Promise<Finding> {
  const headers = { origin: 'https://example.com', 'access-control-request-method': 'GET' }
  const exchange = await mine.ask(operation, {}, { method: 'OPTIONS', as: 'nobody', headers })
  const open = exchange.came?.headers['access-control-allow-origin'] !== undefined
  return open
    ? note('browsers of another origin may call', 'cors=on')
    : note('browsers of another origin may not call', 'cors=off')
}
