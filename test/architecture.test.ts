import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const BIOME = path.join(ROOT, 'node_modules/.bin/biome')

const ROOM = 'A room imports #engine and itself, nothing else.'
const ENGINE = 'The engine imports nothing of ours.'
const CLIENTS = "clients imports #engine and a room's api.ts, never its handlers."
const CONTRACTS = 'contracts imports #engine, clients and report.'
const SCENARIOS = 'scenarios imports #engine, fixtures and clients.'
const SERVER = 'server imports #engine, fixtures and report.'
const CLOCK =
  "The clock is injected: read it from the world's clock (src/engine/clock.ts is the one place for Date.now)."
const NEW_DATE = "The clock is injected: new Date() reads the machine's time."
const CHANCE = 'Chance comes from the seed: draw from src/engine/random.ts.'

const importing = (from: string): string => `import { it } from '${from}'\n\nexport const used = it\n`

/** What must not be written, where, and what is said of it. */
const PLANTED: readonly (readonly [file: string, text: string, says: string])[] = [
  ['mocks/crm-zen/planted.ts', importing('../vocom/api.ts'), ROOM],
  ['mocks/crm-zen/later.ts', "export const later = () => import('../vocom/api.ts')\n", ROOM],
  ['mocks/crm-zen/passed-on.ts', "export { it } from '../vocom/api.ts'\n", ROOM],
  ['mocks/crm-zen/source.ts', importing('../../src/engine/index.ts'), ROOM],
  ['mocks/crm-zen/library.ts', importing('hono'), ROOM],
  ['mocks/crm-zen/scoped.ts', importing('@hono/node-server'), ROOM],
  ['mocks/crm-zen/files.ts', importing('node:fs'), ROOM],
  ['mocks/crm-zen/handlers/planted.ts', importing('../../vocom/api.ts'), ROOM],
  ['mocks/crm-zen/handlers/library.ts', importing('hono/cors'), ROOM],
  ['src/engine/planted.ts', importing('../fixtures/load.ts'), ENGINE],
  ['src/engine/itself.ts', importing('#engine'), ENGINE],
  ['src/engine/stages/planted.ts', importing('../../server/host.ts'), ENGINE],
  ['src/fixtures/planted.ts', importing('../server/host.ts'), 'fixtures imports #engine alone.'],
  ['src/report/planted.ts', importing('../server/host.ts'), 'report imports #engine alone.'],
  ['src/clients/planted.ts', importing('../../mocks/vocom/handlers.ts'), CLIENTS],
  ['src/clients/door.ts', importing('../../mocks/vocom/index.ts'), CLIENTS],
  ['src/clients/fixtures.ts', importing('../fixtures/load.ts'), CLIENTS],
  ['src/contracts/planted.ts', importing('../server/host.ts'), CONTRACTS],
  ['src/contracts/observed/planted.ts', importing('../../fixtures/load.ts'), CONTRACTS],
  ['src/server/planted.ts', importing('../clients/create.ts'), SERVER],
  ['src/server/command.ts', importing('../cli/program.ts'), SERVER],
  ['src/server/admin/planted.ts', importing('../../clients/create.ts'), SERVER],
  ['src/scenarios/planted.ts', importing('../server/host.ts'), SCENARIOS],
  ['src/scenarios/report.ts', importing('../report/table.ts'), SCENARIOS],
  ['src/vitest.ts', importing('./cli/program.ts'), 'Nobody imports cli.'],
  ['src/index.ts', importing('./cli/program.ts'), 'Nobody imports cli.'],
  ['src/server/now.ts', 'export const now = Date.now()\n', CLOCK],
  ['src/engine/now.ts', 'export const wall = Date.now\n', CLOCK],
  ['mocks/vocom/date.ts', 'export const today = new Date()\n', NEW_DATE],
  ['test/chance.ts', 'export const chance = Math.random()\n', CHANCE],
]

/** What may be written. */
const CLEAN: readonly (readonly [file: string, text: string])[] = [
  ['mocks/crm-zen/clean.ts', importing('./api.ts')],
  ['mocks/crm-zen/engine.ts', importing('#engine')],
  ['mocks/crm-zen/handlers/clean.ts', importing('../api.ts')],
  ['mocks/crm-zen/handlers/engine.ts', importing('#engine')],
  ['src/engine/clean.ts', importing('./state.ts')],
  ['src/engine/stages/clean.ts', importing('../state.ts')],
  ['src/engine/clock.ts', 'export const wall = Date.now\n'],
  ['src/engine/library.ts', importing('ajv')],
  ['src/fixtures/clean.ts', importing('#engine')],
  ['src/clients/clean.ts', importing('../../mocks/vocom/api.ts')],
  ['src/contracts/clean.ts', importing('../clients/create.ts')],
  ['src/contracts/observed/clean.ts', importing('../../clients/create.ts')],
  ['src/contracts/probe/clean.ts', importing('../observed/shape.ts')],
  ['src/server/clean.ts', importing('../fixtures/load.ts')],
  ['src/server/admin/clean.ts', importing('../body.ts')],
  ['src/server/admin/fixtures.ts', importing('../../fixtures/load.ts')],
  ['src/scenarios/clean.ts', importing('../clients/create.ts')],
  ['src/scenarios/fixtures.ts', importing('../fixtures/load.ts')],
  ['src/server/instant.ts', 'export const start = new Date(0)\n'],
  ['src/cli/clean.ts', importing('../index.ts')],
]

describe('the one way of the imports, and what nobody may read from the machine', () => {
  let house: string
  let found: string[]

  beforeAll(async () => {
    house = await mkdtemp(path.join(tmpdir(), 'duble-architecture-'))
    await cp(path.join(ROOT, 'biome.json'), path.join(house, 'biome.json'))
    await cp(path.join(ROOT, 'tools'), path.join(house, 'tools'), { recursive: true })
    for (const [file, text] of [...PLANTED, ...CLEAN]) {
      await mkdir(path.dirname(path.join(house, file)), { recursive: true })
      await writeFile(path.join(house, file), text)
    }
    found = await lint(house)
  })

  afterAll(() => rm(house, { recursive: true, force: true }))

  it.each(PLANTED)('%s is found', (file, _text, says) => {
    expect(found).toContain(`${file}: ${says}`)
  })

  it.each(CLEAN)('%s is let pass', (file) => {
    expect(found.filter((line) => line.startsWith(`${file}:`))).toEqual([])
  })

  it('nothing else is found', () => {
    const planted = new Set(PLANTED.map(([file]) => file))
    expect(found.filter((line) => !planted.has(line.split(':')[0] ?? ''))).toEqual([])
  })
})

/** What biome finds in a folder, each as `file: what it says`. */
async function lint(folder: string): Promise<string[]> {
  const flags = ['lint', '--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none', '.']
  const output = await new Promise<string>((resolve) => {
    execFile(BIOME, flags, { cwd: folder }, (_error, stdout, stderr) => resolve(stdout + stderr))
  })
  return [...output.matchAll(/^::error .*?file=([^,]+),.*?::(.*)$/gm)].map(
    ([, file = '', says]) => `${path.relative(folder, path.resolve(folder, file))}: ${says}`,
  )
}

/** The sources below some folders, with their texts. */
async function sources(...folders: string[]): Promise<(readonly [file: string, text: string])[]> {
  const files = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(path.join(ROOT, folder), { recursive: true })
      return names.filter((name) => name.endsWith('.ts')).map((name) => path.join(folder, name))
    }),
  )
  return Promise.all(
    files.flat().map(async (file) => [file, await readFile(path.join(ROOT, file), 'utf8')] as const),
  )
}

describe('the engine', () => {
  /** The vendors' names, however they are written. */
  const namesIn = (text: string, rooms: readonly string[]): string[] => {
    const known = [...rooms, 'datacake', 'smartspace', 'vocalcontact', 'crm-zen', 'vocom']
    const spellings = known.flatMap((name) => [
      name,
      name.replaceAll('-', ''),
      name.replaceAll('-', ' '),
      name.replaceAll('-', '_'),
    ])
    return [...new Set(spellings)].filter((name) => text.toLowerCase().includes(name))
  }

  it('names no vendor', async () => {
    const rooms = await readdir(path.join(ROOT, 'mocks'))
    const files = await sources('src/engine')
    expect(files.length).toBeGreaterThan(20)
    expect(files.filter(([, text]) => namesIn(text, rooms).length > 0).map(([file]) => file)).toEqual([])
  })

  it('would be found out if it did', () => {
    expect(namesIn('// as Vocom does', ['vocom'])).toEqual(['vocom'])
    expect(namesIn("import { crmZen } from 'x'", ['crm-zen'])).toEqual(['crmzen'])
    expect(namesIn('const CRM_ZEN = 1', ['crm-zen'])).toEqual(['crm_zen'])
    expect(namesIn('the SmartSpace way', [])).toEqual(['smartspace'])
    expect(namesIn('const acmeInc = 1', ['acme-inc'])).toEqual(['acmeinc'])
    expect(namesIn('const vendor = 1', ['vocom'])).toEqual([])
  })
})

describe('the command line', () => {
  /** What a file imports, resolved from the root. */
  const importsOf = (file: string, text: string): string[] =>
    [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, from = '']) =>
      from.startsWith('.') ? path.join(path.dirname(file), from) : from,
    )
  const leaksInto = (files: readonly (readonly [string, string])[]): string[] =>
    files
      .filter(([file]) => !file.startsWith('src/cli/'))
      .filter(([file, text]) => importsOf(file, text).some((from) => /^src\/cli\b/.test(from)))
      .map(([file]) => file)

  it('is imported by nobody else', async () => {
    const files = await sources('src', 'mocks')
    expect(files.some(([file]) => file.startsWith('src/cli/'))).toBe(true)
    expect(leaksInto(files)).toEqual([])
  })

  it('would be found where it were', () => {
    expect(
      leaksInto([
        ['src/server/planted.ts', "import { run } from '../cli/program.ts'"],
        ['src/scenarios/planted.ts', "const run = await import('../cli/program.ts')"],
        ['src/vitest.ts', "export * from './cli/program.ts'"],
        ['mocks/acme/planted.ts', "import '../../src/cli/program.ts'"],
        ['src/cli/start.ts', "import { run } from './program.ts'"],
        ['src/index.ts', "import { client } from './client.ts'"],
      ]),
    ).toEqual(['src/server/planted.ts', 'src/scenarios/planted.ts', 'src/vitest.ts', 'mocks/acme/planted.ts'])
  })
})
