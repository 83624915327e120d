import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { duble, dubleIn } from './run.ts'
import { on, open, refused, said } from './running.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'duble-record-'))
afterAll(() => rm(folder, { recursive: true }))

describe('duble scenario record', () => {
  it('saves what was done by hand, and `duble scenario` plays it', async () => {
    await using running = await open({ vendors: ['crm-zen'] })
    await on(running, 'call', 'crm-zen/totals', 'data=2018-01-01')
    await on(running, 'clock', '+5m')
    await on(running, 'call', 'crm-zen/totals', 'data=2018-01-01')
    const file = path.join(folder, 'deep', 'waits.scenario.yaml')
    const record = () => on(running, 'scenario', 'record', file, '--title', 'Zen waits')
    expect(await record()).toEqual(
      said(`${file} was played, passed and written: \`duble scenario ${file}\` plays it again`),
    )
    const text = await readFile(file, 'utf8')
    expect(text).toBe(`\
# yaml-language-server: $schema=scenario.schema.json
scenario: Zen waits

given:
  vendor: crm-zen
  clock: 2026-03-02 09:00:00

steps:
  - call: totals
    with: { data: 2018-01-01 }
    count: { usuarios: 2 }

  - advance: 5m

  - call: totals
    with: { data: 2018-01-01 }
    count: { usuarios: 2 }
`)
    expect(await duble('scenario', file)).toMatchObject({ code: 0, err: '' })
    await writeFile(file, 'mine')
    expect(await record()).toEqual(refused(`${file} is there already: --force writes over it`))
    expect(await readFile(file, 'utf8')).toBe('mine')
    await on(running, 'scenario', 'record', file, '--title', 'Zen waits', '--force')
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  it('names a fixture that is a file from where the scenario will lie', async () => {
    const fixture = path.join(folder, 'mine.yaml')
    await writeFile(fixture, 'vendor: crm-zen\ncredentials: [{ name: valid, token: my-token }]\ndays: []\n')
    await using running = await open({ vendors: ['crm-zen'], fixtures: { 'crm-zen': fixture } })
    await on(running, 'call', 'crm-zen/totals', 'data=2018-01-01')
    const file = path.join(folder, 'below', 'mine.scenario.yaml')
    expect(await on(running, 'scenario', 'record', file)).toMatchObject({ code: 0 })
    expect(await readFile(file, 'utf8')).toContain('\n  fixture: ../mine.yaml\n')
    expect(await duble('scenario', file)).toMatchObject({ code: 0 })
  })

  it('saves another world’s', async () => {
    await using running = await open({ vendors: ['crm-zen'] })
    await using world = await running.newWorld({ id: 'blue', seed: 9 })
    await world.fetch(new Request(`${world.vendor('crm-zen').url}/api/totais_lead`, { method: 'POST' }))
    const file = path.join(folder, 'blue.scenario.yaml')
    expect(await on(running, 'scenario', 'record', file, '--world', 'blue')).toMatchObject({ code: 0 })
    expect(await readFile(file, 'utf8')).toContain('\n  seed: 9\n')
  })

  it('says why there can be none, and writes nothing', async () => {
    await using running = await open({ vendors: ['crm-zen'] })
    const file = path.join(folder, 'none.scenario.yaml')
    expect(await on(running, 'scenario', 'record', file)).toEqual(
      refused('no operation was asked since the world began: ask one, and save then'),
    )
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await on(running, 'scenario', 'record', 'twice.yaml')).toEqual(
      refused(
        'a scenario’s file is called <name>.scenario.yaml, for `duble scenario` to find it, got twice.yaml',
      ),
    )
    const env = { DUBLE_URL: 'http://localhost:1', DUBLE_ADMIN_URL: '', DUBLE_WORLD: '' }
    expect(await dubleIn({ env }, 'scenario', 'record', file)).toEqual(
      refused('no Dublê answers at http://localhost:1: start one with `duble start`, or name it with --url'),
    )
  })
})
