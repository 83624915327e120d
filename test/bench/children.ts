/** Servers of one's own: started, asked, weighed and ended. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))
const BARE = fileURLToPath(new URL('./bare.ts', import.meta.url))

/** One request, the same each time. */
export interface Asked {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Child {
  readonly process: ChildProcess
  readonly port: number
  /** From its start to its first 200, in milliseconds. */
  readonly ready: number
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** An answer; headers that are its server's own affair are left out. */
interface Answered {
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, unknown>>
}

/** Sends one request and waits for the whole answer; anything but a 200 fails. */
export const ask = (
  port: number,
  { path, method = 'GET', headers = {}, body = '' }: Asked,
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, method, headers }, async (response) => {
      const bytes = Buffer.concat(await response.toArray())
      const { date: _now, connection: _kept, 'keep-alive': _how, ...own } = response.headers
      if (response.statusCode === 200) resolve({ bytes, headers: own })
      else reject(new Error(`${path} answered ${response.statusCode}: ${bytes}`))
    })
    asked.on('error', reject)
    asked.end(body)
  })

/** Starts a script and asks it until it answers, at most ten seconds. */
async function start(script: string, argsFor: (port: number) => string[], first: Asked): Promise<Child> {
  const port = await freePort()
  const before = performance.now()
  const stdio = ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit']
  const process_ = spawn(process.execPath, [script, ...argsFor(port)], { stdio })
  let last: unknown
  while (performance.now() < before + 10_000) {
    try {
      await ask(port, first)
      return { process: process_, port, ready: performance.now() - before }
    } catch (error) {
      last = error
      await sleep(2) // asking without a pause would take the processor that the child starts on
    }
  }
  process_.kill()
  throw new Error(`nothing answers on port ${port}: ${last}`)
}

export const startDuble = (args: readonly string[], first: Asked): Promise<Child> =>
  start(MAIN, (port) => ['start', ...args, '--port', String(port), '--quiet', '--no-watch'], first)

/**
 * @param file the bytes that it writes. Default: `{}`
 * @param headers what it writes before them
 */
export const startBare = (file = '', headers: object = {}): Promise<Child> =>
  start(BARE, (port) => [String(port), file, JSON.stringify(headers)], { path: '/' })

/** What a process holds of the machine's memory, in megabytes; only Linux tells. */
export function memoryOf({ process: { pid } }: Child): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}
