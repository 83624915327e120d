import { afterAll } from 'vitest'
import { type Finding, World } from '#engine'
import { type Duble, startDuble } from '../../../src/index.ts'
import { createHost } from '../../../src/server/host.ts'
import { COMPANY, NOW, VOCOM_KEY } from '../../support.ts'

let source: Promise<Duble> | undefined
afterAll(async () => {
  await (await source)?.close()
  source = undefined
})

type Parts = Partial<ConstructorParameters<typeof World>[0]>

/** Opens a world of the five vendors whose clock stands still, and whose machine's time is the test's. */
export async function openWatched(parts: Parts = {}) {
  source ??= startDuble()
  const { world: like } = await source
  let elapsed = 0
  const world = new World({
    id: 'default',
    vendors: [...like.fakes.values()].map(({ mock, fixture }) => ({ mock, fixture })),
    frozenAt: Date.parse(NOW),
    elapsed: () => elapsed,
    ...parts,
  })
  await world.begin()
  const host = createHost({ world })
  const ask = async (path: string, init: RequestInit = {}) => {
    const answered = Promise.resolve(host.fetch(new Request(`http://localhost${path}`, init)))
    const response = await answered.catch(() => undefined) // a fault may have broken it off
    const text = (await response?.text().catch(() => '')) ?? ''
    const [last] = world.journal.read({ limit: 1 }).entries
    return { text, status: response?.status ?? 0, outcome: last?.outcome ?? undefined, why: last?.why ?? '' }
  }
  return {
    world,
    ask,
    /** Lets the machine's time pass, and not the world's. */
    wait: (milliseconds: number): void => {
      elapsed += milliseconds
    },
    zen: (day = '2018-01-01', headers: Record<string, string> = { token: 'zen-token' }) =>
      ask(`/crm-zen/api/totais_lead?data=${day}`, { headers }),
    vocom: (operation: string, body: object = {}, headers: Record<string, string> = {}) =>
      ask(`/vocom${world.fake('vocom').pathOf(operation)}`, {
        method: 'POST',
        headers: { authorization: VOCOM_KEY, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ company_id: COMPANY, ...body }),
      }),
    /** The findings, each as `name vendor/operation credential subject times`. */
    found: (): string[] => world.findings().map(shortly),
  }
}

const shortly = ({ name, vendor, operation, credential, subject, times }: Finding): string =>
  [name, `${vendor}/${operation}`, credential ?? 'anybody', subject, `${times}×`].filter(Boolean).join(' ')
