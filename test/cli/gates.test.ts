import { rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasGates, readGates, vendorsOf } from '../../src/cli/gates.ts'
import { folderOf } from '../scenarios/support.ts'
import { openProject } from './project.ts'

const none = { require: [], least: [], failOn: [], baseline: undefined }
const least = [{ vendor: 'vocom', operation: undefined, percent: 1 }]
const baseline = { file: 'b.yaml', behaviours: new Set(['datacake/produtos.ok']) }

describe('the gates of a run, as they are given', () => {
  it('are read with their names, each behaviour once', async () => {
    await using files = await folderOf({ 'b.yaml': 'datacake: { produtos: [ok] }\n' })
    const gates = await readGates(
      {
        require: ['crm-zen/totals.ok', 'crm-zen/totals.ok'],
        minCoverage: ['vocom=50%', 'vocom/login=0.5', 'crm-zen=100'],
        baseline: files.at('b.yaml'),
        failOn: ['any', 'early_call'],
      },
      undefined,
    )
    expect(gates).toEqual({
      require: ['crm-zen/totals.ok'],
      least: [
        { vendor: 'vocom', operation: undefined, percent: 50 },
        { vendor: 'vocom', operation: 'login', percent: 0.5 },
        { vendor: 'crm-zen', operation: undefined, percent: 100 },
      ],
      baseline: { file: files.at('b.yaml'), behaviours: baseline.behaviours },
      failOn: ['any', 'early_call'],
    })
  })

  it.each([
    [
      { require: ['totals.ok'] },
      'bad_option',
      /^--require takes vendor\/operation\.outcome, .*"totals\.ok"$/,
    ],
    [{ require: ['crm-zen/a/b'] }, 'bad_option', /^--require takes /],
    [{ require: ['crm-zen/totals.okay'] }, 'unknown_outcome', /names no behaviour \(did you mean/],
    [{ require: ['crmzen/totals.ok'] }, 'unknown_vendor', /"crmzen" \(did you mean crm-zen\?\)/],
    [{ minCoverage: ['crm-zen=0'] }, 'bad_option', /above 0 and up to 100, .*"crm-zen=0"$/],
    [{ minCoverage: ['crm-zen=101'] }, 'bad_option', /above 0 and up to 100/],
    [{ minCoverage: ['crm-zen'] }, 'bad_option', /above 0 and up to 100/],
    [{ minCoverage: ['vocom/logn=5'] }, 'unknown_operation', /names no operation \(did you mean login\?\)/],
    [{ minCoverage: ['smartspace/oauth_tokn=5'] }, 'unknown_operation', /oauth_token/],
    [{ failOn: ['earlycall'] }, 'bad_option', /names no finding \(did you mean early_call\?\)/],
  ])('%j is refused with %s', async (flags, code, says) => {
    await expect(readGates(flags, undefined)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(says),
    })
  })

  it('are some where there is any', () => {
    expect(hasGates(none)).toBe(false)
    expect(hasGates({ ...none, require: ['crm-zen/totals.ok'] })).toBe(true)
    expect(hasGates({ ...none, least })).toBe(true)
    expect(hasGates({ ...none, failOn: ['any'] })).toBe(true)
    expect(hasGates({ ...none, baseline })).toBe(true)
  })

  it('are about vendors that the run need not have started, which are judged all the same', () => {
    const gates = { ...none, require: ['crm-zen/totals.ok'], least, baseline }
    expect(vendorsOf(gates).sort()).toEqual(['crm-zen', 'datacake', 'vocom'])
  })

  it('are no share of what is documented, where nothing is', async () => {
    await using project = await openProject()
    await project.duble('new', 'acme')
    await rm(path.join(project.folder, 'duble/rooms/acme/ledger.yaml'))
    for (const what of ['acme', 'acme/orders']) {
      const { code, err } = await project.duble('run', '-q', '--min-coverage', `${what}=1`, '--', 'true')
      const says = `duble: --min-coverage counts documented behaviours, and of ${what} none is documented: take --require\n`
      expect([code, err]).toEqual([1, says])
    }
  })
})
