import { describe, expect, it } from 'vitest'
import { describeBoth, onTheWire, send } from '../../support.ts'
import {
  ANA,
  enter,
  erp,
  erpByBody,
  HEAD,
  LISTS,
  OF_CLIENT,
  openErp,
  openOn,
  REQUESTS,
  refused,
  TOKEN,
} from './support.ts'

describeBoth('The ERP’s methods', (open) => {
  it('are those of the page’s headings: any other is refused, and Allow names the right one [K-01] [K-A13]', async () => {
    await using duble = await openErp({}, open)
    const cases = [
      ['/datacake/clientes', 'GET', ['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']],
      ['/datacake/prospectos', 'POST', ['GET', 'PUT', 'DELETE']],
      ['/datacake/prospectos/9001', 'PUT', ['GET', 'POST', 'PATCH', 'DELETE']],
      ['/datacake/prospectos/9001/arquivos', 'POST', ['GET', 'PUT']],
      ['/datacake/prospectos/9001/status', 'GET', ['POST', 'PUT']],
    ] as const
    for (const [path, allow, methods] of cases) {
      for (const method of methods) {
        const { status, headers, outcome, body } = await send(duble, path, { method, headers: TOKEN })
        expect([path, method, status, outcome, headers.get('allow')]).toEqual([
          path,
          method,
          405,
          'wrong_method',
          allow,
        ])
        if (method !== 'HEAD') expect(body).toEqual(refused('Método não permitido'))
      }
    }
  })

  it('have no body that is not a JSON object [K-01] [K-A09] [K-A13]', async () => {
    await using duble = await openErp({}, open)
    await enter(duble, 'prospect 9001 is new')
    for (const operation of ['criar_prospecto', 'editar_prospecto', 'enviar_arquivo']) {
      for (const body of [
        '',
        'nome=Ana',
        '{"nome":"Ana",}',
        '[]',
        '[{"nome":"Ana"}]',
        'null',
        '"Ana"',
        '7',
        '{',
        '\u0000',
      ]) {
        const seen = await erp(duble, operation, undefined, { body })
        expect([operation, body, seen.status, seen.outcome]).toEqual([operation, body, 400, 'bad_body'])
        expect(seen.body).toEqual(refused('O corpo da requisição não é um JSON válido'))
      }
    }
  })

  it('take JSON whatever the content type says [K-01]', async () => {
    await using duble = await openErp({}, open)
    const body = JSON.stringify(REQUESTS['criar_prospecto'])
    for (const headers of [TOKEN, { ...TOKEN, 'content-type': 'text/plain' }]) {
      await duble.world.fake('datacake').reset()
      expect((await erp(duble, 'criar_prospecto', {}, { headers, body })).status).toBe(201)
    }
  })

  it('survive a body that nests ten thousand deep [K-A13]', async () => {
    await using duble = await openErp({}, open)
    const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    const inside = await erp(
      duble,
      'criar_prospecto',
      {},
      { body: `{"nome":"Ana","telefone_celular":"1","extra":${nested}}` },
    )
    expect(inside.status).toBe(201)
    const wrong = await erp(duble, 'criar_prospecto', {}, { body: `{"nome":${nested}}` })
    expect([wrong.status, wrong.body.status]).toEqual([400, 'error'])
  })
})

describe('a GET with a payload', () => {
  it.each(['clientes', ...OF_CLIENT])(
    'is read as the query would be, for %s [K-01] [K-Q4] [K-S02] [K-S03]',
    async (operation) => {
      await using duble = await openErp({}, onTheWire)
      const byQuery = await erp(duble, operation)
      const byBody = await erpByBody(duble, operation, JSON.stringify(REQUESTS[operation]))
      expect(byBody).toEqual({ status: 200, text: byQuery.text })
    },
  )

  it('counts over the query, field by field [K-Q4]', async () => {
    await using duble = await openErp({}, onTheWire)
    const both = await erpByBody(duble, 'boletos', '{"id_cliente":"3"}', '?id_cliente=1')
    expect(both).toEqual({ status: 200, text: '[]' })
    const other = await erpByBody(duble, 'clientes', '{"outro":"x"}', `?cnpj_cpf=${ANA}`)
    expect(JSON.parse(other.text)['nome']).toBe('Ana Lima')
  })

  it('that is no JSON object is refused, even where nothing is asked for [K-Q4] [K-A13]', async () => {
    await using duble = await openErp({}, onTheWire)
    await enter(duble, 'prospect 9001 is new')
    for (const operation of ['clientes', 'boletos', ...LISTS, 'status_prospecto']) {
      for (const body of ['cnpj_cpf=1', '[]', 'null', '{']) {
        const seen = await erpByBody(duble, operation, body)
        expect([operation, body, seen]).toEqual([
          operation,
          body,
          { status: 400, text: JSON.stringify(refused('O corpo da requisição não é um JSON válido')) },
        ])
      }
    }
  })

  it.each([
    ['a number', '{"cnpj_cpf":39053344705}'],
    ['null', '{"cnpj_cpf":null}'],
    ['a list', '{"cnpj_cpf":["390.533.447-05"]}'],
    ['an object', '{"cnpj_cpf":{"cpf":"390.533.447-05"}}'],
  ])('says its field in text, not as %s [K-A20]', async (_what, body) => {
    await using duble = await openErp({}, onTheWire)
    const seen = await erpByBody(duble, 'clientes', body)
    expect(seen).toEqual({ status: 400, text: JSON.stringify(refused('Campo inválido: cnpj_cpf')) })
  })

  it('of a list may be empty or have what nobody asked for [K-Q4]', async () => {
    await using duble = await openErp({}, onTheWire)
    for (const operation of LISTS) {
      expect((await erpByBody(duble, operation, '{}')).status).toBe(200)
      expect((await erpByBody(duble, operation, '{"pagina":1}')).status).toBe(200)
    }
  })
})

describe('the query', () => {
  it('has the last of two values, or the first as an option [K-A16]', async () => {
    for (const [repeated_parameter, name] of [
      ['last', 'Padaria Barros Ltda.'],
      ['first', 'Ana Lima'],
    ]) {
      await using duble = await openErp({ repeated_parameter })
      const seen = await send(duble, `/datacake/clientes?cnpj_cpf=39053344705&cnpj_cpf=11222333000181`, {
        headers: TOKEN,
      })
      expect(seen.body.nome).toBe(name)
    }
  })
})

describe('paths', () => {
  it('are a map that a fixture may change, those with a prospect in them too [K-A01]', async () => {
    await using duble = await openOn(`${HEAD}
paths:
  clientes: /api/v1/cliente
  status_prospecto: /api/v1/prospecto/{id_prospecto}
clientes: [{ id_cliente: 1, nome: Ana, cnpj_cpf: 390.533.447-05 }]
status_prospectos: [{ status_prospeccao: 1, nome: Inicial }]
prospectos: [{ id_prospecto: 7, nome: X, cnpj_cpf: 529.982.247-25, status_prospeccao: 1 }]
`)
    expect((await erp(duble, 'clientes')).status).toBe(200)
    const moved = await send(duble, `/datacake/api/v1/cliente?cnpj_cpf=${ANA}`, { headers: TOKEN })
    expect(moved.body.nome).toBe('Ana')
    for (const key of ['7', '529.982.247-25']) {
      const { body } = await send(duble, `/datacake/api/v1/prospecto/${key}`, { headers: TOKEN })
      expect(body.id_prospecto).toBe('7')
    }
    for (const path of [`/datacake/clientes?cnpj_cpf=${ANA}`, '/datacake/prospectos/7/status']) {
      expect((await send(duble, path, { headers: TOKEN })).status).toBe(404)
    }
  })

  it('are the documented nouns otherwise, and anything else names the nearest [K-A01]', async () => {
    await using duble = await openErp()
    for (const path of [
      '/datacake/cliente',
      '/datacake/clientes/',
      '/datacake/prospectos/1/arquivo',
      '/datacake/',
    ]) {
      const { status, body } = await send(duble, path, { headers: TOKEN })
      expect([path, status, body.error]).toEqual([path, 404, 'no_operation'])
    }
  })
})

describe('a browser of another origin', () => {
  const asks = { headers: { ...TOKEN, origin: 'https://loja.example.com' } }

  it('may call, with the token’s header [K-A17]', async () => {
    await using duble = await openErp()
    expect((await send(duble, '/datacake/produtos', asks)).headers.get('access-control-allow-origin')).toBe(
      '*',
    )
    const preflight = await send(duble, '/datacake/prospectos/1', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://loja.example.com',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization',
      },
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'authorization',
    ])
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
  })

  it('may not under cors off [K-A17]', async () => {
    await using duble = await openErp({ cors: 'off' })
    expect((await send(duble, '/datacake/produtos', asks)).headers.has('access-control-allow-origin')).toBe(
      false,
    )
  })
})
