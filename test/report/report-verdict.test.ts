import { describe, expect, it } from 'vitest'
import { reportOfVerdict } from '../../src/report/report-verdict.ts'
import { inProcess, send } from '../support.ts'

describe('a verdict as a report', () => {
  it('has a case an operation, and what nothing answered before them', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    const zen = (path: string) => send(duble, `/crm-zen${path}`, { headers: { token: 'zen-token' } })
    await zen('/api/totais_lead?data=2018-01-01')
    await zen('/api/totais_lead?data=2018-01-01')
    await zen('/api/totais_leads')
    const { summary, failed, groups } = reportOfVerdict('duble run', duble.verdict())
    expect(summary).toBe('world default: 3 requests, fail')
    expect(failed).toBe(true)
    expect(groups.map(({ title, cases }) => [title, cases])).toMatchObject([
      [
        'not as Dublê knows it',
        [
          {
            title: 'GET /crm-zen/api/totais_leads',
            went: 'failed',
            called: 'answered by no operation',
            facts: [['why', expect.stringContaining('the nearest is totals')]],
          },
        ],
      ],
      ['crm-zen', [{ title: 'totals', called: 'asked', says: 'ok 1, too_many_requests 1' }]],
    ])
  })

  it('tells what a fault stood in for, and that nothing was asked', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    expect(reportOfVerdict('duble run', duble.verdict())).toEqual({
      title: 'duble run',
      summary: 'world default: nothing was asked, fail',
      failed: true,
      groups: [],
    })
    duble.fault({ vendor: 'crm-zen', fault: 'internal' })
    await send(duble, '/crm-zen/api/totais_lead?data=2018-01-01', { headers: { token: 'zen-token' } })
    expect(reportOfVerdict('duble run', duble.verdict()).groups[0]?.cases[0]?.says).toBe(
      'injected: internal 1',
    )
  })
})
