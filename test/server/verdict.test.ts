import { expect, it } from 'vitest'
import { printVerdict } from '../../src/index.ts'
import { describeBoth, send, vocom, zen } from '../support.ts'
import { admin, direct } from './support.ts'

describeBoth('a world’s verdict', (open) => {
  it('is a failure until something was asked', async () => {
    await using duble = await open()
    const told = await direct(duble, 'GET /verdict')
    expect([told.status, told.body]).toEqual([
      422,
      {
        world: 'default',
        verdict: 'fail',
        why: ['nothing was asked'],
        asked: 0,
        unmatched: [],
        bugs: 0,
        vendors: {},
        injected: {},
      },
    ])
  })

  it('counts by vendor, operation and outcome, injected answers apart', async () => {
    await using duble = await open()
    duble.fault({ vendor: 'vocom', operation: 'login', fault: 'execute_failed', times: 1 })
    for (let times = 0; times < 2; times++) {
      await vocom(duble, 'login', { agent: 'VENDAS.ANA', branch: '2001' })
      await zen(duble)
    }
    const told = await direct(duble, 'GET /verdict')
    expect([told.status, told.body]).toEqual([
      200,
      {
        world: 'default',
        verdict: 'pass',
        why: [],
        asked: 4,
        unmatched: [],
        bugs: 0,
        vendors: { 'crm-zen': { totals: { ok: 1, too_many_requests: 1 } }, vocom: { login: { ok: 1 } } },
        injected: { vocom: { login: { execute_failed: 1 } } },
      },
    ])
    expect(duble.verdict()).toEqual(told.body)
  })

  it('counts under the status what a fault answered that is nobody’s', async () => {
    await using duble = await open()
    duble.fault({ vendor: 'crm-zen', fault: { status: 503 } })
    await zen(duble)
    expect(duble.verdict()).toMatchObject({
      verdict: 'pass',
      injected: { 'crm-zen': { totals: { '503': 1 } } },
    })
  })

  it('fails for what no operation answers, each kind once, in the world that was asked', async () => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    await using world = await duble.newWorld({ id: 'mine' })
    await zen(duble)
    for (const query of ['?a=1', '?a=2', ''])
      await send(duble, `/w/mine/vocom/interact_cti/agent/lgin/${query}`)
    await send(duble, '/w/mine/vocm/x')
    await send(duble, '/crm-zen/token/s3cret/x', { headers: { 'X-Duble-World': 'mine' } })
    const { unmatched, asked, verdict, why } = world.verdict()
    expect([asked, verdict]).toEqual([5, 'fail'])
    expect(unmatched.map(({ method, path, times }) => [method, path, times])).toEqual([
      ['GET', '/w/mine/vocom/interact_cti/agent/lgin/', 3],
      ['GET', '/w/mine/vocm/x', 1],
      ['GET', '/crm-zen/token/***/x', 1],
    ])
    expect(unmatched[0]?.says).toMatch(/the nearest is login, POST \/vocom\/interact_cti\/agent\/login\//)
    expect(why[1]).toBe(
      'GET /w/mine/vocm/x was answered by no operation: /vocm/x names no vendor: there is no "vocm" (did you mean vocom?); paths begin with /crm-zen/ or /vocom/',
    )
    expect(printVerdict(world.verdict())).toContain('/w/mine/vocom/interact_cti/agent/lgin/ (3 times)\n')
    expect(duble.verdict().verdict).toBe('pass')
  })

  it('counts on when the journal is full, emptied, or reset: a test that resets must not hide what it asked', async () => {
    await using duble = await open()
    await zen(duble)
    await direct(duble, 'DELETE /journal')
    await zen(duble)
    await direct(duble, 'POST /reset')
    await zen(duble)
    const { vendors, asked } = (await direct(duble, 'GET /verdict')).body
    expect([asked, vendors]).toEqual([3, { 'crm-zen': { totals: { ok: 2, too_many_requests: 1 } } }])
    const cleared = await direct(duble, 'DELETE /verdict')
    expect([cleared.status, cleared.body.asked, cleared.body.why]).toEqual([200, 0, ['nothing was asked']])
  })

  it('is not asked of a world that is not there', async () => {
    await using duble = await open()
    expect((await admin(duble, 'GET /worlds/defalt/verdict')).body.message).toBe(
      'there is no world "defalt" (did you mean default?)',
    )
  })
})
