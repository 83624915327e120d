import { describe, expect, it } from 'vitest'
import { describeBoth } from '../../support.ts'
import { ANA, ask, basic, edit, HEAD, openOn, openSmartspace } from './support.ts'

const nested = (name: string) => ({
  erro: `A propriedade ${name} deve ser um texto, e não um objeto ou array`,
})
const notText = (name: string) => ({ erro: `A propriedade ${name} deve ser um texto` })

describeBoth('An edit', (open) => {
  it('changes what it names, answers the array after the change, and is remembered [S-03] [S-11] [S-A03]', async () => {
    await using duble = await openSmartspace({}, open)
    const changed = { ...ANA, estado_civil: 'DIVORCIADA', enderecoNumero: '101' }
    const seen = await edit(duble, '1001', { estado_civil: 'DIVORCIADA', enderecoNumero: '101' })
    expect([seen.status, seen.outcome]).toEqual([200, 'ok'])
    expect(seen.text).toBe(JSON.stringify([changed]))
    expect((await ask(duble, 'cpf=39053344705')).text).toBe(JSON.stringify([changed]))
  })

  it('may come as an array of one [S-A03]', async () => {
    await using duble = await openSmartspace({}, open)
    expect((await edit(duble, '1001', [{ nome: 'ANA D.' }])).body[0].nome).toBe('ANA D.')
  })

  it.each([
    ['[]', 'the body is JSON, but not an object'],
    ['[{"nome":"A"},{"nome":"B"}]', 'the body is JSON, but not an object'],
    ['[["nome","A"]]', 'the body is JSON, but not an object'],
    ['[null]', 'the body is JSON, but not an object'],
    ['"nome"', 'the body is JSON, but not an object'],
    ['null', 'the body is JSON, but not an object'],
    ['', 'the body is empty'],
    ['nome=A', expect.stringMatching(/^the body is not JSON: /)],
    ['{"nome":"A"', expect.stringMatching(/^the body is not JSON: /)],
    [
      '[ { "nome": "JOÃO DA SILVA”, “cpf”: “00000000000” } ]',
      expect.stringMatching(/^the body is not JSON: /),
    ],
  ])('of %s is refused, for it is no flat object [S-04] [S-A03]', async (body, why) => {
    await using duble = await openSmartspace({}, open)
    const seen = await edit(duble, '1001', body)
    expect([seen.status, seen.outcome, seen.why]).toEqual([400, 'bad_body', why])
    expect(seen.body).toEqual({ erro: 'Envie um objeto JSON, ou um array com um único objeto' })
  })

  it.each([
    [{ endereco: { logradouro: 'RUA' } }, 'endereco'],
    [{ telefone: ['83987654321'] }, 'telefone'],
    [{ nome: 'B', outros: [] }, 'outros'],
    [[{ nome: 'B', enderecoCidade: {} }], 'enderecoCidade'],
    ['{"nome":"B","__proto__":{"nome":"C"}}', '__proto__'],
    [`{"nome":"B","fundo":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'fundo'],
    [{ 'cliente 39053344705': {} }, 'cliente ***'],
    [{ [`${'x'.repeat(100)}`]: {} }, 'x'.repeat(60)],
  ])(
    'with a nested value is refused by the property’s name, and leaves no trace [S-12] [S-A03]',
    async (body, name) => {
      await using duble = await openSmartspace({}, open)
      const seen = await edit(duble, '1001', body)
      expect([seen.status, seen.outcome, seen.why]).toEqual([400, 'nested_value', `${name} is nested`])
      expect(seen.body).toEqual(nested(name))
      expect((await ask(duble, 'codigo=1001')).body).toEqual([ANA])
    },
  )
})

describe('A value of an edit', () => {
  it.each([
    [{ enderecoNumero: 100 }, 'enderecoNumero', 'a number'],
    [{ ativo: true }, 'ativo', 'a boolean'],
    [{ nome: 'B', rg: null }, 'rg', 'null'],
    [{ desconhecido: 1 }, 'desconhecido', 'a number'],
  ])(
    'that is no text is refused by its name, whether or not the name is known [S-16] [S-A03]',
    async (body, name, kind) => {
      await using duble = await openSmartspace()
      const seen = await edit(duble, '1001', body)
      expect([seen.status, seen.outcome, seen.why]).toEqual([400, 'not_text', `${name} is ${kind}, not text`])
      expect(seen.body).toEqual(notText(name))
      expect((await ask(duble, 'codigo=1001')).body).toEqual([ANA])
    },
  )

  it('loses its mask, and what is dialled before a number [S-16] [S-A03]', async () => {
    await using duble = await openSmartspace()
    const seen = await edit(duble, '1001', {
      cpf: '529.982.247-25',
      cnpj: '11.222.333/0001-81',
      telefone: '+55 (83) 9 1234-5678',
      telefone_2: '0 83 3221-0000',
      enderecoCep: '58.000-001',
    })
    expect(seen.body[0]).toMatchObject({
      cpf: '52998224725',
      cnpj: '11222333000181',
      telefone: '83912345678',
      telefone_2: '8332210000',
      enderecoCep: '58000001',
    })
    expect((await ask(duble, 'telefone=8332210000')).body).toEqual(seen.body)
  })

  it('that nobody knows the name of is passed over [S-A03]', async () => {
    await using duble = await openSmartspace()
    expect((await edit(duble, '1001', { apelido: 'NANA', CPF: '1', constructor: 'x' })).body).toEqual([ANA])
    expect((await edit(duble, '1001', {})).body).toEqual([ANA])
  })

  it.each([
    ['cpf', '390.533.447-06', 'CPF'],
    ['cpf', '111.111.111-11', 'CPF'],
    ['cpf', '123', 'CPF'],
    ['cnpj', '11.222.333/0001-80', 'CNPJ'],
    ['cnpj', 'letras', 'CNPJ'],
  ])('%s %s is refused for its check digits, and leaves no trace [S-A03]', async (name, value, shown) => {
    await using duble = await openSmartspace()
    const seen = await edit(duble, '1001', { nome: 'B', [name]: value })
    expect([seen.status, seen.outcome]).toEqual([422, 'invalid_document'])
    expect(seen.why).toBe(`the check digits of ${name} are wrong`)
    expect(seen.body).toEqual({ erro: `O ${shown} informado é inválido` })
    expect((await ask(duble, 'codigo=1001')).body).toEqual([ANA])
  })

  it('may be an alphanumeric CNPJ [S-A03]', async () => {
    await using duble = await openSmartspace()
    expect((await edit(duble, '1004', { cnpj: '12.abc.345/01de-35' })).body[0].cnpj).toBe('12ABC34501DE35')
  })

  it('may repeat what is kept, even a CPF that is none: the printed record can be sent back as it came [S-A20]', async () => {
    await using duble = await openSmartspace({ address_style: 'snake' })
    const { body, text } = await ask(duble, 'codigo=1')
    expect(body[0].cpf).toBe('00000000000')
    expect((await edit(duble, '1', body)).text).toBe(text)
  })

  it('may be named in either style of address, whichever is printed [S-13] [S-Q2] [S-A03]', async () => {
    await using duble = await openSmartspace()
    const { body } = await edit(duble, '1001', {
      endereco_numero: '7',
      endereco_ponto_referencia: 'MAR',
      endereco_cep: '58.000-000',
    })
    expect(body[0]).toMatchObject({
      enderecoNumero: '7',
      enderecoPontoReferencia: 'MAR',
      enderecoCep: '58000000',
    })
  })

  it('counts where it says something new, if both names of a field are there [S-Q2] [S-A20]', async () => {
    await using duble = await openSmartspace({ address_style: 'both' })
    const [record] = (await ask(duble, 'codigo=1001')).body
    const camel = await edit(duble, '1001', { ...record, enderecoNumero: '8' })
    expect(camel.body[0]).toMatchObject({ enderecoNumero: '8', endereco_numero: '8' })
    const snake = await edit(duble, '1001', { ...camel.body[0], endereco_numero: '9' })
    expect(snake.body[0]).toMatchObject({ enderecoNumero: '9', endereco_numero: '9' })
  })

  it('takes the date of birth by its whole name too [S-Q3]', async () => {
    await using duble = await openSmartspace()
    expect((await edit(duble, '1001', { data_nascimento: '01/02/1990' })).body[0].data_nascimen).toBe(
      '01/02/1990',
    )
  })
})

describe('An edit', () => {
  it('of an unknown code is a 404, once its body can be read [S-A03]', async () => {
    await using duble = await openSmartspace()
    const seen = await edit(duble, '9999', { nome: 'B' })
    expect([seen.status, seen.outcome, seen.why]).toEqual([404, 'not_found', 'no customer has this code'])
    expect(seen.body).toEqual({ erro: 'Cliente não encontrado' })
    expect((await edit(duble, '9999', '')).outcome).toBe('bad_body')
    expect((await edit(duble, '9999', { nome: 1 })).outcome).toBe('not_text')
  })

  it('cannot change the code, which the path says [S-A03]', async () => {
    await using duble = await openSmartspace()
    expect((await edit(duble, '1001', { codigo: '2002', nome: 'B' })).body[0]).toMatchObject({
      codigo: '1001',
      nome: 'B',
    })
    expect((await ask(duble, 'codigo=2002')).body).toEqual([])
  })

  it('finds a code with signs that a path must write otherwise [S-A03]', async () => {
    await using duble = await openOn(`${HEAD}clientes: [{ codigo: "A/1 é", nome: A, cpf: 39053344705 }]`)
    expect((await edit(duble, encodeURIComponent('A/1 é'), { nome: 'B' })).body[0].nome).toBe('B')
  })

  it.each([[{ nome: '' }], [{ cpf: '', telefone: '', email: '' }]])(
    'may not leave a customer without a name or without a key: %o [S-15] [S-Q5] [S-A20]',
    async (body) => {
      await using duble = await openSmartspace()
      const seen = await edit(duble, '1001', body)
      expect([seen.status, seen.outcome]).toEqual([422, 'mandatory'])
      expect(seen.why).toBe(
        'without this, the customer has no nome, or none of cpf, cnpj, telefone and email',
      )
      expect(seen.body).toEqual({
        erro: 'O cliente deve ter nome e ao menos um de cpf, cnpj, telefone e email',
      })
      expect((await ask(duble, 'codigo=1001')).body).toEqual([ANA])
    },
  )

  it('may leave one key of several, or anything at all under mandatory none [S-Q5] [S-A20]', async () => {
    await using duble = await openSmartspace()
    expect((await edit(duble, '1001', { cpf: '', telefone: '' })).outcome).toBe('ok')
    duble.world.fake('smartspace').setOptions({ mandatory: 'none' })
    const { body } = await edit(duble, '1001', { nome: '', email: '' })
    expect(Object.keys(body[0])).not.toContain('nome')
  })

  it('is refused whole when one of its values is [S-A03]', async () => {
    await using duble = await openSmartspace()
    expect((await edit(duble, '1001', { nome: 'B', email: 'b@example.com', rg: 5 })).status).toBe(400)
    expect((await ask(duble, 'email=ana@example.com')).body).toEqual([ANA])
  })

  it('of many customers at once keeps each [S-A03]', async () => {
    await using duble = await openSmartspace()
    await Promise.all(['1001', '1002', '1003'].map((code) => edit(duble, code, { rg: code }, basic())))
    for (const code of ['1001', '1002', '1003']) {
      expect((await ask(duble, `codigo=${code}`)).body[0].rg).toBe(code)
    }
  })
})
