/**
 * Independent tools on the descriptions and the running fakes; they are fetched when this runs, and no part of `npm test`:
 * `node test/bench/openapi-tools.ts prism|specmatic [vendor…]`.
 *
 * Prism stands between drawn requests and the fake, and names every answer that the description does not promise.
 * Specmatic draws requests of its own; it knows no vendor whose errors are HTTP 200, and counts those against him.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request as forward, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type { Fake } from '#engine'
import { type Duble, startDuble } from '../../src/index.ts'
import { requests } from '../contracts/openapi-draw.ts'
import { poolOf, requestOf, workingRequest } from '../contracts/openapi-send.ts'
import { addressesOf } from '../contracts/openapi-support.ts'

const SEED = 20260302
const RUNS = 20
const [tool = '', ...named] = process.argv.slice(2)
const PACKAGES: Readonly<Record<string, string>> = {
  prism: '@stoplight/prism-cli@5.16.0',
  specmatic: 'specmatic@2.55.1',
}
if (PACKAGES[tool] === undefined) throw new Error(`say which tool: ${Object.keys(PACKAGES).join(' or ')}`)

const folder = await mkdtemp(path.join(tmpdir(), 'duble-openapi-tools-'))
const npm = (...args: string[]): void =>
  void execFileSync('npm', [...args, '--prefix', folder], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
try {
  npm('init', '-y')
  npm('install', '--no-save', '--ignore-scripts', PACKAGES[tool])
  // No wait outlasts a request: CRM Zen would refuse all but the first.
  await using duble: Duble = await startDuble({ port: 0, onRequest: () => void duble.clock.advance('5m') })
  for (const { name } of duble.vendors.filter(
    (vendor) => named.length === 0 || named.includes(vendor.name),
  )) {
    const described = await fetch(`${duble.url}/__admin/openapi/${name}.json`)
    const file = path.join(folder, `${name}.json`)
    await writeFile(file, await described.text())
    await duble.reset()
    await (tool === 'prism' ? prism : specmatic)(duble, name, file)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** Sends drawn requests through Prism's validating proxy, and counts what it says of the answers. */
async function prism(duble: Duble, name: string, file: string): Promise<void> {
  const port = await freePort()
  const { url } = duble.vendor(name)
  const main = path.join(folder, 'node_modules/@stoplight/prism-cli/dist/index.js')
  const child = spawn(process.execPath, [main, 'proxy', file, url, '-p', String(port)], { stdio: 'ignore' })
  const fake = duble.world.fake(name)
  const found = new Map<string, number>()
  let asked = 0
  let silent = 0
  try {
    await listening(port, child)
    for (const addressed of addressesOf(JSON.parse(await readFile(file, 'utf8')))) {
      const drawn = fc.sample(requests(addressed, workingRequest(fake, addressed), poolOf(fake)), {
        seed: SEED,
        numRuns: RUNS,
      })
      for (const one of drawn.filter(({ wrong }) => wrong !== 'another method')) {
        const [target, init] = requestOf(fake, addressed, one)
        const through = `http://127.0.0.1:${port}${target.slice(name.length + 1)}`
        const answer = await fetch(through, { ...init, signal: AbortSignal.timeout(5000) }).catch(
          () => undefined,
        )
        if (answer === undefined) {
          silent += 1
          continue
        }
        asked += 1
        const said = JSON.parse(answer.headers.get('sl-violations') ?? '[]') as {
          location: string[]
          message: string
        }[]
        for (const { location, message } of said.filter(({ location: [half] }) => half === 'response')) {
          const line = `${addressed.operation.operationId} ${answer.status} ${location.join('.')}: ${message}`
          found.set(line, (found.get(line) ?? 0) + 1)
        }
        await answer.arrayBuffer()
      }
    }
  } finally {
    child.kill()
  }
  console.log(
    `${name}: ${asked} answers through Prism, ${silent} requests that it let hang, ${found.size} kinds of objection`,
  )
  for (const [line, times] of found) console.log(`  ${times} times: ${line}`)
}

/** Lets Specmatic draw and judge, behind a door that proves who calls. */
async function specmatic(duble: Duble, name: string, file: string): Promise<void> {
  const door = await proving(duble.world.fake(name), Number(new URL(duble.url).port))
  const jar = path.join(folder, 'node_modules/specmatic/specmatic.jar')
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', jar, 'test', file]
  const base = `--testBaseURL=http://127.0.0.1:${(door.address() as AddressInfo).port}`
  const child = spawn(process.env['JAVA'] ?? 'java', [...flags, base], {
    cwd: folder,
    env: { ...process.env, SPECMATIC_GENERATIVE_TESTS: 'true' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let out = ''
  child.stdout?.on('data', (chunk) => {
    out += chunk
  })
  await new Promise((resolve) => child.once('close', resolve))
  door.close()
  const [summary = 'no summary'] = /Tests run: .*/.exec(out) ?? []
  const kinds = new Map<string, number>()
  for (const [line] of out.matchAll(/^ +(Expected \S+ status, but .*|Specification expected .*)$/gm)) {
    kinds.set(line.trim(), (kinds.get(line.trim()) ?? 0) + 1)
  }
  console.log(`${name}: Specmatic: ${summary}`)
  for (const [line, times] of kinds) console.log(`  ${times} times: ${line}`)
}

/** A door before a fake whose requests all carry the first valid credential. */
async function proving(fake: Fake, port: number): Promise<Server> {
  const credential = fake.credentials.find(({ status }) => status === 'valid') ?? {}
  const { headers = {} } = fake.mock.api.auth.present(credential, fake.options)
  const server = createServer((asked, answered) => {
    const own = { ...asked.headers }
    for (const name of Object.keys(headers)) delete own[name.toLowerCase()]
    const options = { port, host: '127.0.0.1', method: asked.method, path: `/${fake.name}${asked.url}` }
    const through = forward({ ...options, headers: { ...own, ...headers } }, (answer) => {
      answered.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(answered)
    })
    through.on('error', () => answered.destroy())
    asked.pipe(through)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Waits until somebody listens on a port. */
async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 150 && child.exitCode === null; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.unref()
    })
    if (open) return
    await sleep(200)
  }
  throw new Error(`nobody listens on port ${port}`)
}
