import { expect, it } from 'vitest'
import { outcomesOf } from '#engine'
import { datacake } from '../../../mocks/datacake/api.ts'
import { onTheWire, type Seen } from '../../support.ts'
import {
  CARLA,
  enter,
  erp,
  erpByBody,
  FILE,
  type Fields,
  LISTS,
  NOBODY,
  OF_CLIENT,
  OPERATIONS,
  openErp,
  PROSPECT,
  REQUESTS,
} from './support.ts'

type Erp = Awaited<ReturnType<typeof openErp>>
type Way = (duble: Erp, operation: string) => Promise<unknown>

const MIB = 1024 * 1024
const fields =
  (changes: Fields): Way =>
  (duble, operation) =>
    erp(duble, operation, { ...REQUESTS[operation], ...changes })
const large = Buffer.concat([Buffer.from(FILE.arquivo, 'base64'), Buffer.alloc(10 * MIB)]).toString('base64')
const isGet = (operation: string): boolean =>
  REQUESTS[operation] !== undefined &&
  operation !== 'criar_prospecto' &&
  operation !== 'editar_prospecto' &&
  operation !== 'enviar_arquivo'

/** The ways that lead to an outcome of any operation, where the operation can come to it. */
const WAYS: Readonly<Record<string, Way>> = {
  ok: (duble, operation) => erp(duble, operation),
  async 'ok.empty'(duble, operation) {
    if (LISTS.includes(operation)) await enter(duble, 'the ERP lists nothing')
    if (operation === 'clientes') duble.world.fake('datacake').setOptions({ not_found: '200_vazio' })
    return erp(duble, operation, operation === 'clientes' ? { cnpj_cpf: NOBODY } : { id_cliente: '3' })
  },
  bad_body: (duble, operation) =>
    isGet(operation) ? erpByBody(duble, operation, '{') : erp(duble, operation, undefined, { body: '{' }),
  invalid_token: (duble, operation) => erp(duble, operation, undefined, { headers: {} }),
  wrong_method: (duble, operation) => erp(duble, operation, undefined, { method: 'DELETE' }),
  // The server answers before it has read the body, so what was sending it may find the connection closed.
  too_large: (duble, operation) =>
    (isGet(operation)
      ? erpByBody(duble, operation, `{"a":"${'A'.repeat(16 * MIB)}"}`)
      : erp(duble, operation, { ...REQUESTS[operation], a: 'A'.repeat(16 * MIB) })
    ).catch(() => undefined),
  missing_field(duble, operation) {
    const cleared = { nome: '', cnpj_cpf: '', id_cliente: '', tipo: '' }
    const own = Object.fromEntries(
      Object.entries(cleared).filter(([name]) => name in (REQUESTS[operation] ?? {})),
    )
    return fields(operation === 'editar_prospecto' ? { nome: '' } : own)(duble, operation)
  },
  invalid_field: (duble, operation) =>
    isGet(operation)
      ? erpByBody(duble, operation, '{"cnpj_cpf":1,"id_cliente":1}')
      : fields({ nome: 1, nome_arquivo: 1 })(duble, operation),
  nothing_to_edit: (duble, operation) => erp(duble, operation, { id_prospecto: '9001' }),
  bad_base64: fields({ arquivo: '!' }),
  empty_file: fields({ arquivo: '' }),
  unknown_client: (duble, operation) => erp(duble, operation, { cnpj_cpf: NOBODY, id_cliente: '99' }),
  unknown_prospect: fields({ id_prospecto: '99' }),
  async duplicate(duble, operation) {
    await erp(duble, 'criar_prospecto')
    return fields({ cnpj_cpf: PROSPECT.cnpj_cpf })(duble, operation)
  },
  forbidden_move: fields({ status_prospeccao: '5' }),
  file_too_large: fields({ arquivo: large }),
  type_not_accepted: fields({ tipo: 'text/plain' }),
  type_mismatch: fields({ tipo: 'image/gif' }),
  invalid_document: fields({ cnpj_cpf: `${CARLA}0` }),
  unknown_reference: fields({ id_servico: '99' }),
}

/** A fake that does not fail has no way to it but a fault. */
const FAULTS_ALONE = ['internal']

it.each(OPERATIONS)(
  '%s comes to each of its outcomes by itself, all but internal [K-A13] [K-Q6]',
  async (operation) => {
    await using duble = await openErp({}, onTheWire)
    const declared = outcomesOf(datacake, operation)
    const met: (string | null)[] = []
    for (const outcome of declared) {
      const fake = duble.world.fake('datacake')
      await fake.reset()
      await enter(duble, 'prospect 9001 is new')
      if (FAULTS_ALONE.includes(outcome)) {
        fake.addFault(operation, outcome, 1)
        await erp(duble, operation)
      } else await (WAYS[outcome] as Way)(duble, operation)
      met.push(duble.world.journal.read({ limit: 1 }).entries[0]?.outcome ?? null)
    }
    expect(met).toEqual(declared)
  },
)

it('has lists of the operations that are all there [K-A01]', () => {
  expect(Object.keys(datacake.operations)).toEqual(OPERATIONS)
  expect([...OF_CLIENT, ...LISTS].filter((name) => !OPERATIONS.includes(name))).toEqual([])
  expect(LISTS).toHaveLength(9)
})

it('starts over after each reset: state, counters, options [K-A08]', async () => {
  await using duble = await openErp()
  const first = async (): Promise<Seen> => erp(duble, 'criar_prospecto')
  expect((await first()).text).toBe('{"status":"success","id_prospecto":"1"}')
  duble.world.fake('datacake').setOptions({ documented_only: true })
  await duble.world.reset()
  expect((await first()).text).toBe('{"status":"success","id_prospecto":"1"}')
})
