import { describe, expect, it } from 'vitest'
import { ask, bearer, codes, HEAD, openOn, openSmartspace } from './support.ts'

const refused = (rows: string) => openOn(`${HEAD}${rows}`)

describe('A Smartspace fixture', () => {
  it.each([
    [
      'clientes: [{ codigo: 1, cpf: 39053344705 }]',
      'clientes.0 lacks nome (option mandatory: none allows it)',
    ],
    [
      'clientes: [{ codigo: 1, nome: A, rg: 1 }]',
      'clientes.0 lacks one of cpf, cnpj, telefone and email (option mandatory: none allows it)',
    ],
  ])('may not leave a customer without a name or a key: %s [S-15] [S-Q5]', async (rows, says) => {
    await expect(refused(rows)).rejects.toMatchObject({ message: expect.stringContaining(says) })
    await using duble = await refused(`options: { mandatory: none }\n${rows}`)
    expect(codes(await ask(duble, 'codigo=1'))).toEqual(['1'])
  })

  it.each([
    ['cpf: 390.533.447-05', 'clientes.0.cpf'],
    ['data_nascimen: 1988-04-17', 'clientes.0.data_nascimen'],
    ['telefone: "3221-4455"', 'clientes.0.telefone'],
    ['enderecoCep: 58039-000', 'clientes.0.enderecoCep'],
    ['ativo: true', 'clientes.0.ativo'],
    [
      'endereco_cidade: JOAO PESSOA',
      'clientes.0 has no field "endereco_cidade" (did you mean enderecoCidade?)',
    ],
  ])('writes values as the document prints them, and not as %s [S-16]', async (field, says) => {
    await expect(
      refused(`clientes: [{ codigo: 1, nome: A, email: a@example.com, ${field} }]`),
    ).rejects.toMatchObject({
      message: expect.stringContaining(says),
    })
  })

  it.each(['cpf', 'endereco_cidade', 'data_nascimento', 'codigo'])(
    'has no other field that is called %s [S-10]',
    async (campo) => {
      const row = `{ codigo: 1, nome: A, email: a@example.com, outros: [{ campo: ${campo}, valor: x }] }`
      await expect(refused(`clientes: [${row}]`)).rejects.toMatchObject({
        message: expect.stringContaining(
          `clientes.0.outros.0.campo is ${campo}, a field of its own: write it beside codigo`,
        ),
      })
    },
  )

  it.each([
    ['amanhã', 'tokens.0.expires_at'],
    ['2099-13-45T00:00:00Z', 'tokens.0.expires_at is no moment: 2099-13-45T00:00:00Z'],
  ])('writes the end of a token as a moment in UTC, and not as %s [S-A09]', async (expires_at, says) => {
    const token = `{ token: t, client: platform, scope: "clientes:ler", expires_at: ${expires_at} }`
    await expect(refused(`clientes: []\ntokens: [${token}]`)).rejects.toMatchObject({
      message: expect.stringContaining(says),
    })
  })

  it('may have customers by the thousand, made up and valid, the same with the same seed [S-16]', async () => {
    const rows = `clientes:
  generate: 2000
  each:
    codigo: { number_from: 1 }
    nome: { br: nome }
    cpf: { br: cpf }
    telefone: { br: celular }
    enderecoCep: { br: cep }
`
    await using duble = await refused(rows)
    const [customer] = (await ask(duble, 'codigo=1999')).body
    expect(customer.cpf).toMatch(/^\d{11}$/)
    expect(codes(await ask(duble, `cpf=${customer.cpf}`))).toEqual(['1999'])
    await using again = await refused(rows)
    expect((await ask(again, 'codigo=1999')).body).toEqual([customer])
  })

  it('names a token of its own for commands where Basic is not accepted [S-A12]', async () => {
    await using duble = await openSmartspace({ auth: 'oauth2' })
    const { mock, credentials, options } = duble.world.fake('smartspace')
    const [platform, reader] = credentials
    expect(mock.api.auth.present(platform, options).headers).toEqual({ Authorization: 'Bearer token-valido' })
    expect(mock.api.auth.present(platform).headers.Authorization).toMatch(/^Basic /)
    expect(mock.api.auth.present(reader, options).headers.Authorization).toMatch(/^Basic /)
    expect((await ask(duble, 'codigo=1', bearer('token-valido'))).outcome).toBe('ok')
  })
})
