import { describe, expect, it } from 'vitest'
import { answer } from '#engine'
import { describeBoth, inProcess } from '../../support.ts'
import { ANA, ask, basic, edit, grant, HEAD, openOn, openSmartspace } from './support.ts'

const {
  enderecoLogradouro,
  enderecoNumero,
  enderecoComplemento,
  enderecoBairro,
  enderecoCidade,
  enderecoEstado,
  enderecoCep,
  enderecoPontoReferencia,
  ativo,
  ...PERSON
} = ANA
const SNAKE = {
  endereco_logradouro: enderecoLogradouro,
  endereco_numero: enderecoNumero,
  endereco_complemento: enderecoComplemento,
  endereco_cep: enderecoCep,
  endereco_bairro: enderecoBairro,
  endereco_cidade: enderecoCidade,
  endereco_estado: enderecoEstado,
  endereco_ponto_referencia: enderecoPontoReferencia,
}

describe('A customer is printed', () => {
  it('with the address in camel case, in snake case or in both [S-13] [S-Q2]', async () => {
    await using duble = await openSmartspace()
    const text = async (style: string) => {
      duble.world.fake('smartspace').setOptions({ address_style: style })
      return (await ask(duble, 'codigo=1001')).text
    }
    const { ativo: _, ...camel } = ANA
    expect(await text('camel')).toBe(JSON.stringify([ANA]))
    expect(await text('snake')).toBe(JSON.stringify([{ ...PERSON, ...SNAKE, ativo }]))
    expect(await text('both')).toBe(JSON.stringify([{ ...camel, ...SNAKE, ativo }]))
  })

  it('with the date of birth under its printed key, or under the whole word [S-Q3]', async () => {
    await using duble = await openSmartspace({ birth_key: 'data_nascimento' })
    const { body } = await ask(duble, 'codigo=1001')
    expect(body[0].data_nascimento).toBe('17/04/1988')
    expect(body[0]).not.toHaveProperty('data_nascimen')
    expect(Object.keys(body[0]).indexOf('data_nascimento')).toBe(Object.keys(ANA).indexOf('data_nascimen'))
  })

  it('with TRUE, FALSE, SIM and NÃO as text, or as truth values [S-16] [S-Q4]', async () => {
    await using duble = await openSmartspace()
    const flags = async (codigo: string) => {
      const { pos_graduacao, ativo } = (await ask(duble, `codigo=${codigo}`)).body[0]
      return [pos_graduacao, ativo]
    }
    expect([await flags('1'), await flags('1003')]).toEqual([
      ['SIM', 'TRUE'],
      ['NÃO', 'FALSE'],
    ])
    duble.world.fake('smartspace').setOptions({ flags: 'boolean' })
    expect([await flags('1'), await flags('1003')]).toEqual([
      [true, true],
      [false, false],
    ])
    const { body } = await ask(duble, 'codigo=1003')
    expect((await edit(duble, '1003', { ...body[0], ativo: true, pos_graduacao: true })).outcome).toBe('ok')
    expect((await edit(duble, '1003', { nome: true })).outcome).toBe('not_text')
    duble.world.fake('smartspace').setOptions({})
    expect(await flags('1003')).toEqual(['SIM', 'TRUE'])
  })

  it('with its code, or without [S-A13]', async () => {
    await using duble = await openSmartspace({ codigo: 'omitted' })
    const { codigo: _, ...rest } = ANA
    expect((await ask(duble, 'codigo=1001')).text).toBe(JSON.stringify([rest]))
  })

  it('without what is not known of it, or with empty texts [S-A16]', async () => {
    await using duble = await openSmartspace()
    const keys = async () => Object.entries((await ask(duble, 'codigo=1002')).body[0])
    expect((await keys()).map(([name]) => name)).toEqual(['nome', 'codigo', 'email', 'telefone', 'ativo'])
    await edit(duble, '1002', { rg: '' })
    expect(await keys()).toHaveLength(5)
    duble.world.fake('smartspace').setOptions({ empty_fields: 'empty' })
    const all = await keys()
    expect(all).toHaveLength(24)
    expect(all.filter(([, value]) => value !== '').map(([name]) => name)).toEqual([
      'nome',
      'codigo',
      'email',
      'telefone',
      'ativo',
    ])
  })

  it('always as text, whatever the row [S-13] [S-16]', async () => {
    await using duble = await openSmartspace({ address_style: 'both', empty_fields: 'empty' })
    for (const codigo of ['1', '1001', '1002', '1003', '1004']) {
      const [customer] = (await ask(duble, `codigo=${codigo}`)).body
      expect(new Set(Object.values(customer).map((value) => typeof value))).toEqual(new Set(['string']))
    }
  })
})

describeBoth('A company that breaks the rules', (open) => {
  const under = async (options: object, query = 'codigo=1001') => {
    await using duble = await openSmartspace({ ...options }, open)
    return await ask(duble, query)
  }

  it('answers an object where an array belongs [S-11] [S-A11]', async () => {
    expect((await under({ answer_shape: 'object' })).body).toEqual(ANA)
    expect((await under({ answer_shape: 'object' }, 'codigo=9')).body).toEqual({})
  })

  it('nests the address [S-12] [S-A11]', async () => {
    const address = {
      logradouro: enderecoLogradouro,
      numero: enderecoNumero,
      complemento: enderecoComplemento,
      bairro: enderecoBairro,
      cidade: enderecoCidade,
      estado: enderecoEstado,
      cep: enderecoCep,
    }
    const camel = await under({ answer_shape: 'nested' })
    expect(camel.body).toEqual([
      { ...PERSON, ativo, endereco: { ...address, pontoreferencia: enderecoPontoReferencia } },
    ])
    const snake = await under({ answer_shape: 'nested', address_style: 'snake' })
    expect(snake.body).toEqual([
      { ...PERSON, ativo, endereco: { ...address, ponto_referencia: enderecoPontoReferencia } },
    ])
  })

  it('has an array inside a field [S-12] [S-A11]', async () => {
    expect((await under({ answer_shape: 'array_field' })).body).toEqual([
      { ...ANA, telefone: ['83987654321'] },
    ])
    const both = await under({ answer_shape: 'array_field' }, 'codigo=1003')
    expect(both.body[0].telefone).toEqual(['83991112222', '8332214455'])
    const empty = await under({ answer_shape: 'array_field', empty_fields: 'empty' })
    expect(empty.body[0].telefone).toEqual(['83987654321'])
    expect(both.body[0]).not.toHaveProperty('telefone_2')
  })

  it('has numbers, truth values and null, and loses zeros [S-16] [S-A11]', async () => {
    const { body } = await under({ answer_shape: 'typed_values' }, 'codigo=1')
    expect(body[0]).toMatchObject({
      nome: 'JOÃO DA SILVA',
      cpf: 0,
      crm: 0,
      pos_graduacao: true,
      ativo: true,
      cnpj: null,
    })
    expect(Object.keys(body[0])).not.toContain('enderecoNumero')
    const ana = (await under({ answer_shape: 'typed_values' })).body[0]
    expect(ana).toMatchObject({
      cpf: 39053344705,
      enderecoNumero: 100,
      telefone: 83987654321,
      pos_graduacao: null,
      crm: null,
    })
  })

  it('answers a page with status 200 [S-04] [S-A11]', async () => {
    const seen = await under({ answer_shape: 'html' })
    expect([seen.status, seen.outcome]).toEqual([200, 'ok'])
    expect(seen.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(seen.text).toMatch(/^<!DOCTYPE html><html>.*<h1>Entrar<\/h1>/)
  })

  it('does the same to an edit, but not to a token, nor to a refusal [S-A11]', async () => {
    await using duble = await openSmartspace({ answer_shape: 'object' }, open)
    expect((await edit(duble, '1001', {})).body).toEqual(ANA)
    duble.world.fake('smartspace').setOptions({ answer_shape: 'html' })
    expect((await edit(duble, '1001', {})).text).toContain('<html>')
    expect((await grant(duble)).body.token_type).toBe('Bearer')
    expect((await ask(duble, '')).body).toEqual({ erro: 'Informe cpf, cnpj, telefone, email ou codigo' })
    expect((await ask(duble, '')).headers.get('content-type')).toBe('application/json')
  })
})

describe('A company that answers late', () => {
  it('holds back answers and refusals alike, but not a token [S-A11]', async () => {
    await using duble = await openSmartspace({ delay: '30ms' })
    const fake = duble.world.fake('smartspace')
    const delayOf = async (operation: string, method: string, search: string, body = '', codigo?: string) => {
      const headers: Record<string, string> = {
        ...basic(),
        'content-type':
          operation === 'oauth_token' ? 'application/x-www-form-urlencoded' : 'application/json',
      }
      const { delay } = await answer(fake, [operation], {
        method,
        target: '/',
        search,
        body,
        ip: 'in process',
        ...(codigo === undefined ? {} : { params: { codigo } }),
        header: (name) => headers[name],
        headers: () => headers,
      })
      return delay
    }
    expect(await delayOf('consultar', 'GET', 'codigo=1001')).toBe(30)
    expect(await delayOf('consultar', 'GET', '')).toBe(30)
    expect(await delayOf('editar', 'PUT', '', '{}', '1001')).toBe(30)
    expect(await delayOf('oauth_token', 'POST', '', 'grant_type=client_credentials')).toBe(0)
    fake.setOptions({ delay: '30s' })
    expect(await delayOf('consultar', 'GET', 'codigo=1001')).toBe(30_000)
  })
})

describe('JSON as the page prints it', () => {
  it('is no JSON: its quotes are curly [S-Q1]', async () => {
    await using duble = await openSmartspace({ literal_invalid_json: true })
    const seen = await ask(duble, 'codigo=1002')
    expect(seen.headers.get('content-type')).toBe('application/json')
    expect(seen.text).toBe(
      '[ { "nome": "BRUNO DUBLÊ”, “codigo”: “1002”, “email”: “bruno@example.com”, “telefone”: “8332214455”, “ativo”: “TRUE” } ]',
    )
    expect(() => JSON.parse(seen.text)).toThrow()
    expect((await ask(duble, 'telefone=8332214455')).text).toMatch(/^\[ \{ .* \}, \{ .* \} \]$/)
    expect((await edit(duble, '1002', {})).text).toContain('“codigo”')
    expect((await grant(duble)).body.expires_in).toBe(3600)
  })

  it('gives way to a shape that breaks the rules in another way [S-Q1] [S-A11]', async () => {
    await using duble = await openSmartspace({ literal_invalid_json: true, answer_shape: 'nested' })
    expect((await ask(duble, 'codigo=1001')).body[0].endereco.cidade).toBe('JOAO PESSOA')
  })

  it('does not lose what a value has of its own [S-Q1]', async () => {
    await using duble = await openOn(
      `${HEAD}clientes: [{ codigo: 1, nome: 'A "B" \\C', cpf: 39053344705 }]`,
      {
        literal_invalid_json: true,
      },
    )
    expect((await ask(duble, 'codigo=1')).text).toBe(
      '[ { "nome": "A \\"B\\" \\\\C”, “codigo”: “1”, “cpf”: “39053344705” } ]',
    )
  })
})

describe('Every combination of the options that print', () => {
  it('answers what it declares, so that no answer is a bug of ours [S-11]', async () => {
    await using duble = await inProcess({ vendors: ['smartspace'] })
    const { options } = duble.world.fake('smartspace').mock.api
    const names = ['address_style', 'birth_key', 'flags', 'codigo', 'empty_fields', 'answer_shape']
    let combinations: Record<string, string>[] = [{}]
    for (const name of names) {
      const values = options[name].accepts as string[]
      combinations = combinations.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value })))
    }
    for (const chosen of combinations) {
      duble.world.fake('smartspace').setOptions(chosen)
      for (const query of ['codigo=1', 'telefone=8332214455', 'codigo=9']) {
        expect([chosen, query, (await ask(duble, query)).status]).toEqual([chosen, query, 200])
      }
    }
    expect(combinations).toHaveLength(3 * 2 * 2 * 2 * 2 * 6)
  })
})
