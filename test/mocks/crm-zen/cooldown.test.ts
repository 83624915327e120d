import { expect, it } from 'vitest'
import { describeBoth, zen } from '../../support.ts'

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
})
