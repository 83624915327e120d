import { describe, expect, it } from 'vitest'
import { type Finding, mergeMet, World } from '#engine'
import { keyed } from '../../../src/engine/findings/worded.ts'
import { openWatched } from './support.ts'

describe('what is kept of the findings', () => {
  it('does not grow without end, and those that are known go on being counted', async () => {
    const { world, vocom } = await openWatched()
    await vocom('get_break_list', { agent: 'DEV', known: 1 })
    for (let turn = 0; turn < 300; turn++)
      await vocom('get_break_list', { agent: 'DEV', [`field${turn}`]: 1 })
    await vocom('get_break_list', { agent: 'DEV', known: 1 })
    const findings = world.findings()
    expect(findings).toHaveLength(200)
    expect(findings[0]).toMatchObject({ subject: 'known', times: 2 })
  })

  it('is of many callers no more than of a few', async () => {
    const { world, ask } = await openWatched()
    const { mock, fixture } = world.fake('crm-zen')
    const credentials = Array.from({ length: 1200 }, (_, at) => ({
      name: `c${at}`,
      status: 'valid',
      token: `token-${at}`,
    }))
    world.replace(mock, { ...fixture, credentials })
    const totals = (token: string) => ask('/crm-zen/api/totais_lead?data=2018-01-01', { headers: { token } })
    for (const { token } of credentials) for (let turn = 0; turn < 2; turn++) await totals(token)
    // Of so many, the refusals of the last ones alone are remembered.
    await totals('token-0')
    expect(world.findings()).toEqual([])
    await totals('token-1199')
    expect(world.findings().map(({ credential }) => credential)).toEqual(['c1199'])
  })

  it('is of a long value no more than of a short one, and such values are told apart', async () => {
    const { vocom, found } = await openWatched({ options: { vocom: { 'call.answered_after': '0s' } } })
    const long = 'x'.repeat(500_000)
    for (let turn = 0; turn < 3; turn++) await vocom('login', { agent: `${long}${turn}`, branch: '2001' })
    await vocom('state_set_break', { agent: `${long}3`, break_id: '816b6751-0592-44dc-a311-b870f7850750' })
    expect(found()).toEqual([])
    expect(keyed(`${long}1`)).toHaveLength(64)
    expect(keyed(`${long}1`)).not.toBe(keyed(`${long}2`))
  })

  it.each([[{ toString: 1 }], [{ toString: null, valueOf: 1 }], [[[{ toString: 1 }]]], [null]])(
    'never is in the way of an answer, whatever stands for a text: %j',
    async (odd) => {
      const { world, vocom } = await openWatched()
      for (const operation of ['login', 'state_set_break', 'call_services', 'call_hold', 'tabs_list_all']) {
        const { outcome } = await vocom(operation, { agent: odd, branch: odd, call_id: odd, name: odd })
        expect(outcome).toBeDefined()
      }
      expect(world.tallies.read().bugs).toEqual({ times: 0, says: undefined })
    },
  )

  it('of a world that is closed goes to the one to which it belongs, and like to like', async () => {
    const { world: first } = await openWatched({ id: 'run' })
    for (const id of ['a', 'b', 'c']) {
      const { world, zen, vocom } = await openWatched({ of: first, id })
      for (let times = 0; times < 3; times++) await zen()
      await vocom('get_break_list', { agent: 'DEV', [`only-${id}`]: 1 })
      expect(world.findings()).toHaveLength(2)
      if (id !== 'c') world.leave()
    }
    const shortly = first.findings().map(({ name, subject, world, times }) => [name, subject, world, times])
    expect(shortly.sort()).toEqual([
      ['early_call', undefined, 'a', 3],
      ['undocumented_field', 'only-a', 'a', 1],
      ['undocumented_field', 'only-b', 'b', 1],
      ['undocumented_field', 'only-c', 'c', 1],
    ])
  })

  it('of several runs is told once', () => {
    const finding: Finding = {
      name: 'hammering',
      vendor: 'acme',
      operation: 'ask',
      credential: 'valid',
      world: 'default',
      times: 2,
      says: 'it was',
      suggests: 'it is not',
      requests: [],
    }
    const met = { ...new World({ id: 'a', vendors: [] }).met(), findings: [finding] }
    const { findings } = mergeMet([met, met, { ...met, findings: [{ ...finding, credential: null }] }])
    expect(findings.map(({ credential, times }) => [credential, times])).toEqual([
      ['valid', 4],
      [null, 2],
    ])
  })
})
