import { expect, it } from 'vitest'
import { instantOf } from '#engine'
import { describeBoth, inProcess, zen } from '../../support.ts'
import { excess, openWith, TWO_TOKENS, zenOptions } from './support.ts'

describeBoth('CRM Zen’s wait', (open) => {
  it('is refused at 299 s and allowed at exactly 300 s, with both dates in São Paulo [Z-11] [Z-27] [Z-28] [Z-Q7] [Z-Q8]', async () => {
    await using duble = await open()
    expect((await zen(duble)).status).toBe(200)
    duble.clock.advance(299_000)
    const refused = await zen(duble)
    expect(refused.status).toBe(429)
    expect(refused.body).toEqual({
      error:
        'Você excedeu o número de requisições. Sua última requisição foi em "2026-03-02 09:00:00". Sua próxima requisição estará disponível em "2026-03-02 09:05:00"',
    })
    duble.clock.advance(1_000)
    expect((await zen(duble)).status).toBe(200)
  })

  it('runs for each of two tokens by itself [Z-11] [Z-Q6]', async () => {
    await using duble = await openWith(TWO_TOKENS, {}, open)
    expect((await zen(duble, undefined, { token: 'token-um' })).status).toBe(200)
    duble.clock.advance(100_000)
    expect((await zen(duble, undefined, { token: 'token-dois' })).status).toBe(200)
    duble.clock.advance(100_000)
    const first = await zen(duble, undefined, { token: 'token-um' })
    expect(first.body).toEqual({ error: excess('2026-03-02 09:00:00', '2026-03-02 09:05:00') })
    const second = await zen(duble, undefined, { token: 'token-dois' })
    expect(second.body).toEqual({ error: excess('2026-03-02 09:01:40', '2026-03-02 09:06:40') })
    duble.clock.advance(100_000)
    expect((await zen(duble, undefined, { token: 'token-um' })).status).toBe(200)
    expect((await zen(duble, undefined, { token: 'token-dois' })).status).toBe(429)
  })
})

it('refuses at once, and still one millisecond before the five minutes are over [Z-11]', async () => {
  await using duble = await inProcess()
  await zen(duble)
  expect((await zen(duble)).status).toBe(429)
  duble.clock.advance(299_999)
  expect((await zen(duble)).status).toBe(429)
  duble.clock.advance(1)
  expect((await zen(duble)).status).toBe(200)
})

it('waits again after each served request [Z-11]', async () => {
  await using duble = await inProcess()
  for (let round = 0; round < 3; round++) {
    expect((await zen(duble)).status).toBe(200)
    expect((await zen(duble)).status).toBe(429)
    duble.clock.advance(300_000)
  }
})

it.each([
  ['leading zeros', '2026-03-02T01:02:03-03:00', '2026-03-02 01:02:03', '2026-03-02 01:07:03'],
  ['24 hours', '2026-03-02T21:30:00-03:00', '2026-03-02 21:30:00', '2026-03-02 21:35:00'],
  ['midnight as 00', '2026-03-02T00:00:00-03:00', '2026-03-02 00:00:00', '2026-03-02 00:05:00'],
  ['the next year', '2025-12-31T23:57:30-03:00', '2025-12-31 23:57:30', '2026-01-01 00:02:30'],
  ['daylight saving, as in 2018', '2018-01-01T12:00:00Z', '2018-01-01 10:00:00', '2018-01-01 10:05:00'],
])(
  'prints both moments with %s, five minutes apart, by the world’s clock [Z-28] [Z-A07]',
  async (_what, at, last, next) => {
    await using duble = await inProcess()
    duble.clock.freeze(instantOf(at))
    await zen(duble)
    duble.clock.advance(10_000)
    expect((await zen(duble)).text).toBe(JSON.stringify({ error: excess(last, next) }))
  },
)

it.each([
  ['America/Sao_Paulo', '2026-03-02 09:00:00', '2026-03-02 09:05:00'],
  ['UTC', '2026-03-02 12:00:00', '2026-03-02 12:05:00'],
  ['America/Manaus', '2026-03-02 08:00:00', '2026-03-02 08:05:00'],
  ['America/Rio_Branco', '2026-03-02 07:00:00', '2026-03-02 07:05:00'],
  ['America/Noronha', '2026-03-02 10:00:00', '2026-03-02 10:05:00'],
])('prints both moments in the time of %s under time_zone [Z-Q8]', async (time_zone, last, next) => {
  await using duble = await inProcess({}, zenOptions({ time_zone }))
  await zen(duble)
  expect((await zen(duble)).body).toEqual({ error: excess(last, next) })
})

it('refuses at exactly 300 s under cooldown.boundary exclusive, and serves a millisecond later [Z-Q7]', async () => {
  await using duble = await inProcess({}, zenOptions({ 'cooldown.boundary': 'exclusive' }))
  await zen(duble)
  duble.clock.advance(300_000)
  const refused = await zen(duble)
  expect(refused.status).toBe(429)
  expect(refused.body).toEqual({ error: excess('2026-03-02 09:00:00', '2026-03-02 09:05:00') })
  duble.clock.advance(1)
  expect((await zen(duble)).status).toBe(200)
})

it('serves whoever waits until the printed second, although the last request came 700 ms into its own [Z-A10]', async () => {
  await using duble = await inProcess()
  duble.clock.advance(700)
  await zen(duble)
  duble.clock.freeze(instantOf('2026-03-02T09:04:59-03:00') + 999)
  const refused = await zen(duble)
  expect(refused.body).toEqual({ error: excess('2026-03-02 09:00:00', '2026-03-02 09:05:00') })
  duble.clock.advance(1)
  expect((await zen(duble)).status).toBe(200)
})

it('counts the last request’s milliseconds under cooldown.floors_last false, and prints them nowhere [Z-A10]', async () => {
  await using duble = await inProcess({}, zenOptions({ 'cooldown.floors_last': false }))
  duble.clock.advance(700)
  await zen(duble)
  duble.clock.freeze(instantOf('2026-03-02T09:05:00-03:00') + 699)
  const refused = await zen(duble)
  expect(refused.body).toEqual({ error: excess('2026-03-02 09:00:00', '2026-03-02 09:05:00') })
  duble.clock.advance(1)
  expect((await zen(duble)).status).toBe(200)
})
