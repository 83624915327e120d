import { describe, expect, it } from 'vitest'
import { describeBoth } from '../../support.ts'
import {
  CARLA,
  enter,
  erp,
  HEAD,
  NOBODY,
  openErp,
  openOn,
  PROSPECT,
  refused,
  rows,
  traces,
} from './support.ts'

const edit = (changes: object, id_prospecto = '9001') => ({ id_prospecto, ...changes })

describeBoth('An edit', (open) => {
  it('changes the one field that it names, and leaves the rest [K-26] [K-27] [K-A09]', async () => {
    await using duble = await openErp({}, open)
    await enter(duble, 'prospect 9001 is new')
    const [before] = rows(duble, 'prospectos')
    const { status, text } = await erp(duble, 'editar_prospecto', edit({ email: 'carla@example.com' }))
    expect([status, text]).toEqual([200, '{"status":"success"}'])
    expect(rows(duble, 'prospectos')).toEqual([{ ...before, email: 'carla@example.com' }])
  })

  it('clears what it names as empty [K-A09]', async () => {
    await using duble = await openErp({}, open)
    await enter(duble, 'prospect 9001 is new')
    const filled = {
      email: 'carla@example.com',
      data_nascimento: '1990-05-17',
      id_origem: '1',
      tipo_pessoa: 'F',
    }
    await erp(duble, 'editar_prospecto', edit(filled))
    expect(rows(duble, 'prospectos')[0]).toMatchObject(filled)
    const empty = { email: '', data_nascimento: '', id_origem: '', tipo_pessoa: '' }
    expect((await erp(duble, 'editar_prospecto', edit(empty))).status).toBe(200)
    expect(rows(duble, 'prospectos')[0]).toMatchObject({ ...empty, nome: 'Carla Dias' })
  })
})

const REFUSALS = [
  ['names nothing', {}, 400, 'nothing_to_edit', 'Nenhum campo a atualizar'],
  [
    'names only what a prospect does not have',
    { cor: 'azul' },
    400,
    'nothing_to_edit',
    'Nenhum campo a atualizar',
  ],
  [
    'names an unknown product',
    { id_servico: '99' },
    422,
    'unknown_reference',
    'Código desconhecido: id_servico "99"',
  ],
  [
    'names an unknown status',
    { status_prospeccao: '9' },
    422,
    'unknown_reference',
    'Código desconhecido: status_prospeccao "9"',
  ],
  ['has a CPF with wrong digits', { cnpj_cpf: '1' }, 422, 'invalid_document', 'CPF/CNPJ inválido'],
  ['has another prospect’s CPF', { cnpj_cpf: NOBODY }, 409, 'duplicate', 'O CPF/CNPJ já foi cadastrado'],
  ['clears the name', { nome: '', obs: 'x' }, 400, 'missing_field', 'Campo obrigatório: nome'],
  [
    'clears the telephone',
    { telefone_celular: '' },
    400,
    'missing_field',
    'Campo obrigatório: telefone_celular',
  ],
  ['clears the CPF', { cnpj_cpf: '' }, 400, 'missing_field', 'Campo obrigatório: cnpj_cpf'],
  ['clears the product', { id_servico: '' }, 400, 'missing_field', 'Campo obrigatório: id_servico'],
  [
    'clears the status',
    { status_prospeccao: '' },
    400,
    'missing_field',
    'Campo obrigatório: status_prospeccao',
  ],
  [
    'moves too far',
    { status_prospeccao: '5', obs: 'x' },
    409,
    'forbidden_move',
    'Mudança de status não permitida: de Inicial para Aprovado',
  ],
  [
    'names a day that does not exist',
    { data_nascimento: '2023-02-29' },
    400,
    'invalid_field',
    'Campo inválido: data_nascimento',
  ],
  ['has a truth value', { obs: true }, 400, 'invalid_field', 'Campo inválido: obs'],
  ['has null', { email: null }, 400, 'invalid_field', 'Campo inválido: email'],
] as const

it.each(REFUSALS)(
  'changes nothing where it %s: %j is %i %s %s [K-A07] [K-A08] [K-A09] [K-A10] [K-A15] [K-A20]',
  async (_what, changes, status, outcome, msg) => {
    await using duble = await openErp()
    await enter(duble, 'prospect 9001 is new')
    await erp(duble, 'criar_prospecto', { ...PROSPECT, cnpj_cpf: NOBODY })
    const before = traces(duble)
    const seen = await erp(duble, 'editar_prospecto', edit(changes))
    expect([seen.status, seen.outcome, seen.body]).toEqual([status, outcome, refused(msg)])
    expect(traces(duble)).toEqual(before)
  },
)

it('of nobody is refused before what it says [K-A09]', async () => {
  await using duble = await openErp()
  for (const changes of [{ obs: 'x' }, {}, { id_servico: '99' }]) {
    const seen = await erp(duble, 'editar_prospecto', edit(changes, '99'))
    expect([seen.status, seen.outcome, seen.body]).toEqual([
      404,
      'unknown_prospect',
      refused('Prospecto não encontrado'),
    ])
  }
})

it('is of the prospect in the path, whatever its body says [K-A09]', async () => {
  await using duble = await openErp()
  await enter(duble, 'prospect 9001 is new')
  await erp(duble, 'criar_prospecto')
  const body = JSON.stringify({ id_prospecto: '1', obs: 'x' })
  expect((await erp(duble, 'editar_prospecto', edit({}), { body })).status).toBe(200)
  expect(rows(duble, 'prospectos').map(({ id_prospecto, obs }) => [id_prospecto, obs])).toEqual([
    ['9001', 'x'],
    ['1', ''],
  ])
})

it('may give a prospect its own CPF again, or a new one by which it is found then [K-A08] [K-Q3]', async () => {
  await using duble = await openErp()
  await enter(duble, 'prospect 9001 is new')
  expect((await erp(duble, 'editar_prospecto', edit({ cnpj_cpf: '52998224725' }))).status).toBe(200)
  expect((await erp(duble, 'editar_prospecto', edit({ cnpj_cpf: NOBODY }, CARLA))).status).toBe(200)
  expect((await erp(duble, 'status_prospecto', { id_prospecto: CARLA })).status).toBe(404)
  expect((await erp(duble, 'status_prospecto', { id_prospecto: NOBODY })).body.id_prospecto).toBe('9001')
})

describe('what a prospect needs', () => {
  it('is less for a lead: only its name and its telephone stay [K-A15]', async () => {
    await using duble = await openErp()
    await erp(duble, 'criar_prospecto', { nome: 'Elisa', telefone_celular: '41987650000', id_servico: '10' })
    expect((await erp(duble, 'editar_prospecto', edit({ id_servico: '', cnpj_cpf: '' }, '1'))).status).toBe(
      200,
    )
    expect((await erp(duble, 'editar_prospecto', edit({ nome: '' }, '1'))).status).toBe(400)
  })

  it('may be cleared under clear_required accepted, but for the status [K-A15]', async () => {
    await using duble = await openErp({ clear_required: 'accepted' })
    await enter(duble, 'prospect 9001 is new')
    const empty = { nome: '', telefone_celular: '', cnpj_cpf: '', id_servico: '' }
    expect((await erp(duble, 'editar_prospecto', edit(empty))).status).toBe(200)
    expect(rows(duble, 'prospectos')[0]).toMatchObject(empty)
    const { body } = await erp(duble, 'editar_prospecto', edit({ status_prospeccao: '' }))
    expect(body).toEqual(refused('Campo obrigatório: status_prospeccao'))
  })
})

/** From each status to those that it may become; to itself it may always stay. */
const MOVES: Readonly<Record<string, readonly string[]>> = {
  Inicial: ['Em analise', 'Cancelado'],
  'Em analise': ['Reprovado', 'Suspenso', 'Aprovado', 'Cancelado'],
  Reprovado: [],
  Suspenso: ['Em analise', 'Cancelado'],
  Aprovado: [],
  Cancelado: [],
}
const NAMES = Object.keys({
  Inicial: 1,
  'Em analise': 2,
  Reprovado: 3,
  Suspenso: 4,
  Aprovado: 5,
  Cancelado: 6,
})
const PAIRS = NAMES.flatMap((from) => NAMES.map((to) => [from, to] as const))
const code = (name: string): string => String(NAMES.indexOf(name) + 1)

describe('a status', () => {
  it.each(PAIRS)(
    'moves from %s to %s as the ledger says, and freely under free_status [K-22] [K-A10]',
    async (from, to) => {
      const allowed = from === to || (MOVES[from] ?? []).includes(to)
      for (const free_status of [false, true]) {
        await using duble = await openErp({ free_status })
        await erp(duble, 'criar_prospecto', { ...PROSPECT, status_prospeccao: code(from) })
        const seen = await erp(duble, 'editar_prospecto', edit({ status_prospeccao: code(to) }, '1'))
        const [{ status_prospeccao } = {}] = rows(duble, 'prospectos')
        if (allowed || free_status) {
          expect([seen.status, status_prospeccao]).toEqual([200, code(to)])
        } else {
          const msg = `Mudança de status não permitida: de ${from} para ${to}`
          expect([seen.status, seen.body, status_prospeccao]).toEqual([409, refused(msg), code(from)])
        }
      }
    },
  )

  it('of a name that the page does not give as an example moves freely [K-A10]', async () => {
    await using duble = await openOn(`${HEAD}
status_prospectos: [{ status_prospeccao: a, nome: Novo, obs: Recém-chegado }, { status_prospeccao: b, nome: Aprovado }, { status_prospeccao: c, nome: Instalado }]
`)
    await erp(duble, 'criar_prospecto', { nome: 'Elisa', telefone_celular: '41987650000' })
    const { body } = await erp(duble, 'status_prospecto', { id_prospecto: '1' })
    expect(body).toEqual({ id_prospecto: '1', status_prospeccao: 'a', nome: 'Novo', obs: 'Recém-chegado' })
    for (const status_prospeccao of ['b', 'c', 'a']) {
      expect((await erp(duble, 'editar_prospecto', edit({ status_prospeccao }, '1'))).status).toBe(200)
    }
  })
})
