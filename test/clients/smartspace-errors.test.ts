import { describe, expect, it } from 'vitest'
import { createSmartspaceClient } from '../../src/clients/smartspace.ts'
import { CPF, madeUp, OAUTH, open, PAIR, platform, thrown } from './smartspace-support.ts'

describe('an error of the Smartspace client', () => {
  const SECRETS = ['39053344705', CPF, 'segredo', '83987654321', 'ana@example.com', 'token-secreto']

  it('never repeats a secret, a CPF, a telephone or an e-mail, whatever the company says', async () => {
    const says = `CPF ${CPF} (39053344705), fone (83) 98765-4321, 83987654321, ana@example.com, senha segredo, token-secreto`
    for (const [auth, body] of [
      [PAIR, JSON.stringify({ erro: says })],
      [PAIR, JSON.stringify({ message: says, cpf: '39053344705' })],
      [PAIR, `<html>${says}</html>`],
      [{ token: 'token-secreto' }, JSON.stringify({ erro: says.replace('segredo', '') })],
    ] as const) {
      const company = madeUp(() => new Response(body, { status: 409 }), { auth })
      for (const call of [
        company.lookup({ cpf: CPF }),
        company.lookup({ email: 'ana@example.com' }),
        company.edit('1001', { cpf: CPF, telefone: '83987654321' }),
      ]) {
        const error = await thrown(call)
        expect(error).toMatchObject({ code: 'unexpected', status: 409 })
        const shown = `${error.message} ${JSON.stringify(error)} ${error.stack}`
        for (const secret of auth === PAIR ? SECRETS.slice(0, 5) : SECRETS)
          expect(shown).not.toContain(secret)
      }
    }
  })

  it('never repeats the address of a request that could not be sent', async () => {
    const company = madeUp((url) => {
      throw new TypeError(`Failed to parse URL from ${url}`)
    })
    const error = await thrown(company.lookup({ cpf: CPF }))
    expect(error.message).toBe(
      'smartspace/consultar answered unreachable (HTTP 0): no answer: Failed to parse URL from its URL',
    )
  })

  it('never repeats the token that it was given on the way', async () => {
    const company = madeUp(
      (url) =>
        url.endsWith('/oauth/token')
          ? Response.json({ access_token: 'token-secreto', token_type: 'Bearer' })
          : Response.json({ erro: 'token-secreto não serve, nem segredo' }, { status: 403 }),
      { auth: OAUTH },
    )
    const error = await thrown(company.lookup({ codigo: '1' }))
    expect(error).toMatchObject({ code: 'insufficient_scope' })
    expect(error.message).toBe(
      'smartspace/consultar answered insufficient_scope (HTTP 403): *** não serve, nem ***',
    )
  })

  it('never repeats what the call was about, not even a name, nor a property that is a number', async () => {
    const named = madeUp(() => Response.json({ erro: 'FULANO DE TAL não pode' }, { status: 400 }))
    const error = await thrown(named.edit('1001', { nome: 'FULANO DE TAL' }))
    expect(error.message).toBe('smartspace/editar answered unexpected (HTTP 400): *** não pode')
    await using duble = await open()
    const odd = { '39053344705': { a: 1 } } as unknown as Record<string, string>
    expect(await thrown(platform(duble, PAIR).edit('1001', odd))).toMatchObject({
      code: 'nested_value',
      facts: { name: '***' },
      message: expect.stringContaining('A propriedade *** deve ser um texto'),
    })
  })

  it('has the standard’s code where the company names one, whatever its words', async () => {
    const headers = { 'www-authenticate': 'Bearer realm="erp", error="invalid_token"' }
    const company = madeUp(() => Response.json({ mensagem: 'Vencido' }, { status: 401, headers }))
    expect(await thrown(company.lookup({ codigo: '1' }))).toMatchObject({
      code: 'invalid_token',
      status: 401,
    })
  })

  it('calls an answer without a body what it is', async () => {
    const error = await thrown(madeUp(() => new Response(null, { status: 204 })).lookup({ codigo: '1' }))
    expect(error).toMatchObject({ code: 'not_json' })
    expect(error.message).toBe('smartspace/consultar answered no JSON (content type none): an array must be')
  })

  it('shows the beginning of a long reason, and takes no time over it', async () => {
    const company = madeUp(() => Response.json({ erro: 'a'.repeat(5_000_000) }, { status: 400 }))
    const { message } = await thrown(company.lookup({ cpf: CPF }))
    expect(message).toBe(`smartspace/consultar answered unexpected (HTTP 400): ${'a'.repeat(300)}`)
  })

  it('never repeats a token that no header can carry', async () => {
    const company = createSmartspaceClient({
      url: 'https://erp.example.com',
      auth: { token: 'token-secreto\nx' },
    })
    const error = await thrown(company.lookup({ codigo: '1' }))
    expect(error).toMatchObject({ code: 'unreachable' })
    expect(error.message).not.toContain('token-secreto')
  })

  it.each([
    [400, 'unexpected'],
    [401, 'no_credentials'],
    [403, 'insufficient_scope'],
    [404, 'not_found'],
    [422, 'invalid_document'],
    [500, 'internal'],
    [502, 'internal'],
    [503, 'unavailable'],
  ])('has a code by its status where a company words it otherwise: %i is %s', async (status, code) => {
    const company = madeUp(() => Response.json({ mensagem: 'Outra coisa' }, { status }))
    expect(await thrown(company.lookup({ cpf: CPF }))).toMatchObject({ code, status, operation: 'consultar' })
  })

  it('names the property that an edit was refused for', async () => {
    await using duble = await open()
    const company = platform(duble, PAIR)
    const nested = { endereco: { cidade: 'X' } } as unknown as Record<string, string>
    expect(await thrown(company.edit('1001', nested))).toMatchObject({
      code: 'nested_value',
      facts: { name: 'endereco' },
      message:
        'smartspace/editar answered nested_value (HTTP 400): A propriedade endereco deve ser um texto, e não um objeto ou array',
    })
    expect(await thrown(company.edit('9999', {}))).toMatchObject({ code: 'not_found' })
  })
})
