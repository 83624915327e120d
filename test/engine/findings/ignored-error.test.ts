import { describe, expect, it } from 'vitest'
import { openWatched } from './support.ts'

const ANA = { agent: 'VENDAS.ANA', branch: '2001' }
const BREAK = { agent: 'VENDAS.ANA', break_id: '816b6751-0592-44dc-a311-b870f7850750' }
const open = () => openWatched({ options: { vocom: { 'call.answered_after': '0s' } } })

describe('who goes on after an error inside HTTP 200', () => {
  it('is found when what follows fails too', async () => {
    const { world, vocom } = await open()
    await vocom('login', { ...ANA, branch: '9999' })
    await vocom('state_set_break', BREAK)
    const [only, ...more] = world.findings()
    expect(more).toEqual([])
    expect(only).toMatchObject({
      name: 'error_ignored',
      vendor: 'vocom',
      operation: 'login',
      credential: 'api_key',
      subject: 'state_set_break',
      says: 'vocom/login answered not_found_failed for agent "VENDAS.ANA" inside HTTP 200, and state_set_break followed as if it had succeeded: it failed too, with execute_failed',
      suggests:
        'Look for the error in the body, for the HTTP status does not tell it: state_set_break makes sense only after a login that succeeded',
      behaviour: 'login.not_found_failed',
    })
    expect(only?.requests.map(({ id, body }) => [id, body?.slice(0, 16)])).toEqual([
      [1, '{"company_id":"8'],
      [2, '{"company_id":"8'],
    ])
  })

  it('is found when a fault told him the error', async () => {
    const { world, vocom, found } = await open()
    world.addFault({ vendor: 'vocom', operation: 'login', fault: 'execute_failed', times: 1 })
    await vocom('login', ANA)
    await vocom('call_services', { ...ANA, to: '1199999999' })
    expect(found()).toEqual(['error_ignored vocom/login api_key call_services 1×'])
  })

  it.each(['', undefined, null, 'undefined'])(
    'is found when he carries on the call_id that he was not given: %j',
    async (call_id) => {
      const { vocom, found } = await open()
      const { outcome } = await vocom('call_services', { agent: 'DEV', branch: '9999', to: '1199999999' })
      expect(outcome).toBe('not_found_failed')
      await vocom('call_hold', { agent: 'DEV', call_id })
      expect(found()).toEqual(['error_ignored vocom/call_services api_key call_hold 1×'])
    },
  )

  it('is found when a fault kept the call_id from him', async () => {
    const { world, vocom, found } = await open()
    world.addFault({ vendor: 'vocom', operation: 'call_services', fault: 'execute_failed', times: 1 })
    await vocom('call_services', { agent: 'DEV', branch: '3000', to: '1199999999' })
    await vocom('call_hold', { agent: 'DEV', call_id: '' })
    expect(found()).toEqual(['error_ignored vocom/call_services api_key call_hold 1×'])
  })

  it('is found once for each step that he takes', async () => {
    const { vocom, found } = await open()
    await vocom('login', { ...ANA, branch: '9999' })
    await vocom('call_services', { ...ANA, to: '1199999999' })
    await vocom('call_hold', { agent: ANA.agent, call_id: '' })
    await vocom('call_terminate', { agent: ANA.agent, call_id: '' })
    expect(found()).toEqual([
      'error_ignored vocom/login api_key call_services 1×',
      'error_ignored vocom/call_services api_key call_hold 1×',
      'error_ignored vocom/call_services api_key call_terminate 1×',
    ])
  })

  it('is not who was refused twice for one and the same reason', async () => {
    const { vocom, found } = await open()
    for (const operation of ['login', 'state_set_break', 'state_return_break', 'call_services']) {
      await vocom(operation, { ...BREAK, agent: 'NINGUEM', branch: '2001', to: '1199999999' })
    }
    const call_id = 'ce36d513-bcea-4639-adb9-0e947410abc5'
    for (const operation of ['call_hold', 'call_hold_retrieve', 'call_terminate']) {
      await vocom(operation, { agent: 'DEV', call_id })
    }
    expect(found().filter((finding) => finding.startsWith('error_ignored'))).toEqual([])
  })

  it('is not who is put into another state in between, as one test behind the other is', async () => {
    const { world, vocom, found } = await open()
    await vocom('login', { agent: 'DEV', branch: '3000' })
    await world.applyState('vocom', 'DEV is logged out')
    const { outcome } = await vocom('state_set_break', { ...BREAK, agent: 'DEV' })
    expect([outcome, found()]).toEqual(['execute_failed', []])
  })

  it('is not who asks for each wrongly', async () => {
    const { vocom, found } = await open()
    await vocom('call_services', { agent: 'DEV', branch: '' })
    await vocom('call_hold', { agent: 'DEV', call_id: '' })
    expect(found()).toEqual([])
  })

  it('is found when he retrieves a call that he could not hold', async () => {
    const { world, vocom, found } = await open()
    const call_id = '1f74b26a-442a-40ca-83af-847eb7132c2e'
    await world.applyState('vocom', `DEV is in call ${call_id}`)
    world.addFault({ vendor: 'vocom', operation: 'call_hold', fault: 'execute_failed', times: 1 })
    await vocom('call_hold', { agent: 'DEV', call_id })
    await vocom('call_hold_retrieve', { agent: 'DEV', call_id })
    expect(found()).toEqual(['error_ignored vocom/call_hold api_key call_hold_retrieve 1×'])
  })

  it('is not who tries again and succeeds', async () => {
    const { world, vocom, found } = await open()
    world.addFault({ vendor: 'vocom', operation: 'login', fault: 'execute_failed', times: 2 })
    for (let times = 0; times < 3; times++) await vocom('login', ANA)
    await vocom('state_set_break', BREAK)
    await vocom('state_set_break', BREAK)
    expect(found()).toEqual([])
  })

  it('is not who gives up, or asks for something else', async () => {
    const { vocom, found } = await open()
    await vocom('login', { ...ANA, branch: '9999' })
    await vocom('get_agent_list', { queue: 'FILA_VENDAS' })
    await vocom('logout', ANA)
    expect(found()).toEqual([])
  })

  it('is not who goes on with another agent', async () => {
    const { vocom, found } = await open()
    await vocom('login', { ...ANA, branch: '9999' })
    await vocom('state_return_break', { agent: 'DEV' })
    await vocom('state_set_break', { ...BREAK, agent: 'NINGUEM' })
    expect(found()).toEqual([])
  })

  it('is not whose next step succeeds, for then nothing was presupposed in vain', async () => {
    const { vocom, found } = await open()
    await vocom('login', { agent: 'DEV', branch: '3000' })
    const { outcome } = await vocom('state_set_break', { ...BREAK, agent: 'DEV' })
    expect([outcome, found()]).toEqual(['ok', []])
  })

  it('is not whose next step fails by a fault', async () => {
    const { world, vocom, found } = await open()
    world.addFault({ vendor: 'vocom', operation: 'login', fault: 'execute_failed', times: 1 })
    world.addFault({ vendor: 'vocom', operation: 'state_set_break', fault: 'execute_failed', times: 1 })
    await vocom('login', ANA)
    await vocom('state_set_break', BREAK)
    expect(found()).toEqual([])
  })

  it('is not who ends a call of his own behind one that failed', async () => {
    const { world, vocom, found } = await open()
    await world.fake('vocom').applyState('DEV is in call 1f74b26a-442a-40ca-83af-847eb7132c2e')
    await vocom('call_services', { agent: 'DEV', branch: '2000', to: '1199999999' })
    await vocom('call_terminate', { agent: 'DEV', call_id: '1f74b26a-442a-40ca-83af-847eb7132c2e' })
    await vocom('call_terminate', { agent: 'DEV', call_id: '1f74b26a-442a-40ca-83af-847eb7132c2e' })
    expect(found()).toEqual([])
  })

  it('is not who was told by the HTTP status', async () => {
    const { vocom, found } = await openWatched({ options: { vocom: { error_http_status: 'per_type' } } })
    await vocom('login', { ...ANA, branch: '9999' })
    await vocom('state_set_break', BREAK)
    expect(found()).toEqual([])
  })

  it('is not who was never told, because the answer broke', async () => {
    const { world, vocom, found } = await open()
    world.addFault({ vendor: 'vocom', operation: 'login', fault: 'empty_response', times: 1 })
    await vocom('login', { ...ANA, branch: '9999' })
    await vocom('state_set_break', BREAK)
    expect(found()).toEqual([])
  })

  it('is not who is not let in at all', async () => {
    const { vocom, found } = await open()
    const wrong = { authorization: 'Basic d3Jvbmc6a2V5' }
    await vocom('login', ANA, wrong)
    await vocom('state_set_break', BREAK, wrong)
    expect(found()).toEqual([])
  })
})
