import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import vocomRoom from '../mocks/vocom/index.ts'
import { openHome } from '../src/fixtures/home.ts'
import { parseFixture } from '../src/fixtures/load.ts'
import { openRooms } from '../src/fixtures/rooms.ts'
import { loadScenario } from '../src/scenarios/load.ts'
import { playAll } from '../src/scenarios/pool.ts'
import { printFailure } from '../src/scenarios/report.ts'
import { houseOf, openStage, rowsBehind } from '../src/stage.ts'
import { duble } from './cli/run.ts'
import { inProcess, send } from './support.ts'

const ROOT = new URL('../', import.meta.url)
const readme = await readFile(new URL('README.md', ROOT), 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code]) => code ?? '',
  )

/** The block of YAML that begins with this. */
const yaml = (start: string): string => blocks('yaml').find((block) => block.startsWith(start)) ?? ''

/** A curl line as the request that it sends. */
function requestOf(curl: string): [path: string, init: RequestInit] {
  const line = curl.replace(/\\\n/g, ' ')
  const url = /http:\/\/localhost:4010([^'\s]*)/.exec(line)?.[1] ?? ''
  const headers = [...line.matchAll(/(?:-H|--header) '([^:]+): ([^']*)'/g)].map(([, name, value]) => [
    name,
    value,
  ])
  const body = /(?:-d|--data-raw) '([^']*)'/.exec(line)?.[1]
  const method = /(?:-X|--request) (\w+)/.exec(line)?.[1] ?? 'GET'
  return [url, { method, headers: headers as [string, string][], ...(body === undefined ? {} : { body }) }]
}

describe('README', () => {
  it('has curl lines that all succeed', async () => {
    await using duble = await inProcess()
    const lines = blocks('sh').filter((block) => block.startsWith('curl') && block.includes(':4010'))
    const seen = await Promise.all(lines.map(async (line) => (await send(duble, ...requestOf(line))).status))
    expect(seen).toEqual([200, 200, 200, 201])
  })

  it('has a program that prints what it says', async () => {
    const folder = new URL('.cache/readme/', ROOT)
    await mkdir(folder, { recursive: true })
    const file = fileURLToPath(new URL('program.ts', folder))
    await writeFile(file, blocks('ts')[0] ?? '')
    const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: fileURLToPath(ROOT) })
    await rm(folder, { recursive: true })
    expect(stdout).toContain('Ana Lima: 12')
    expect(blocks('text')).toContain(stdout)
  })

  it('shows what `duble run` says of the tests of a client, word for word', async () => {
    const [line = ''] = /npx duble run --vendor crm-zen -- npx (vitest run [^`]+)/.exec(readme) ?? []
    const run = promisify(execFile)(process.execPath, ['src/cli/main.js', ...line.split(' ').slice(2)], {
      cwd: fileURLToPath(ROOT),
    })
    expect(blocks('text')).toContain((await run).stderr)
  })

  it('has a fixture that works', async () => {
    const fixture = await parseFixture(vocomRoom, 'README.md', yaml('fixture:'))
    expect(fixture.name).toBe('my world')
    expect(Object.keys(fixture.states)).toEqual(['ANA is on the phone'])
  })

  it('has a scenario that plays', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duble-readme-'))
    const file = path.join(folder, 'readme.scenario.yaml')
    await writeFile(file, yaml('# yaml-language-server'))
    const scenarios = await loadScenario(houseOf(await openRooms()), file)
    const results = await playAll(scenarios, { open: openStage, rows: rowsBehind })
    await rm(folder, { recursive: true })
    expect(results.map(printFailure)).toEqual(['', ''])
  })

  it('shows the section on scenarios within one screen', () => {
    const section = /^## Scenarios\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? ''
    expect(section.trim().split('\n').length).toBeLessThanOrEqual(50)
  })

  it('has a duble.yaml that is right', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duble-readme-'))
    for (const name of ['fixtures', 'rooms', 'scenarios', 'observed', '../pacts']) {
      await mkdir(path.join(folder, 'duble', name), { recursive: true })
    }
    await writeFile(path.join(folder, 'duble.yaml'), yaml('vendors:'))
    const home = await openHome(folder)
    const rooms = await openRooms([], home)
    await rm(folder, { recursive: true })
    expect(rooms.map(({ name }) => name)).toEqual(['crm-zen', 'vocom'])
  })

  it('has a test for Vitest that passes', async () => {
    const folder = fileURLToPath(new URL('.cache/readme-vitest/', ROOT))
    await mkdir(folder, { recursive: true })
    const test = blocks('ts').find((block) => block.includes('duble/vitest')) ?? ''
    await writeFile(
      `${folder}readme.test.ts`,
      test
        .replace(/'duble\/(clients\/)?/g, (_whole, clients = '') => `'../../src/${clients}`)
        .replace(/(src\/[\w/-]+)'/g, "$1.ts'"),
    )
    await writeFile(`${folder}vitest.config.ts`, 'export default {}\n')
    const vitest = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', ROOT))
    const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'run', '--root', folder], {
      env: { ...process.env, NO_COLOR: '1' },
    })
    await rm(folder, { recursive: true })
    expect(stdout).toMatch(/Tests +1 passed/)
  })

  it('names commands that there are', async () => {
    const { out } = await duble('--help')
    const commands = [...out.matchAll(/^ {2}(\w+) .*/gm)].map(([, name]) => name)
    const named = [...readme.matchAll(/(?:npx|`)\s?duble (\w+)/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter((name) => !commands.includes(name))).toEqual([])
    for (const command of commands.filter((name) => name !== 'help')) expect(readme).toContain(`\`${command}`)
  })

  it('quotes the answer to an unknown path as it is', async () => {
    await using duble = await inProcess()
    const answer = await send(duble, '/vocom/interact_cti/agent/login', {
      method: 'POST',
      headers: { authorization: 'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MWVjNTc0NzM=' },
      body: '{"agent":"DEV","branch":"2000","company_id":"894343d2-3f02-4c02-909b-a0bfa57c0a93"}',
    })
    expect(answer.body).toMatchObject(JSON.parse(blocks('json')[0] ?? ''))
  })

  it('names every vendor that has a room, and every client', async () => {
    const rooms = await readdir(new URL('mocks', ROOT))
    expect(rooms.length).toBeGreaterThan(4)
    for (const room of rooms) {
      expect(readme).toContain(`(mocks/${room}/README.md)`)
      expect(readme).toContain(`\`duble/clients/${room}\``)
    }
  })
})
