/**
 * `node test/bench/chaos.ts`: 2,000 faults of every kind in a row over one server, and 500 clients that are killed in the
 * middle of a body. Prints how each ended, and what the server's process holds before and after. Fails on nothing.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { listen } from '../server/sockets.ts'
import type { Held } from './chaos-server.ts'

const BODY = '{"agent": "DEV", "company_id": "894343d2-3f02-4c02-909b-a0bfa57c0a93"}'
const KEY = 'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MWVjNTc0NzM='

/** Every fault, and how a client sees its connection end; `heard` where a whole head came. */
const ENDS: Readonly<Record<string, string>> = {
  execute_failed: 'heard',
  'status=503': 'heard',
  'delay=5ms': 'heard',
  connection_reset: 'ECONNRESET',
  'connection_reset=after_head': 'ECONNRESET',
  'connection_reset=mid_body': 'ECONNRESET',
  empty_response: 'FIN',
  malformed_body: 'heard',
  truncated_body: 'FIN',
  'slow_body=20000': 'heard',
  garbage: 'FIN',
}

const breaks = (fault: string): string =>
  `POST /vocom/interact_cti/agent/get_break_list/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${KEY}\r\nX-Duble-Fault: ${fault}\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`

/** Five thousand rows, as fast as they can be read or slowly. */
const rows = (slowly: boolean): string =>
  `GET /vocalcontact/api/app/calendar/all/token/token-bi HTTP/1.1\r\nHost: localhost\r\n${
    slowly ? 'X-Duble-Fault: slow_body=50000\r\n' : ''
  }\r\n`

/** What came of it all. */
export interface Chaos {
  /** How often which end was not the expected one, by fault. */
  readonly unexpected: Readonly<Record<string, number>>
  readonly faultSeconds: number
  readonly killedSeconds: number
  readonly before: Held
  readonly after: Held
  /** Whether the server still answers. */
  readonly lives: boolean
}

/** @param sizes how many faults, and how many clients to kill */
export async function chaos(sizes: { readonly faults: number; readonly killed: number }): Promise<Chaos> {
  const file = fileURLToPath(new URL('./chaos-server.ts', import.meta.url))
  const child = fork(file, { execArgv: ['--expose-gc'] })
  try {
    const [url] = (await once(child, 'message')) as [string]
    const held = async (): Promise<Held> => {
      child.send('held?')
      return ((await once(child, 'message')) as [Held])[0]
    }
    const unexpected: Record<string, number> = {}
    const meet = async (index: number): Promise<void> => {
      const [fault, end] = Object.entries(ENDS)[index % Object.keys(ENDS).length] as [string, string]
      const heard = await listen({ url }, breaks(fault), end === 'heard' ? { answers: 1 } : {})
      if (heard.end !== end)
        unexpected[`${fault}: ${heard.end}`] = (unexpected[`${fault}: ${heard.end}`] ?? 0) + 1
    }
    const kill = async (index: number): Promise<void> =>
      void (await listen({ url }, rows(index % 2 === 0), { leaveAfter: 5 + (index % 40) }))
    // What is made once, such as rows and compiled schemas, is made before the measure.
    await inTurns(200, meet)
    await inTurns(50, kill)
    const before = await held()
    const began = performance.now()
    await inTurns(sizes.faults, meet)
    const then = performance.now()
    await inTurns(sizes.killed, kill)
    const done = performance.now()
    const after = await held()
    const { end } = await listen({ url }, breaks('delay=1ms'), { answers: 1 })
    return {
      unexpected,
      faultSeconds: (then - began) / 1000,
      killedSeconds: (done - then) / 1000,
      before,
      after,
      lives: end === 'heard' && child.exitCode === null,
    }
  } finally {
    child.kill()
  }
}

/** Runs so many, ten at a time. */
async function inTurns(count: number, run: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await run(next++)
  }
  await Promise.all(Array.from({ length: 10 }, worker))
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

const shown = ({ heap, outside, resident, sockets, timers }: Held): string =>
  `heap ${megabytes(heap)} MB, buffers ${megabytes(outside)} MB, resident ${megabytes(resident)} MB, ${sockets} sockets, ${timers} timers`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const figures = await chaos({ faults: 2000, killed: 500 })
  console.log(
    `2,000 faults in ${figures.faultSeconds.toFixed(1)} s, other ends than expected: ${JSON.stringify(figures.unexpected)}`,
  )
  console.log(`500 clients killed mid-body in ${figures.killedSeconds.toFixed(1)} s`)
  console.log(`  before  ${shown(figures.before)}`)
  console.log(`  after   ${shown(figures.after)}`)
  console.log(`  the server ${figures.lives ? 'lives' : 'is dead'}`)
}
