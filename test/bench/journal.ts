/** What ten thousand requests cost while the journal holds them: its own process, its heap after a collection. */
import { request } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startDuble } from '../../src/index.ts'
import { COMPANY, VOCOM_KEY } from '../support.ts'

const ENTRIES = 10_000
const PATH = '/vocom/interact_cti/agent/get_break_list/'

/** What is asked ten thousand times. */
interface Load {
  readonly says: string
  readonly body: (number: number) => string
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
}

const asks = (agent: string): string => JSON.stringify({ agent, company_id: COMPANY })

const LOADS: readonly Load[] = [
  { says: 'typical: Vocom’s break list', body: () => asks('DEV') },
  { says: 'bodies of 2,048 characters, ASCII', body: (number) => asks(`${number}`.padEnd(1975, 'a')) },
  { says: 'bodies of 2,048 characters, Latin', body: (number) => asks(`${number}`.padEnd(1975, 'ã')) },
  {
    says: 'bodies of 2,048 characters, two bytes each',
    body: (number) => asks(`${number}`.padEnd(1975, '“')),
  },
  {
    says: 'bodies of 100,000 characters, two bytes each',
    body: (number) => asks(`${number}`.padEnd(1e5, '“')),
  },
  {
    says: '700 headers of a few characters',
    body: () => asks('DEV'),
    headers: Object.fromEntries(Array.from({ length: 700 }, (_, at) => [`h${at}`, `${at}`])),
  },
  {
    says: 'headers of 12,000 characters, and a long path',
    body: () => asks('DEV'),
    headers: Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`x-${at}`, 'v'.repeat(30)])),
    path: `${PATH}?${'q'.repeat(2000)}`,
  },
]

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes in use once everything is collected that nobody holds. */
async function inUse(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const loads =
  process.argv[2] === undefined ? LOADS : LOADS.slice(Number(process.argv[2]), Number(process.argv[2]) + 1)
for (const { says, body, headers = {}, path = PATH } of loads) {
  const duble = await startDuble({ vendors: ['vocom'], port: 0 })
  const { port } = new URL(duble.url)
  const send = (number: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const own = { authorization: VOCOM_KEY, 'content-type': 'application/json', 'user-agent': 'bench' }
      const asked = request({ port, path, method: 'POST', headers: { ...own, ...headers } }, (answer) => {
        answer.resume().on('end', resolve)
      })
      asked.on('error', reject).end(body(number))
    })
  const sendAll = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => send(at + index)))
    }
  }
  await sendAll(400)
  await duble.reset()
  const before = await inUse()
  await sendAll(ENTRIES)
  const held = (await inUse()) - before
  const { total } = duble.world.journal.read({ limit: 0 })
  process.stdout.write(`${says}: ${total} entries, ${(held / 1e6).toFixed(1)} MB\n`)
  await duble.close()
}
