import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ShownFinding } from '../../src/report/findings.ts'
import { duble } from '../cli/run.ts'
import { folderOf } from '../scenarios/support.ts'

const CONSUMER = fileURLToPath(new URL('consumer.ts', import.meta.url))

describe('a careless consumer under duble run', () => {
  it('passes its own test, and is told exactly what it deserves', async () => {
    await using files = await folderOf({})
    const flags = ['--report', files.at('out'), '--clock', '2026-03-02 09:00:00']
    const { code, err } = await duble('run', ...flags, '--', process.execPath, CONSUMER)
    expect(code, err).toBe(0)
    const { findings } = JSON.parse(await readFile(files.at('out/findings.json'), 'utf8')) as {
      findings: readonly ShownFinding[]
    }
    expect(findings.map(({ name, times, says }) => `${name} ${times}×: ${says}`).sort()).toEqual([
      'capped_unnoticed 1×: vocalcontact/all_lead cut its answer at 5000 records, and neither created_lead nor modified_lead was asked for after it',
      'capped_unnoticed 1×: vocom/dialer_list_all cut its answer at 2000 records for 2020-01-01 00:00:00 to 2020-12-31 23:59:59, and no part of that period was asked for after it',
      'early_call 2×: crm-zen/totals was asked again at 2026-03-02 09:00:00, though the refusal of 2026-03-02 09:00:00 had named 2026-03-02 09:05:00 as the time of the next request',
      'error_ignored 1×: vocom/call_services answered execute_failed for agent "VENDAS.ANA" inside HTTP 200, and call_hold followed as if it had succeeded: it was sent no call_id',
      'error_ignored 1×: vocom/login answered not_found_failed for agent "VENDAS.ANA" inside HTTP 200, and call_services followed as if it had succeeded: it failed too, with execute_failed',
    ])
    expect(err).toContain('early_call')
    for (const { rows, name } of findings) expect(rows.length, name).toBeGreaterThan(0)
    const secrets = /zen-token|token-bi|e45c53c6-049f-474d-896a-8e891ec57473/
    expect(JSON.stringify(findings)).not.toMatch(secrets)
  })
})
