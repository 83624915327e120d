import { describe, expect, it } from 'vitest'
import { describeBoth, zen } from '../../support.ts'
import { excess, from, openWith, TWO_TOKENS } from './support.ts'

const ONE = { token: 'token-um' }
const TWO = { token: 'token-dois' }

describe('what CRM Zen’s wait is counted by', () => {
  it('is the token: another day waits with it, another address too [Z-Q6]', async () => {
    await using duble = await openWith(TWO_TOKENS)
    expect((await zen(duble, '?data=2018-01-01', ONE)).status).toBe(200)
    expect((await zen(duble, '?data=2018-01-02', ONE)).status).toBe(429)
    expect((await from(duble, '192.0.2.7', 'token-um')).status).toBe(429)
    expect((await zen(duble, '?data=2018-01-01', TWO)).status).toBe(200)
  })

  it('is token and day under cooldown.scope token_and_date [Z-Q6]', async () => {
    await using duble = await openWith(TWO_TOKENS, { 'cooldown.scope': 'token_and_date' })
    expect((await zen(duble, '?data=2018-01-01', ONE)).status).toBe(200)
    expect((await zen(duble, '?data=2018-01-02', ONE)).status).toBe(200)
    expect((await zen(duble, '?data=2018-01-01', TWO)).status).toBe(200)
    for (const [query, headers] of [
      ['?data=2018-01-01', ONE],
      ['?data=2018-01-02', ONE],
      ['?data=2018-01-01', TWO],
    ] as const) {
      expect((await zen(duble, query, headers)).body).toEqual({
        error: excess('2026-03-02 09:00:00', '2026-03-02 09:05:00'),
      })
    }
  })

  it('is token and day, whatever else is sent with them, under cooldown.scope token_and_date [Z-Q6]', async () => {
    await using duble = await openWith(TWO_TOKENS, { 'cooldown.scope': 'token_and_date' })
    expect((await zen(duble, '?data=2018-01-01', ONE)).status).toBe(200)
    expect((await zen(duble, '?data=2018-01-01&pagina=2', ONE)).status).toBe(429)
  })

  it('is token and day, although the wait is checked before the date, under both options [Z-Q6] [Z-A02]', async () => {
    const scope = { 'cooldown.scope': 'token_and_date', check_order: 'auth_cooldown_parameters' }
    await using duble = await openWith(TWO_TOKENS, scope)
    expect((await zen(duble, '?data=2018-01-01', ONE)).status).toBe(200)
    expect((await zen(duble, '?data=2018-01-02', ONE)).status).toBe(200)
    expect((await zen(duble, '?data=2018-01-01', ONE)).status).toBe(429)
  })

  it('is the address under cooldown.scope ip: another token waits with it, another address does not [Z-Q6]', async () => {
    await using duble = await openWith(TWO_TOKENS, { 'cooldown.scope': 'ip' })
    expect((await from(duble, '192.0.2.7', 'token-um')).status).toBe(200)
    expect((await from(duble, '192.0.2.7', 'token-dois')).status).toBe(429)
    expect((await from(duble, '192.0.2.8', 'token-um')).status).toBe(200)
  })
})

describeBoth('CRM Zen’s wait under cooldown.scope ip', (open) => {
  it('is shared by all tokens of one machine [Z-Q6]', async () => {
    await using duble = await openWith(TWO_TOKENS, { 'cooldown.scope': 'ip' }, open)
    expect((await zen(duble, '?data=2018-01-01', ONE)).status).toBe(200)
    expect((await zen(duble, '?data=2018-01-01', TWO)).body).toEqual({
      error: excess('2026-03-02 09:00:00', '2026-03-02 09:05:00'),
    })
  })
})
