import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import {
  type AnyVendor,
  DubleError,
  isOptional,
  type JsonSchema,
  jsonSchema,
  printDuration,
  type Sending,
  settleOptions,
} from '#engine'
import { MACHINE } from '../clients/clock.ts'
import { brazilianNames } from '../contracts/observed/persons.ts'
import { type Probe, probe } from '../contracts/probe/probe.ts'
import { exitCodeOf, printIssue, printProbe, probeJson, probeSuite } from '../contracts/probe/report.ts'
import { objectionsToShapes, readShapes, type Shapes, writeShapes } from '../contracts/probe/shapes.ts'
import { shortPath } from '../fixtures/problems.ts'
import { openFixture, openRooms, type Room } from '../fixtures/rooms.ts'
import { isLoopback } from '../index.ts'
import { printJunit } from '../report/junit.ts'
import { wholeNumber } from './flags.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { readYaml } from './observed.ts'
import { writeText } from './report-files.ts'

interface Flags extends HomeFlags {
  readonly url: string
  readonly yesAskTheRealVendor?: boolean
  readonly with?: readonly string[]
  readonly only?: readonly string[]
  readonly most: string
  readonly accept?: boolean
  readonly shapes?: string
  readonly json?: string
  readonly junit?: string
  readonly issue?: string
}

/** `duble probe` */
export async function run(vendor: string, flags: Flags): Promise<void> {
  const home = await homeOf(flags)
  const [room] = (await openRooms([vendor], home)) as [Room]
  const { api } = room.mock
  if (!flags.yesAskTheRealVendor && process.env['DUBLE_PROBE'] !== 'yes') {
    const says = `this asks the real ${api.name} with your credentials: say so with --yes-ask-the-real-vendor, or DUBLE_PROBE=yes`
    throw new DubleError('bad_probe', says, { vendor: api.name })
  }
  const url = URL.parse(flags.url)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new DubleError('bad_probe', `--url must be where ${api.name} is, such as https://api.example.com`)
  }
  if (url.username + url.password + url.search + url.hash !== '') {
    const says =
      '--url must hold no user, no password and no query: who asks stands in DUBLE_PROBE_ variables'
    throw new DubleError('bad_probe', says)
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    process.stderr.write('the URL begins with http: everybody on the way can read your credentials\n')
  }
  const { options: written, paths, profile } = await openFixture(room)
  const options = settleOptions(api.name, api.options, profile, written)
  const folder = flags.shapes ?? path.join(home?.folder ?? process.cwd(), 'duble/shapes')
  const file = path.join(folder, `${api.name}.yaml`)
  const result = await probe({
    api,
    url: flags.url,
    sending: sendingOf(api, options, process.env),
    options,
    paths,
    parameters: Object.fromEntries((flags.with ?? []).map(parameterOf)),
    only: flags.only ?? [],
    most: wholeNumber('--most', flags.most, 100),
    accept: flags.accept ?? false,
    last: await lastShapes(api, file),
    clock: MACHINE,
    fetch,
    persons: await brazilianNames(),
    keep: (shapes) => writeText(file, HEAD + stringify(writeShapes(api.name, shapes), { lineWidth: 0 })),
    onWait: (milliseconds) =>
      void process.stderr.write(
        `waiting ${printDuration(Math.ceil(milliseconds / 1000) * 1000)}, as ${api.name} demands\n`,
      ),
  })
  await report(result, file, flags)
  process.exitCode = exitCodeOf(result)
}

const HEAD = '# Names and types of what the real vendor answered, and no data. Written by `duble probe`.\n'

async function lastShapes(api: AnyVendor, file: string): Promise<Shapes> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new DubleError('bad_probe', `cannot read ${shortPath(file)}: ${error.code}`, { file })
  })
  return text === undefined ? {} : readShapes(readYaml(file, text, (value) => objectionsToShapes(value, api)))
}

function parameterOf(pair: string): [name: string, value: string] {
  const [name, value] = pair.split(/=(.*)/s)
  if (name && value !== undefined) return [name, value]
  throw new DubleError('bad_probe', 'write a parameter as name=value, such as --with agent=DEV')
}

/** Who asks, from `DUBLE_PROBE_TOKEN` and the like: arguments are seen by others. */
function sendingOf(
  api: AnyVendor,
  options: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv,
): Sending {
  const { properties = {} }: JsonSchema = jsonSchema(api.auth.credential)
  const fields = Object.keys(properties).filter((name) => !['name', 'status'].includes(name))
  const variable = (name: string): string => `DUBLE_PROBE_${name.toUpperCase()}`
  const given = fields.flatMap((name): [string, string][] => {
    const value = env[variable(name)] ?? ''
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      const says = `${variable(name)} has a character that no header can carry, such as a line break`
      throw new DubleError('bad_probe', says, { vendor: api.name })
    }
    return value ? [[name, value]] : []
  })
  const credential = Object.fromEntries(given)
  const token = credential['token']
  // Where a pair and a token are both ways in, a token alone is one.
  if (token !== undefined && credential['user'] === undefined && fields.includes('user')) {
    return { headers: { Authorization: `Bearer ${token}` } }
  }
  const needed = fields.filter((name) => !isOptional(properties[name] as JsonSchema))
  const missing = needed.filter((name) => credential[name] === undefined)
  if (missing.length === 0) return api.auth.present(credential, options)
  const says = `${api.name} must know who asks: set ${missing.map(variable).join(' and ')}`
  throw new DubleError('bad_probe', says, { vendor: api.name, missing })
}

async function report(result: Probe, file: string, { json, junit, issue }: Flags): Promise<void> {
  const text = `${JSON.stringify(probeJson(result), null, 2)}\n`
  if (json !== undefined && json !== '-') await writeText(json, text)
  if (junit !== undefined) await writeText(junit, printJunit('duble probe', [probeSuite(result)]))
  if (issue !== undefined && issue !== '-') await writeText(issue, printIssue(result))
  if (json === '-') process.stdout.write(text)
  else if (issue === '-') process.stdout.write(printIssue(result))
  else process.stdout.write(`${printProbe(result)}\nshapes kept in ${shortPath(file)}\n`)
}
