import { describe, expect, it } from 'vitest'
import { type Finding, mergeMet, World } from '#engine'
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
