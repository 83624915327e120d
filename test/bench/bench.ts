/**
 * `npm run bench`: Vocom's break list (POST, Basic, JSON body, journal on) beside a bare node:http server that
 * writes the same bytes, in turns within one run, and the time from start to the first 200. Prints; fails on nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'

const ROUNDS = 5
const SECONDS = 4
const WARM_UP = 2
const CONNECTIONS = 32
const STARTS = 7
const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const BARE = fileURLToPath(new URL('./bare.ts', import.meta.url))

const PATH = '/vocom/interact_cti/agent/get_break_list/'
const HEADERS = {
  authorization: 'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MWVjNTc0NzM=',
  'content-type': 'application/json',
}
const BODY = '{"agent": "DEV", "company_id": "894343d2-3f02-4c02-909b-a0bfa57c0a93"}'

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const start = (script: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })

/** Asks until it is answered with 200, at most ten seconds. */
async function first200(port: number): Promise<string> {
  const until = performance.now() + 10_000
  while (performance.now() < until) {
    const answer = await ask(port).catch(() => undefined)
    if (answer !== undefined) return answer
    await sleep(2) // asking without a pause would take the processor that the child starts on
  }
  throw new Error(`nothing answers on port ${port}`)
}

const ask = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const asked = request(
      { port, host: '127.0.0.1', path: PATH, method: 'POST', headers: HEADERS },
      (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))))
      },
    )
    asked.on('error', reject)
    asked.end(BODY)
  })

async function perSecond(port: number, duration: number): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${PATH}`,
    method: 'POST',
    headers: HEADERS,
    body: BODY,
    connections: CONNECTIONS,
    duration,
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} non-200, ${result.errors} errors`)
  return result.requests.average
}

async function throughput(): Promise<void> {
  const [ours, theirs] = [await freePort(), await freePort()]
  const duble = start(MAIN, ['start', '--port', String(ours), '--quiet', '--no-watch'])
  const bytes = await first200(ours)
  const bare = start(BARE, [String(theirs), bytes])
  await first200(theirs)
  try {
    await perSecond(ours, WARM_UP)
    await perSecond(theirs, WARM_UP)
    const rounds: { duble: number; bare: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ bare: await perSecond(theirs, SECONDS), duble: await perSecond(ours, SECONDS) })
    }
    const ratios = rounds.map((round) => round.duble / round.bare)
    console.log(`break list, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each in turn`)
    console.log(`  bare node:http ${Math.round(median(rounds.map((round) => round.bare)))} requests/s`)
    console.log(`  Dublê          ${Math.round(median(rounds.map((round) => round.duble)))} requests/s`)
    console.log(
      `  ratio          ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(' ')})`,
    )
  } finally {
    duble.kill()
    bare.kill()
  }
}

async function startUp(script: string, args: readonly string[]): Promise<number> {
  const port = await freePort()
  const before = performance.now()
  const child = start(
    script,
    args.map((arg) => arg.replace('PORT', String(port))),
  )
  await first200(port)
  const took = performance.now() - before
  child.kill()
  return took
}

async function startUps(): Promise<void> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < STARTS; round++) {
    theirs.push(await startUp(BARE, ['PORT', '{}']))
    ours.push(await startUp(MAIN, ['start', '--port', 'PORT', '--quiet']))
  }
  console.log(`from start to the first 200, ${STARTS} starts each in turn`)
  console.log(`  bare node:http ${Math.round(median(theirs))} ms`)
  console.log(`  Dublê          ${Math.round(median(ours))} ms (${ours.map(Math.round).join(' ')})`)
}

await startUps()
await throughput()
