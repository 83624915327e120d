import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { DubleError } from '#engine'
import { writeObservation } from '../contracts/observed/file.ts'
import { type Imported, importFile, type Source } from '../contracts/observed/import.ts'
import { type Finding, findingsOf, type Suggestion, suggestionOf } from '../contracts/observed/judge.ts'
import { mergeSightings, type Observation } from '../contracts/observed/observation.ts'
import { brazilianNames } from '../contracts/observed/persons.ts'
import { printFindings, printImported, printSuggestion } from '../contracts/observed/print.ts'
import { loadLedger } from '../fixtures/ledger.ts'
import { shortPath } from '../fixtures/problems.ts'
import { openFixture, openRooms, type Room } from '../fixtures/rooms.ts'
import { applyToHome } from './apply.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { loadObservation, observedFolder } from './observed.ts'
import { writeText } from './report-files.ts'

interface Flags extends HomeFlags {
  readonly vendor: string
  readonly keep?: readonly string[]
  readonly apply?: boolean
  readonly anew?: boolean
  readonly json?: string
}

/** Beyond this nothing but a HAR is read, which is read piece by piece. */
const MOST_BYTES = 256 * 1024 * 1024

/** `duble import` */
export async function run(source: Source, file: string, flags: Flags): Promise<void> {
  const home = await homeOf(flags)
  const [room] = (await openRooms([flags.vendor], home)) as [Room]
  const { api } = room.mock
  const imported = await readSource(source, file, room, flags.keep ?? [])
  if (imported.sightings.length === 0) throw nothingIn(source, file, imported)
  const target = path.join(observedFolder(home), `${api.name}.yaml`)
  const before = flags.anew ? undefined : await known(room, target)
  const sightings = mergeSightings([...(before?.sightings ?? []), ...imported.sightings])
  const observation: Observation = { vendor: api.name, sightings }
  await writeText(target, HEAD + stringify(writeObservation(observation), { lineWidth: 0 }))
  const findings = findingsOf(api, observation)
  const suggestion = suggestionOf(api, findings)
  const applied = flags.apply ? await applyToHome(home, api.name, suggestion) : undefined
  await report({ room, imported, findings, suggestion, target, applied }, flags.json)
}

const HEAD = `# Observed by you: names and shapes of what was asked and answered, and no values. Written by \`duble import\`;
# \`duble ledger\` shows beside each row what it confirms or contradicts, \`duble check\` whether it is right.
`

/** What was imported before. */
async function known(room: Room, target: string): Promise<Observation | undefined> {
  const there = await stat(target).catch(() => undefined)
  return there === undefined ? undefined : loadObservation(room.mock.api, target)
}

async function readSource(
  source: Source,
  file: string,
  room: Room,
  keep: readonly string[],
): Promise<Imported> {
  const kind = await stat(file).catch(() => undefined)
  if (!kind?.isFile()) throw new DubleError('bad_import', `there is no file ${file}`, { file })
  if (source !== 'har' && kind.size > MOST_BYTES) {
    throw new DubleError('bad_import', `${file} is larger than 256 MiB: only a HAR may be`, { file })
  }
  const { paths } = await openFixture(room)
  return importFile({
    source,
    api: room.mock.api,
    file: shortPath(path.resolve(file)),
    pieces: createReadStream(file, { encoding: 'utf8', highWaterMark: 1024 * 1024 }),
    keep,
    persons: await brazilianNames(),
    moved: paths,
  })
}

function nothingIn(source: Source, file: string, { elsewhere }: Imported): DubleError {
  const says =
    source === 'har' && elsewhere > 0
      ? `none of the ${elsewhere} requests in ${file} is one that the vendor's document knows`
      : `${file} holds no request`
  return new DubleError('bad_import', says, { file })
}

interface Told {
  readonly room: Room
  readonly imported: Imported
  readonly findings: readonly Finding[]
  readonly suggestion: Suggestion
  readonly target: string
  readonly applied: readonly string[] | undefined
}

async function report(
  { room, imported, findings, suggestion, target, applied }: Told,
  json: string | undefined,
): Promise<void> {
  const { api } = room.mock
  const { sightings: _, ...counts } = imported
  if (json !== undefined) {
    const text = `${JSON.stringify({ vendor: api.name, file: target, ...counts, findings, suggestion, applied: applied ?? [] }, null, 2)}\n`
    if (json === '-') return void process.stdout.write(text)
    await writeText(json, text)
  }
  const { rows } = await loadLedger(api, `${room.folder}/ledger.yaml`)
  const parts = [
    `${printImported(api.name, imported)}\nwritten to ${shortPath(target)}`,
    printFindings(findings, rows),
    applied === undefined ? printSuggestion(api.name, suggestion) : applied.join('\n'),
  ]
  process.stdout.write(`${parts.filter((part) => part !== '').join('\n\n')}\n`)
}
