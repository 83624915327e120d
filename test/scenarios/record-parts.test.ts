import { describe, expect, it } from 'vitest'
import { type DubleError, object, text } from '#engine'
import { type Duble, startDuble } from '../../src/index.ts'
import { expectingOf } from '../../src/scenarios/record-expect.ts'
import { Gifts } from '../../src/scenarios/record-gifts.ts'
import { Moves } from '../../src/scenarios/record-moves.ts'
import { NOW, VOCOM_KEY } from '../support.ts'
import { played, put, zenAsk } from './record-support.ts'

const AT = Date.parse(NOW)

describe('the clock of a saved scenario', () => {
  it('follows time that passed by itself from its grain on, a whole number of units', () => {
    const moves = new Moves({ least: 1000, unit: 1000 }, AT)
    expect(moves.follow(AT + 999)).toEqual([])
    expect(moves.follow(AT + 1000)).toEqual([{ advance: '1s' }])
    expect(moves.follow(AT + 3999)).toEqual([{ advance: '2s' }])
  })

  it('is set back by itself only where it is exact', () => {
    const back = (unit: number) => new Moves({ least: unit, unit }, AT).follow(AT - 2000)
    expect(back(1000)).toEqual([])
    expect(back(1)).toEqual([{ clock: '2026-03-02 08:59:58' }])
  })

  it('is set within a second only where it is exact', () => {
    const jump = (unit: number) => new Moves({ least: unit, unit }, AT).jump(AT, AT + 500)
    expect(jump(1000)).toEqual([])
    expect(jump(1)).toEqual([{ clock: '2026-03-02 09:00:00' }, { advance: '500ms' }])
  })
})

describe('what a saved scenario has of answers', () => {
  it('is no long text', () => {
    const heard = (note: string) => ({
      entry: { outcome: 'ok', status: 200, responseBody: JSON.stringify({ note }) },
      fake: { mock: { api: {} } },
      fields: {},
      definition: { answer: object({ note: text('A note', 'a') }) },
    })
    const body = (length: number) => expectingOf(heard('a '.repeat(length / 2)) as never, true).body
    expect(body(60)).toEqual({ note: 'a '.repeat(30) })
    expect(body(62)).toBeUndefined()
  })

  it('is a name for what nobody types, which a moment is not', () => {
    const gifts = new Gifts()
    gifts.answered(0, 'vocom', { made: 'b2c1a0f9e8d7c6b5a493', at: '2026-03-02T09:00:00.000' })
    expect(gifts.name('b2c1a0f9e8d7c6b5a493', 'vocom')).toBe('made')
    expect(gifts.name('2026-03-02T09:00:00.000', 'vocom')).toBeUndefined()
    expect(gifts.name('2026-03-02T09:00:00.000', 'vocom', 'at')).toBe('at')
  })
})

describe('a saved scenario', () => {
  const open = (): Promise<Duble> => startDuble({ clock: NOW, vendors: ['crm-zen', 'vocom'] })
  const saved = async (duble: Duble): Promise<string> => {
    const yaml = await duble.recordScenario()
    expect(await played(duble, yaml)).toBe('')
    return yaml
  }

  it('is called by the first four things that were asked', async () => {
    await using duble = await open()
    for (const one of [zenAsk(), zenAsk(), zenAsk('data=2018-01-01', 'no'), zenAsk('data=2018-02-30')]) {
      await put(duble, one)
    }
    const titled = 'scenario: totals, totals (too_many_requests), totals (wrong_token), totals (bad_date)'
    expect(await saved(duble)).toContain(`${titled}\n`)
    await put(duble, zenAsk(''))
    expect(await saved(duble)).toContain(`${titled} and more\n`)
  })

  it('has what is told of in its place, also between two calls that are the same', async () => {
    await using duble = await open()
    await put(duble, zenAsk('data=2018-02-30'))
    await put(duble, { path: '/crm-zen/api/totals' })
    await put(duble, zenAsk('data=2018-02-30'))
    const [, first = '', second = ''] = (await saved(duble)).split('- call: ')
    expect(first).toContain('# GET /crm-zen/api/totals was answered 404')
    expect(first + second).not.toContain('repeat')
  })

  it('sends a number to the letter which JavaScript cannot hold', async () => {
    await using duble = await open()
    const body =
      '{"company_id":"894343d2-3f02-4c02-909b-a0bfa57c0a93","agent":"DEV","odd":12345678901234567890}'
    await put(duble, {
      path: '/vocom/interact_cti/agent/get_break_list/',
      method: 'POST',
      headers: { authorization: VOCOM_KEY, 'content-type': 'application/json' },
      body,
    })
    expect(await saved(duble)).toContain('"odd":12345678901234567890}')
  })

  it('is none where the journal has only the beginning of a path', async () => {
    await using duble = await open()
    await put(duble, zenAsk(`data=2018-01-01&odd=${'x'.repeat(3000)}`))
    const refused = await duble.recordScenario().then(
      () => undefined,
      (error: DubleError) => error,
    )
    expect(refused).toMatchObject({ code: 'not_recordable', facts: { reason: 'cut' } })
    expect(refused?.message).toMatch(/^the journal has only the beginning of the path of request 1 /)
  })
})
