import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { MET_FOLDER, readMets } from '../src/met-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'duble-met-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A program that asks a Dublê of its own, and ends as it is told to. */
const program = (end: string): string => `
import { startDuble } from './src/index.ts'
const duble = await startDuble({ vendors: ['crm-zen'] })
const world = await duble.newWorld()
await world.fetch(new Request(world.url + '/crm-zen/api/totais_lead?data=2018-01-01', { headers: { token: 'zen-token' } }))
await startDuble({ vendors: ['vocom'] })
${end}`

const run = (end: string, env: Record<string, string>) =>
  promisify(execFile)(process.execPath, ['--input-type=module', '-e', program(end)], {
    env: { ...process.env, ...env },
  })

describe('what a Dublê inside a test was asked', () => {
  it.each([
    ['it is closed', 'await duble.close()'],
    ['the process ends', 'process.exit(0)'],
    ['nothing is left to do', ''],
    ['it is closed, and the process ends', 'await duble.close(); process.exit(0)'],
  ])('is left in the folder that `duble run` named: %s', async (title, end) => {
    const own = path.join(folder, title)
    await run(end, { [MET_FOLDER]: own })
    const mets = readMets(own)
    expect(mets).toHaveLength(1) // a Dublê that nobody asked leaves nothing
    expect(mets[0]).toMatchObject({ asked: 1, vendors: { 'crm-zen': { totals: { ok: 1 } } }, findings: [] })
  })

  it('is left by many at once, without a warning of too many listeners', async () => {
    const own = path.join(folder, 'many')
    const open = 'for (let turn = 0; turn < 12; turn++) await startDuble({ vendors: ["crm-zen"] })'
    const { stderr } = await run(open, { [MET_FOLDER]: own })
    expect(stderr).toBe('')
    expect(readMets(own)).toHaveLength(1)
  })

  it('is lost, and nothing else is, where the folder is none', async () => {
    for (const end of ['await duble.close()', '']) {
      const { stdout } = await run(`${end}; console.log('ended')`, { [MET_FOLDER]: '/dev/null/met' })
      expect(stdout).toBe('ended\n')
    }
  })

  it('is read without what is broken', async () => {
    const own = path.join(folder, 'broken')
    await run('await duble.close()', { [MET_FOLDER]: own })
    await writeFile(path.join(own, 'a.json'), '{"asked":1')
    await writeFile(path.join(own, 'b.json'), '{"asked":1}')
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    expect(readMets(own).map(({ asked }) => asked)).toEqual([1])
    expect(warned.mock.calls.map(([says]) => says)).toEqual(
      ['a', 'b'].map((name) => `what a Dublê was asked cannot be counted: ${own}/${name}.json is broken`),
    )
    warned.mockRestore()
    expect(readMets(path.join(folder, 'nowhere'))).toEqual([])
  })
})
