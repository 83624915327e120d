import { describe, expect, it } from 'vitest'
import { behavioursOf } from '#engine'
import { describeBoth, inProcess, NOW, vocom, zen } from '../support.ts'
import { admin, direct } from './support.ts'

const AT = '2026-03-02T12:00:00.000Z'

describeBoth('the admin API', (open) => {
  it('says what runs', async () => {
    await using duble = await open()
    expect((await admin(duble, 'GET /health')).body).toEqual({ status: 'up', worlds: ['default'] })
    expect((await admin(duble, 'GET /worlds')).body).toEqual({ worlds: ['default'] })
    const { vendors } = (await admin(duble, 'GET /vendors')).body
    expect(vendors.map((vendor: { name: string }) => vendor.name)).toEqual([...duble.world.fakes.keys()])
    const shown = vendors.find((vendor: { name: string }) => vendor.name === 'crm-zen')
    expect(shown).toMatchObject({
      title: 'CRM Zen, totais de distribuição de leads por usuários 1.0',
      url: `${duble.url}/crm-zen`,
      fixture: 'default',
      credentials: [{ name: 'valid', token: 'zen-token', status: 'valid' }, {}, {}],
      operations: [
        {
          name: 'totals',
          method: 'GET',
          path: '/api/totais_lead',
          url: `${duble.url}/crm-zen/api/totais_lead`,
        },
      ],
      states: expect.arrayContaining(['no leads on 2018-01-01']),
    })
    const behaviours = shown.operations.flatMap(({ name, outcomes }: { name: string; outcomes: string[] }) =>
      outcomes.map((outcome) => `${name}.${outcome}`),
    )
    expect(behaviours).toEqual(behavioursOf(duble.world.fake('crm-zen').mock.api))
  })

  it('turns a 429 into a 200 by advancing the clock', async () => {
    await using duble = await open()
    expect((await zen(duble)).status).toBe(200)
    expect((await zen(duble)).status).toBe(429)
    const told = await direct(duble, 'POST /clock', { advance: '5m' })
    expect(told.body).toEqual({ mode: 'frozen', now: '2026-03-02T12:05:00.000Z', offset_ms: 0 })
    expect((await zen(duble)).status).toBe(200)
  })

  it('shows, freezes and frees the clock', async () => {
    await using duble = await open()
    expect((await direct(duble, 'GET /clock')).body).toEqual({ mode: 'frozen', now: AT, offset_ms: 0 })
    await direct(duble, 'POST /clock', { freeze: '2018-11-04 12:00' })
    expect(duble.clock.show()).toEqual({ mode: 'frozen', now: Date.UTC(2018, 10, 4, 14), offset: 0 })
    expect((await direct(duble, 'POST /clock', { real: true })).body).toMatchObject({
      mode: 'real',
      offset_ms: 0,
    })
    expect((await direct(duble, 'POST /clock', { advance: '1h30m' })).body).toMatchObject({
      mode: 'offset',
      offset_ms: 5_400_000,
    })
  })

  it('brings everything back to the start: state, options, faults, waits, clock and journal', async () => {
    await using duble = await open()
    const agents = async () => (await vocom(duble, 'get_agent_list', { queue: 'FILA_VENDAS' })).text
    const before = await agents()
    await vocom(duble, 'call_services', { agent: 'DEV', branch: '2000', to: '1199999999' })
    await direct(duble, 'POST /states', { vendor: 'vocom', name: 'DEV is on a break' })
    await direct(duble, 'POST /faults', { vendor: 'vocom', operation: 'login', outcome: 'execute_failed' })
    duble.world.fake('vocom').setOptions({ content_type: 'text/html; charset=UTF-8' })
    await zen(duble)
    duble.clock.advance(1000)
    expect(await agents()).not.toBe(before)
    expect((await direct(duble, 'POST /reset')).body).toEqual({ reset: 'default' })
    expect(duble.world.journal.read()).toEqual({ entries: [], total: 0 })
    expect((await direct(duble, 'GET /clock')).body.now).toBe(AT)
    expect((await direct(duble, 'GET /faults')).body).toEqual({ faults: [] })
    expect((await direct(duble, 'GET /options')).body.options.vocom.content_type.value).toBe(
      'application/json',
    )
    expect(await agents()).toBe(before)
    expect((await zen(duble)).status).toBe(200)
    const call = await vocom(duble, 'call_services', { agent: 'DEV', branch: '2000', to: '1199999999' })
    expect(call.body.response.call_id).toBe('ce36d513-bcea-4639-adb9-0e947410abc5')
  })

  it('resets a real clock to the machine’s', async () => {
    await using duble = await open({ clock: undefined } as never)
    await direct(duble, 'POST /clock', { freeze: NOW })
    await direct(duble, 'POST /reset', {})
    expect((await direct(duble, 'GET /clock')).body).toMatchObject({ mode: 'real', offset_ms: 0 })
  })

  it('lists states and applies them', async () => {
    await using duble = await open()
    const { states } = (await direct(duble, 'GET /states')).body
    expect(states).toContainEqual({ vendor: 'vocom', name: 'DEV is on a break' })
    expect(states).toContainEqual({ vendor: 'crm-zen', name: 'no leads on 2018-01-01' })
    const told = await direct(duble, 'POST /states', { vendor: 'crm-zen', name: 'no leads on 2018-01-01' })
    expect(told.body).toEqual({ vendor: 'crm-zen', state: 'no leads on 2018-01-01' })
    const seen = await zen(duble)
    expect([seen.outcome, seen.body.usuarios]).toEqual(['ok.empty', []])
  })

  it('sets faults that count down and that stand before the handler', async () => {
    await using duble = await open()
    const fault = { vendor: 'vocom', operation: 'call_services', fault: 'execute_failed', times: 2 }
    expect((await direct(duble, 'POST /faults', fault)).body).toEqual({ faults: [{ id: 'f1', ...fault }] })
    const call = () => vocom(duble, 'call_services', { agent: 'DEV', branch: '2000', to: '1199999999' })
    const first = await call()
    expect([first.status, first.outcome, first.why]).toEqual([
      200,
      'execute_failed',
      'a fault stood in for the handler',
    ])
    expect((await direct(duble, 'GET /faults')).body).toEqual({ faults: [{ id: 'f1', ...fault, times: 1 }] })
    expect((await call()).outcome).toBe('execute_failed')
    const third = await call() // no call was made before it: it gets the first id
    expect([third.outcome, third.body.response.call_id]).toEqual([
      'ok',
      'ce36d513-bcea-4639-adb9-0e947410abc5',
    ])
    const { times: _left, ...always } = fault
    const told = await direct(duble, 'POST /faults', always)
    expect(told.body).toEqual({ faults: [{ id: 'f2', ...always, times: 'always' }] })
    expect((await direct(duble, 'DELETE /faults')).body).toEqual({ faults: [] })
    expect((await direct(duble, 'GET /faults')).body).toEqual({ faults: [] })
  })

  it('shows the options: value, what is accepted, the default', async () => {
    await using duble = await open({}, { 'crm-zen': { numbers: 'string' } })
    const { options } = (await direct(duble, 'GET /options')).body
    expect(options['crm-zen'].numbers).toEqual({
      value: 'string',
      accepts: ['number', 'string'],
      default: 'number',
    })
    expect(options['vocom']['call_services.delay']).toEqual({
      value: '0s',
      accepts: 'a duration',
      default: '0s',
    })
    expect(options['vocom']['tabs.count']).toEqual({
      value: 'false',
      accepts: ['true', 'false'],
      default: 'false',
    })
  })
})

describe('the admin API', () => {
  it('answers HEAD like GET, and counts none of its own requests', async () => {
    await using duble = await inProcess()
    const head = await duble.fetch(new Request('http://localhost/__admin/health', { method: 'HEAD' }))
    expect([head.status, await head.text()]).toEqual([200, ''])
    await admin(duble, 'GET /nowhere')
    expect(duble.world.journal.read().total).toBe(0)
  })
})
