import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createSmartspaceClient, SmartspaceAnswerError } from '../../src/clients/smartspace.ts'
import { CPF, madeUp, open, PAIR, platform, thrown } from './smartspace-support.ts'

describe('an answer that breaks the page’s rules', () => {
  it.each([
    ['object', 'not_array', undefined, 'answered an object: an array must be'],
    [
      'nested',
      'nested',
      'endereco',
      'answered an object as the property endereco of customer 0: a text must be',
    ],
    [
      'array_field',
      'nested',
      'telefone',
      'answered an array as the property telefone of customer 0: a text must be',
    ],
    [
      'typed_values',
      'not_text',
      'codigo',
      'answered a number as the property codigo of customer 0: a text must be',
    ],
    [
      'html',
      'not_json',
      undefined,
      'answered no JSON (content type text/html; charset=utf-8): an array must be',
    ],
  ])('is refused by a sentence that names the property: %s', async (answer_shape, code, property, says) => {
    await using duble = await open({ answer_shape })
    for (const [operation, call] of [
      ['consultar', platform(duble).lookup({ cpf: CPF })],
      ['editar', platform(duble).edit('1001', {})],
    ] as const) {
      const error = await thrown(call)
      expect(error).toBeInstanceOf(SmartspaceAnswerError)
      expect(error).toMatchObject({ code, property, operation, message: `smartspace/${operation} ${says}` })
    }
  })

  it('is refused where it is the page’s own invalid JSON', async () => {
    await using duble = await open({ literal_invalid_json: true })
    expect(await thrown(platform(duble).lookup({ cpf: CPF }))).toMatchObject({
      code: 'not_json',
      message: 'smartspace/consultar answered no JSON (content type application/json): an array must be',
    })
  })

  it.each([
    ['[1]', 'answered a number as customer 0: an object must be'],
    ['[{"nome":"A"},["B"]]', 'answered an array as customer 1: an object must be'],
    ['[{"nome":"A"},{"nome":null}]', 'answered null as the property nome of customer 1: a text must be'],
    ['[{"ativo":true}]', 'answered a truth value as the property ativo of customer 0: a text must be'],
    ['[{"39053344705":{}}]', 'answered an object as the property *** of customer 0: a text must be'],
    [
      `[{"${'x'.repeat(200)}":{}}]`,
      `answered an object as the property ${'x'.repeat(60)} of customer 0: a text must be`,
    ],
    ['null', 'answered null: an array must be'],
    ['', 'answered no JSON (content type application/json): an array must be'],
  ])('is refused with its place: %s', async (body, says) => {
    const company = madeUp(() => new Response(body, { headers: { 'content-type': 'application/json' } }))
    expect((await thrown(company.lookup({ cpf: CPF }))).message).toBe(`smartspace/consultar ${says}`)
  })

  it('may have other names, either style of address, and no customer', async () => {
    await using duble = await open({
      address_style: 'both',
      birth_key: 'data_nascimento',
      empty_fields: 'empty',
    })
    const [ana] = await platform(duble).lookup({ cpf: CPF })
    expect(ana).toMatchObject({
      enderecoCidade: 'JOAO PESSOA',
      endereco_cidade: 'JOAO PESSOA',
      rg: '1234567',
      crm: '',
    })
    expect(await madeUp(() => Response.json([{ qualquer: 'coisa' }])).lookup({ cpf: CPF })).toEqual([
      { qualquer: 'coisa' },
    ])
  })
})

describe('a company that redirects', () => {
  it.each([301, 302, 307, 308])(
    'is told so with HTTP %i, and personal data goes no further',
    async (status) => {
      const elsewhere: string[] = []
      const server = createServer((request, response) => {
        if (request.url?.startsWith('/elsewhere')) elsewhere.push(request.url)
        response.writeHead(status, { location: '/elsewhere' }).end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const client = createSmartspaceClient({ url: `http://127.0.0.1:${port}`, auth: PAIR })
      for (const call of [client.lookup({ cpf: CPF }), client.edit('1', { nome: 'Ana' })]) {
        expect(await thrown(call)).toMatchObject({
          code: 'unexpected',
          status,
          message: expect.stringContaining('redirects: give the client the URL that it redirects to'),
        })
      }
      expect(elsewhere).toEqual([])
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  )
})
