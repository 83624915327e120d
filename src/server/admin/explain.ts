import { NO_ADDRESS, type Wire } from '../exchange.ts'
import type { AskedAbout } from '../explain.ts'
import { Explainer } from '../explain.ts'
import { BadBody, bodyOf, text } from './body.ts'
import { type Director, under } from './director.ts'

/** What would become of a request, and what would be right: without its being sent. */
export function explainRoutes({ app, find }: Director): void {
  const explainer = new Explainer()
  app.post(under('explain'), async (c) => {
    const world = find(c)
    const order = await bodyOf(c, ['method', 'path', 'headers', 'body'])
    return c.json(await explainer.explain(world, askedAbout(order, world.id, ipOf(c.env))))
  })
}

/** It would come from where the question comes from. */
export const ipOf = ({ incoming }: Wire): string => incoming?.socket.remoteAddress ?? NO_ADDRESS

/** A request as an order tells it. @throws BadBody */
export function askedAbout(order: Record<string, unknown>, world: string, ip: string): AskedAbout {
  const { body = '', headers = {} } = order
  const written = typeof body === 'string' ? body : JSON.stringify(body)
  const method = order['method'] === undefined ? (written === '' ? 'GET' : 'POST') : text(order, 'method')
  const asked = {
    method: method.toUpperCase(),
    target: targetOf(text(order, 'path'), world),
    headers: headersOf(headers),
    body: written,
    ip,
  }
  try {
    // The platform's own idea of a method, a path and headers.
    new Request(`http://localhost${asked.target}`, { method: asked.method, headers: asked.headers })
  } catch (error) {
    throw new BadBody(`this is no request: ${(error as Error).message}`)
  }
  return asked
}

/** Path and query; the host of a whole URL, and the world before the vendor, are known already. */
function targetOf(path: string, world: string): string {
  const whole = path.replace(/^https?:\/\/[^/]*/i, '')
  const prefix = `/w/${world}/`
  const target = whole.startsWith(prefix) ? whole.slice(prefix.length - 1) : whole
  if (target.startsWith('/')) return target
  throw new BadBody(`"path" begins with a slash and the vendor's name, such as /vocom/…, got "${path}"`)
}

function headersOf(headers: unknown): Record<string, string> {
  const fits =
    typeof headers === 'object' &&
    headers !== null &&
    Object.values(headers).every((value) => typeof value === 'string')
  if (!fits || Array.isArray(headers)) throw new BadBody('"headers" takes a map of names and texts')
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value as string]),
  )
}
