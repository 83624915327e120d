/**
 * What it costs to count what is met, and to watch for findings: one server under load that does and does not, ten
 * times a second in turn; processor time of a request.
 *
 * `node test/bench/watch.ts` · a minute and a half
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { startDuble } from '../../src/index.ts'
import { median } from './children.ts'

const SLICE = 50
const SECONDS = 15
const WARM_UP = 3
const CONNECTIONS = 16

type Turned = 'counting' | 'watching'

/** The processor time of a request in two slices that lie side by side, in microseconds. */
interface Pair {
  readonly on: number
  readonly off: number
}

/** The server: tells its URL, and behind each `read` what it has measured since the one before. */
async function serve(turned: Turned): Promise<void> {
  const duble = await startDuble({ port: 0 })
  const { watch, tallies } = duble.world
  const [see, count] = [watch.see.bind(watch), tallies.count.bind(tallies)]
  let watched = false
  let requests = 0
  Object.assign(watch, {
    see: ((record, answer, id) => {
      requests++
      if (turned === 'counting' || watched) see(record, answer, id)
    }) satisfies typeof see,
  })
  Object.assign(tallies, {
    count: ((record, shapes) => {
      if (turned === 'watching' || watched) count(record, shapes)
    }) satisfies typeof count,
  })
  let pairs: Pair[] = []
  let before: number | undefined
  let spent = process.cpuUsage()
  setInterval(() => {
    const { user, system } = process.cpuUsage(spent)
    const each = (user + system) / requests
    // Which comes first changes with each pair.
    if (before === undefined) before = each
    else {
      if (requests > 0) pairs.push(watched ? { on: each, off: before } : { on: before, off: each })
      before = undefined
    }
    if (before !== undefined) watched = !watched
    requests = 0
    spent = process.cpuUsage()
  }, SLICE)
  process.on('message', () => {
    process.send?.(pairs)
    pairs = []
  })
  process.on('disconnect', () => process.exit())
  process.send?.(duble.url)
}

const breaks = (agent: string): autocannon.Request => ({
  method: 'POST',
  path: '/vocom/interact_cti/agent/get_break_list/',
  headers: {
    authorization: 'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MWVjNTc0NzM=',
    'content-type': 'application/json',
  },
  body: JSON.stringify({ agent, company_id: '894343d2-3f02-4c02-909b-a0bfa57c0a93' }),
})

const agents = [breaks('DEV'), breaks('SUPORTE.BARBARA')]
const customers = ['1001', '1002', '1003'].map(
  (codigo): autocannon.Request => ({
    method: 'GET',
    path: `/smartspace/clientes?codigo=${codigo}`,
    headers: { authorization: 'Bearer token-valido' },
  }),
)

/** What is turned on and off, and of what requests. */
const PARTS: readonly (readonly [Turned, name: string, requests: readonly autocannon.Request[]])[] = [
  ['counting', 'break lists of two agents in turn', agents],
  ['counting', 'customers by a token, one after the other', customers],
  ['watching', 'the same break list (which is hammering)', [breaks('DEV')]],
  ['watching', 'break lists of two agents in turn', agents],
  ['watching', 'customers by a token, one after the other', customers],
]

async function measure([turned, name, requests]: (typeof PARTS)[number]): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ['serve', turned])
  const hear = async <T>(): Promise<T> => (await once(child, 'message'))[0] as T
  const read = (): Promise<Pair[]> => {
    const answer = hear<Pair[]>()
    child.send('read')
    return answer
  }
  const url = await hear<string>()
  const load = async (duration: number): Promise<number> => {
    const done = await autocannon({ url, requests: [...requests], connections: CONNECTIONS, duration })
    if (done.non2xx > 0 || done.errors > 0)
      throw new Error(`${name}: ${done.non2xx} non-200, ${done.errors} errors`)
    return done.requests.average
  }
  await load(WARM_UP)
  await read()
  const perSecond = await load(SECONDS)
  const pairs = (await read()).filter(({ on, off }) => Number.isFinite(on + off))
  const micro = (side: keyof Pair): string => median(pairs.map((pair) => pair[side])).toFixed(2)
  const more = pairs.map(({ on, off }) => on - off).toSorted((a, b) => a - b)
  const quarter = (part: number): string => (more[Math.floor(more.length * part)] as number).toFixed(2)
  console.log(`${turned}, ${name}: ${Math.round(perSecond)} requests/s, ${pairs.length} pairs of ${SLICE} ms`)
  console.log(`  processor time of a request  ${micro('on')} µs with it, ${micro('off')} µs without`)
  console.log(
    `  more, in a pair              ${quarter(0.5)} µs (quartiles ${quarter(0.25)}, ${quarter(0.75)})`,
  )
  child.disconnect()
}

const [, , mode, turned] = process.argv
if (mode === 'serve') await serve(turned as Turned)
else for (const part of PARTS) await measure(part)
