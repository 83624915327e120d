import { describe, expect, it } from 'vitest'
import { instantOf, outcomesOf } from '#engine'
import { crmZen } from '../../../mocks/crm-zen/api.ts'
import { describeBoth, inProcess, zen } from '../../support.ts'
import { excess, ways, zenOptions } from './support.ts'

/** Every error as "Mensagens de retorno" prints it. */
const ERRORS = [
  ['no_date', 400, 'O parâmetro "data" é necessário'],
  ['bad_date', 400, 'Data inexistente ou em formato inválido'],
  ['no_token', 401, 'Token não informado'],
  ['wrong_token', 401, 'Token inválido'],
  ['disabled_token', 401, 'Token desabilitado'],
  ['not_authorized', 401, 'Acesso não autorizado'],
  ['wrong_method', 405, 'O método utilizado não é permitido para este recurso'],
  ['too_many_requests', 429, excess('2026-03-02 09:00:00', '2026-03-02 09:05:00')],
  ['internal', 500, 'Ocorreu um erro interno do servidor. Por favor, tente novamente.'],
] as const

it('has a way to each outcome that CRM Zen declares [Z-14] [Z-16]', () => {
  expect(Object.keys(ways).sort()).toEqual(outcomesOf(crmZen, 'totals').sort())
  expect(['ok', 'ok.empty', ...ERRORS.map(([outcome]) => outcome)].sort()).toEqual(Object.keys(ways).sort())
})

describeBoth('CRM Zen’s errors', (open) => {
  it.each(ERRORS)(
    'send %s with status %i and one text in one key [Z-14] [Z-16] [Z-22]',
    async (outcome, status, error) => {
      await using duble = await open()
      const seen = await ways[outcome]?.(duble)
      expect(seen?.outcome).toBe(outcome)
      expect(seen?.status).toBe(status)
      expect(seen?.text).toBe(JSON.stringify({ error }))
    },
  )
})

describe('CRM Zen’s internal error', () => {
  it('is a fault that stands in for the answer, with a full stop at the end [Z-29]', async () => {
    await using duble = await inProcess()
    duble.world.fake('crm-zen').addFault('totals', 'internal')
    const seen = await zen(duble)
    expect(seen.status).toBe(500)
    expect(seen.body).toEqual({ error: 'Ocorreu um erro interno do servidor. Por favor, tente novamente.' })
  })

  it('starts no wait, so that the retry it asks for is served at once [Z-29] [Z-Q5]', async () => {
    await using duble = await inProcess()
    duble.world.fake('crm-zen').addFault('totals', 'internal', 2)
    expect((await zen(duble)).status).toBe(500)
    expect((await zen(duble)).status).toBe(500)
    expect((await zen(duble)).status).toBe(200)
  })
})

describe('CRM Zen’s 429 by a fault', () => {
  it('names two moments as any 429 does, five minutes apart [Z-27] [Z-28] [Z-A07]', async () => {
    await using duble = await inProcess()
    duble.world.fake('crm-zen').addFault('totals', 'too_many_requests')
    const seen = await zen(duble)
    expect(seen.status).toBe(429)
    const [last = '', next = ''] = seen.body.error.match(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g) ?? []
    expect(seen.body).toEqual({ error: excess(last, next) })
    expect(instantOf(next) - instantOf(last)).toBe(300_000)
  })
})

describe('CRM Zen’s Retry-After', () => {
  it('is not sent, nor any other header about limits [Z-A04]', async () => {
    await using duble = await inProcess()
    const { headers, status } = (await ways['too_many_requests']?.(duble)) ?? {}
    expect(status).toBe(429)
    const names = [...(headers?.keys() ?? [])]
    expect(names).toContain('content-type')
    expect(names.filter((name) => /retry|limit/.test(name))).toEqual([])
  })

  it('tells the seconds that are left, rounded up, under retry_after, and only with a 429 [Z-A04]', async () => {
    await using duble = await inProcess({}, zenOptions({ retry_after: true }))
    expect((await zen(duble)).headers.get('retry-after')).toBeNull()
    expect((await zen(duble)).headers.get('retry-after')).toBe('300')
    duble.clock.advance(100_500)
    expect((await zen(duble)).headers.get('retry-after')).toBe('200')
    duble.clock.advance(199_499)
    expect((await zen(duble)).headers.get('retry-after')).toBe('1')
    expect((await zen(duble, '')).headers.get('retry-after')).toBeNull()
  })
})
