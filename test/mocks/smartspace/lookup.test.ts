import { describe, expect, it } from 'vitest'
import { describeBoth, inProcess, onTheWire, send } from '../../support.ts'
import { ANA, ask, basic, codes, enter, HEAD, openOn, openSmartspace } from './support.ts'

describeBoth('A look-up of a customer', (open) => {
  it.each([
    ['cpf=39053344705', ['1001']],
    ['cpf=390.533.447-05', ['1001']],
    ['cnpj=11222333000181', ['1004']],
    ['cnpj=11.222.333%2F0001-81', ['1004']],
    ['email=ana@example.com', ['1001']],
    ['email=%20ANA%40Example.com%20', ['1001']],
    ['codigo=1003', ['1003']],
    ['telefone=83987654321', ['1001']],
    ['telefone=(83)%209%208765-4321', ['1001']],
    ['telefone=%2B55%2083%2098765-4321', ['1001']],
    ['telefone=083987654321', ['1001']],
    ['telefone=005583987654321', ['1001']],
    ['telefone=8332214455', ['1002', '1003']],
    ['telefone=0(83)3221-4455', ['1002', '1003']],
    ['telefone=%2B55(83)3221-4455', ['1002', '1003']],
    ['telefone=83991112222', ['1003']],
  ])('by %s gives whoever fits, masks or not [S-01] [S-A01] [S-A02]', async (query, found) => {
    await using duble = await openSmartspace({}, open)
    const seen = await ask(duble, query)
    expect([seen.status, seen.outcome]).toEqual([200, 'ok'])
    expect(codes(seen)).toEqual(found)
  })

  it.each([
    'cpf=529.982.247-25',
    'cpf=3905334470',
    'cnpj=39053344705',
    'codigo=01001',
    'email=ana@example.org',
    'telefone=3221-4455',
    'telefone=11332214455',
    'telefone=983987654321',
    'telefone=letras',
    'cpf=.-/',
    'cnpj=%20',
    'email=%20',
    'telefone=%2B',
  ])('by %s gives an empty array, for nobody fits [S-A01] [S-A02]', async (query) => {
    await using duble = await openSmartspace({}, open)
    const seen = await ask(duble, query)
    expect([seen.status, seen.outcome, seen.text]).toEqual([200, 'ok.empty', '[]'])
  })

  it.each([
    ['', 'none of cpf, cnpj, telefone, email and codigo is there'],
    ['cpf=', 'none of cpf, cnpj, telefone, email and codigo is there'],
    ['nome=ANA', 'none of cpf, cnpj, telefone, email and codigo is there'],
    ['CPF=39053344705', 'none of cpf, cnpj, telefone, email and codigo is there'],
    ['cpf=39053344705&email=ana@example.com', 'cpf and email are there, and one is to be'],
    ['codigo=1001&telefone=1&cnpj=1', 'codigo and cnpj and telefone are there, and one is to be'],
    ['cpf=39053344705&cpf=39053344705', 'cpf is there twice'],
  ])('by "%s" is refused, for it takes exactly one key [S-A01] [S-A15]', async (query, why) => {
    await using duble = await openSmartspace({}, open)
    const seen = await ask(duble, query)
    expect([seen.status, seen.outcome, seen.why]).toEqual([400, 'one_key', why])
    expect(seen.text).toBe('{"erro":"Informe cpf, cnpj, telefone, email ou codigo"}')
  })

  it('passes over an empty second key, and over parameters that it does not know [S-A01]', async () => {
    await using duble = await openSmartspace({}, open)
    expect(codes(await ask(duble, 'cpf=39053344705&email=&pagina=2'))).toEqual(['1001'])
  })
})

describe('A look-up', () => {
  it('prints what is known of the customer, in the order of the document [S-10] [S-11] [S-13] [S-16]', async () => {
    await using duble = await openSmartspace()
    expect((await ask(duble, 'codigo=1001')).text).toBe(JSON.stringify([ANA]))
  })

  it('of nobody is a 404 under unknown_customer not_found [S-A02]', async () => {
    await using duble = await openSmartspace({ unknown_customer: 'not_found' })
    const seen = await ask(duble, 'cpf=52998224725')
    expect([seen.status, seen.outcome, seen.why]).toEqual([404, 'not_found', 'no customer has this cpf'])
    expect(seen.body).toEqual({ erro: 'Cliente não encontrado' })
    expect((await ask(duble, 'codigo=9')).status).toBe(404)
    expect((await ask(duble, 'cpf=39053344705')).status).toBe(200)
  })

  it('takes the last or the first of a key that is there twice, if an option says so [S-A15]', async () => {
    await using duble = await openSmartspace({ repeated_parameter: 'last' })
    const query = 'codigo=1001&codigo=1002'
    expect(codes(await ask(duble, query))).toEqual(['1002'])
    duble.world.fake('smartspace').setOptions({ repeated_parameter: 'first' })
    expect(codes(await ask(duble, query))).toEqual(['1001'])
  })

  it('finds whoever a state brings [S-A02]', async () => {
    await using duble = await openSmartspace()
    await enter(duble, '529.982.247-25 is a customer')
    expect(codes(await ask(duble, 'cpf=529.982.247-25'))).toEqual(['1005'])
    await duble.world.reset()
    expect((await ask(duble, 'cpf=529.982.247-25')).text).toBe('[]')
  })

  it('by an alphanumeric CNPJ does not mind small letters [S-A01]', async () => {
    const row = '{ codigo: 1, nome: CLÍNICA, cnpj: 12ABC34501DE35 }'
    await using duble = await openOn(`${HEAD}clientes: [${row}]`)
    expect(codes(await ask(duble, 'cnpj=12.abc.345/01de-35'))).toEqual(['1'])
  })

  it('tells numbers of the area code 55 from numbers behind the country’s 55 [S-A01]', async () => {
    const rows = '{ codigo: 1, nome: A, telefone: 55991112222 }, { codigo: 2, nome: B, telefone: 5532214455 }'
    await using duble = await openOn(`${HEAD}clientes: [${rows}]`)
    const found = async (telefone: string) => codes(await ask(duble, `telefone=${telefone}`))
    expect(await found('55991112222')).toEqual(['1'])
    expect(await found('5555991112222')).toEqual(['1'])
    expect(await found('555532214455')).toEqual(['2'])
    expect(await found('991112222')).toEqual([])
  })

  it('keeps telephones, documents and e-mails out of the journal’s reasons [S-A01]', async () => {
    await using duble = await openSmartspace()
    for (const query of ['cpf=52998224725', 'cpf=1&email=a@example.com', 'telefone=83999990000']) {
      const { why } = await ask(duble, query)
      expect(why).not.toMatch(/\d|@/)
    }
  })

  it('answers at the path that a fixture gives it, and no longer at the usual one [S-06] [S-Q8]', async () => {
    const paths =
      'paths: { consultar: /erp/v2/pessoas, editar: "/erp/v2/pessoas/{codigo}", oauth_token: /erp/login }'
    for (const open of [inProcess, onTheWire]) {
      await using duble = await openOn(
        `${HEAD}${paths}\nclientes: [{ codigo: 7, nome: A, cpf: 39053344705 }]`,
        {},
        open,
      )
      const at = (path: string, init: RequestInit = {}) =>
        send(duble, `/smartspace${path}`, { headers: basic(), ...init })
      expect((await at('/erp/v2/pessoas?codigo=7')).outcome).toBe('ok')
      expect((await at('/erp/v2/pessoas/7', { method: 'PUT', body: '{"nome":"B"}' })).body[0].nome).toBe('B')
      const form = new URLSearchParams({ grant_type: 'client_credentials' })
      expect((await at('/erp/login', { method: 'POST', body: form })).outcome).toBe('ok')
      for (const gone of ['/clientes?codigo=7', '/clientes/7', '/oauth/token']) {
        expect((await at(gone)).status).toBe(404)
      }
    }
  })
})
