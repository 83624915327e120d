import { describe, expect, it } from 'vitest'
import { instantOf } from '#engine'
import { describeBoth, inProcess, send, zen } from '../../support.ts'
import { TOTALS, VALID, zenOptions } from './support.ts'

const NO_DATE = { error: 'O parâmetro "data" é necessário' }
const BAD_DATE = { error: 'Data inexistente ou em formato inválido' }

describeBoth('CRM Zen’s date', (open) => {
  it('is the query parameter data in lower case, as the printed example 2018-01-01 [Z-06] [Z-07] [Z-08] [Z-09]', async () => {
    await using duble = await open()
    const seen = await zen(duble, '?data=2018-01-01')
    expect(seen.status).toBe(200)
    expect(seen.body.data).toBe('2018-01-01')
  })

  it('must be sent: without it, 400 with quotation marks in the text [Z-06] [Z-23]', async () => {
    await using duble = await open()
    const seen = await zen(duble, '')
    expect(seen.status).toBe(400)
    expect(seen.text).toBe('{"error":"O parâmetro \\"data\\" é necessário"}')
  })

  it('must exist: otherwise 400 with the second text [Z-24]', async () => {
    await using duble = await open()
    const seen = await zen(duble, '?data=2018-02-30')
    expect(seen.status).toBe(400)
    expect(seen.text).toBe('{"error":"Data inexistente ou em formato inválido"}')
  })
})

describe('what counts as CRM Zen’s date', () => {
  it.each([
    '2018-02-30',
    '2023-02-29',
    '1900-02-29',
    '2018-04-31',
    '2018-13-01',
    '2018-00-10',
    '2018-01-00',
    '01/01/2018',
    '01-01-2018',
    '2018/01/01',
    '2018-1-1',
    '2018-01-1',
    '2018-01-011',
    '12018-01-01',
    '18-01-01',
    '20180101',
    ' 2018-01-01',
    '2018-01-01 ',
    '2018-01-01T00:00:00',
    'hoje',
  ])('is not “%s” [Z-08] [Z-09] [Z-24] [Z-A03]', async (day) => {
    await using duble = await inProcess()
    const seen = await zen(duble, `?${new URLSearchParams({ data: day })}`)
    expect(seen.outcome).toBe('bad_date')
    expect(seen.status).toBe(400)
    expect(seen.body).toEqual(BAD_DATE)
  })

  it.each(['2018-01-31', '2018-12-31', '2024-02-29', '2000-02-29'])('is %s [Z-09] [Z-A03]', async (day) => {
    await using duble = await inProcess()
    const seen = await zen(duble, `?data=${day}`)
    expect(seen.status).toBe(200)
    expect(seen.body.data).toBe(day)
  })

  it('is in the URL: neither a header nor a cookie stands for it [Z-06]', async () => {
    await using duble = await inProcess()
    const headers = { ...VALID, data: '2018-01-01', cookie: 'data=2018-01-01' }
    expect((await send(duble, TOTALS, { headers })).body).toEqual(NO_DATE)
  })

  it('is no date when it is empty, like an absent one [Z-A03]', async () => {
    await using duble = await inProcess()
    for (const query of ['?data=', '?data', '?', '?outro=2018-01-01']) {
      const seen = await zen(duble, query)
      expect(seen.outcome).toBe('no_date')
      expect(seen.body).toEqual(NO_DATE)
    }
  })

  it('is a bad date when it is empty, unlike an absent one, under empty_date bad_date [Z-A03]', async () => {
    await using duble = await inProcess({}, zenOptions({ empty_date: 'bad_date' }))
    expect((await zen(duble, '?data=')).body).toEqual(BAD_DATE)
    expect((await zen(duble, '')).body).toEqual(NO_DATE)
  })
})

describe('the name of CRM Zen’s parameter', () => {
  it.each(['Data', 'DATA', 'data[]', 'date'])('is data alone: %s is another [Z-07] [Z-Q2]', async (name) => {
    await using duble = await inProcess()
    expect((await zen(duble, `?${name}=2018-01-01`)).body).toEqual(NO_DATE)
  })

  it('is Data too under parameter_name either, with the same checks [Z-Q2]', async () => {
    await using duble = await inProcess({}, zenOptions({ parameter_name: 'either' }))
    expect((await zen(duble, '?Data=2018-02-30')).body).toEqual(BAD_DATE)
    expect((await zen(duble, '?Data=')).body).toEqual(NO_DATE)
    expect((await zen(duble, '?DATA=2018-01-01')).body).toEqual(NO_DATE)
    const seen = await zen(duble, '?Data=2018-01-02')
    expect(seen.status).toBe(200)
    expect(seen.body.data).toBe('2018-01-02')
    duble.clock.advance(300_000)
    expect((await zen(duble, '?data=2018-01-01')).body.data).toBe('2018-01-01')
  })
})

describe('a date sent twice to CRM Zen', () => {
  it.each([
    ['last', '2018-01-02'],
    ['first', '2018-01-01'],
  ])(
    'counts by the value that repeated_parameter names: the %s, %s [Z-A11]',
    async (repeated_parameter, day) => {
      await using duble = await inProcess({}, zenOptions({ repeated_parameter }))
      expect((await zen(duble, '?data=2018-01-01&data=2018-01-02')).body.data).toBe(day)
    },
  )

  it('counts by its last value unless told otherwise, were it a bad one [Z-A11]', async () => {
    await using duble = await inProcess()
    expect((await zen(duble, '?data=2018-01-01&data=hoje')).body).toEqual(BAD_DATE)
    expect((await zen(duble, '?data=hoje&data=2018-01-01')).body.data).toBe('2018-01-01')
  })
})

describe('a date that has not come yet', () => {
  it('is a day without leads [Z-Q10]', async () => {
    await using duble = await inProcess()
    const seen = await zen(duble, '?data=2026-03-03')
    expect(seen.outcome).toBe('ok.empty')
    expect(seen.status).toBe(200)
    expect(seen.body.usuarios).toEqual([])
  })

  it('is bad under future_dates bad_date, until the world’s clock reaches it [Z-Q10]', async () => {
    await using duble = await inProcess({}, zenOptions({ future_dates: 'bad_date' }))
    const early = await zen(duble, '?data=2026-03-03')
    expect(early.status).toBe(400)
    expect(early.body).toEqual(BAD_DATE)
    expect((await zen(duble, '?data=2026-03-02')).status).toBe(200)
    duble.clock.freeze(instantOf('2026-03-02T23:59:59-03:00'))
    expect((await zen(duble, '?data=2026-03-03')).status).toBe(400)
    duble.clock.advance(1000)
    expect((await zen(duble, '?data=2026-03-03')).status).toBe(200)
  })

  it('is told by the local day of time_zone [Z-Q8] [Z-Q10]', async () => {
    await using duble = await inProcess({}, zenOptions({ future_dates: 'bad_date', time_zone: 'UTC' }))
    duble.clock.freeze(instantOf('2026-03-02T20:59:59-03:00'))
    expect((await zen(duble, '?data=2026-03-03')).status).toBe(400)
    duble.clock.advance(1000)
    expect((await zen(duble, '?data=2026-03-03')).status).toBe(200)
  })
})
