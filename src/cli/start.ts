import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { instantOf } from '#engine'
import { shortPath } from '../fixtures/problems.ts'
import { fixtureFiles, type Room } from '../fixtures/rooms.ts'
import { type Duble, type Home, isLoopback, startDuble } from '../index.ts'
import { columns } from '../report/table.ts'
import { keepAuthority } from './authority.ts'
import { curlFor } from './curl.ts'
import { readFixtureFlags, wholeNumber } from './flags.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { whenOrphaned } from './orphaned.ts'
import { RequestLog } from './request-log.ts'
import { version } from './version.ts'

interface Flags extends HomeFlags {
  readonly port: string
  readonly host: string
  readonly fixture?: readonly string[]
  readonly clock?: string
  readonly seed: string
  readonly allowedHosts?: string
  readonly publicUrl?: string
  readonly worldIdle?: string
  readonly quiet?: boolean
  readonly tls?: boolean
  readonly watch: boolean
}

/** Milliseconds that belong to the first requests: ledgers and the watcher can wait. */
const FIRST_REQUESTS = 200

/** Where the verbs look for Dublê unless they are told. */
const USUAL_URL = 'http://localhost:4010'

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** `duble start` */
export async function run(vendors: string[], flags: Flags): Promise<void> {
  const log = flags.quiet ? undefined : new RequestLog(say)
  // Who reads our lines may stop (`duble start | head -1`); who calls us is served on.
  process.stdout.on('error', () => {})
  const given = process.env['DUBLE_ADMIN_TOKEN']
  const adminToken = isLoopback(flags.host) ? undefined : (given ?? randomBytes(18).toString('base64url'))
  const fixtures = readFixtureFlags(flags.fixture ?? [])
  if (flags.clock !== undefined) instantOf(flags.clock)
  const home = await homeOf(flags)
  const duble = await startDuble({
    readAhead: true,
    home,
    vendors,
    fixtures,
    port: wholeNumber('--port', flags.port, 65_535),
    host: flags.host,
    tls: flags.tls ?? false,
    seed: wholeNumber('--seed', flags.seed, Number.MAX_SAFE_INTEGER),
    adminToken,
    worldIdle: flags.worldIdle,
    publicUrl: flags.publicUrl,
    allowedHosts: flags.allowedHosts?.split(',').map((name) => name.trim()) ?? [],
    ...(flags.clock === undefined ? {} : { clock: flags.clock }),
    ...(log === undefined ? {} : { onRequest: (record) => log.add(record) }),
  })
  greet(duble)
  if (adminToken !== undefined) say(aboutToken(adminToken, given))
  say('')
  stopOnSignals(duble)
  await sleep(FIRST_REQUESTS)
  await log?.explainBy(duble.rooms)
  if (flags.watch) await watch(duble, fixtures, home)
}

function greet(duble: Duble): void {
  const { url, world, vendors } = duble
  say(`Dublê ${version} · ${url} · admin API at ${url}/__admin\n`)
  const rows = vendors.flatMap(({ name, url: base, credentials }) =>
    credentials.map(({ name: credential, status, ...secret }, index) => [
      index === 0 ? name : '',
      index === 0 ? base : '',
      credential ?? '',
      Object.entries(secret)
        .filter(([, value]) => value !== '')
        .map(([field, value]) => `${field} ${value}`)
        .join(', '),
    ]),
  )
  say(columns([['vendor', 'url', 'credential', 'what it sends'], ...rows].map((row) => ['', ...row])))
  const [first] = world.fakes.values()
  if (first === undefined) return
  const [operation] = Object.keys(first.mock.api.operations)
  const authority = duble.ca === undefined ? undefined : keepAuthority(duble.ca)
  const trusting = authority === undefined ? 'curl' : `curl --cacert ${authority}`
  say(`\nTry:\n  ${curlFor(first, operation ?? '', url).replace(/^curl/, trusting)}`)
  if (first.mock.api.cooldown !== undefined) {
    say(`Again at once, it answers that you must wait. Move the clock instead, in another terminal:`)
    const believing = authority === undefined ? '' : `NODE_EXTRA_CA_CERTS=${authority} `
    say(`  ${believing}npx duble clock +5m${url === USUAL_URL ? '' : ` --url ${url}`}`)
  }
  say(`What was asked and answered, the clock by buttons, and what was never met: ${url}/ in a browser`)
  if (authority !== undefined) say(`CA ${authority}`)
}

/** Who was given a token repeats it to nobody: what is printed is kept in logs that others read. */
const aboutToken = (token: string, given: string | undefined): string =>
  given === undefined
    ? `Admin token (send as "Authorization: Bearer …", or set DUBLE_ADMIN_TOKEN): ${token}`
    : 'The admin API asks for the token of DUBLE_ADMIN_TOKEN (send as "Authorization: Bearer …")'

/** A good change, of a fixture or of one that it extends, rebuilds the vendor; a bad one is reported and changes nothing. */
async function watch(
  duble: Duble,
  fixtures: Readonly<Record<string, string>>,
  home: Home | undefined,
): Promise<void> {
  const { watch: watchFiles } = await import('chokidar')
  const rooms = new Map<string, Set<Room>>()
  const follow = async (room: Room): Promise<string[]> => {
    const files = await fixtureFiles(room, fixtures[room.name])
    for (const file of files) rooms.set(file, (rooms.get(file) ?? new Set()).add(room))
    return files
  }
  for (const room of duble.rooms) await follow(room)
  const watcher = watchFiles([...rooms.keys(), ...(home === undefined ? [] : [home.file])], {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: 50, pollInterval: 10 },
  })
  watcher.on('error', (error) => say(`fixtures are not watched any more: ${(error as Error).message}`))
  watcher.on('ready', () => say(`watching ${[...rooms.keys()].map(shortPath).join(', ')}`))
  watcher.on('all', async (event, file) => {
    if (file === home?.file) say(`${shortPath(file)} changed: it counts when Dublê starts again`)
    for (const room of rooms.get(file) ?? []) {
      if (event === 'unlink') {
        say(`${shortPath(file)} is gone: ${room.name} goes on as before`)
        continue
      }
      try {
        const worlds = await duble.rereadFixtures(room.name, file)
        watcher.add(await follow(room))
        const more = worlds.length > 1 ? `, in ${worlds.length} worlds` : ''
        say(`${shortPath(file)} changed: ${room.name} starts anew from it${more}`)
      } catch (error) {
        const says = (error as Error).message
        say(`${says}\n${shortPath(file)} changed, but is wrong: ${room.name} goes on as before`)
      }
    }
  })
}

/** The first signal lets running requests finish; the second does not. */
function stopOnSignals(duble: Duble): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(130)
    stopping = true
    duble.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  whenOrphaned(stop)
}
