import type { Suite } from './check.ts'
import { LISTS } from './datacake-asking.ts'
import { NOTES } from './datacake-notes.ts'
import { READS } from './datacake-reads.ts'
import { WRITE_NOTES } from './datacake-write-notes.ts'
import { WRITES } from './datacake-writes.ts'
import { bodyOf, isOk } from './reading.ts'
import { isObject } from './shape.ts'

/** What Datacake asks of an internet provider's ERP. */
export const datacakeSuite: Suite = {
  vendor: 'datacake',
  door: LISTS[0],
  data: {
    'a known CPF': {
      says: 'CPF or CNPJ of a client, best of one with an open boleto and an installation',
      example: '390.533.447-05',
    },
    'an unknown CPF': { says: 'valid, and no client’s', example: '529.982.247-25' },
    "a new prospect's name": { says: 'with --allow-writes, this prospect is made', example: 'Carla Dias' },
    "a new prospect's telephone": { says: 'with its DDD, digits alone', example: '41987650000' },
    "a new prospect's CPF": { says: 'valid, and no prospect’s yet', example: '529.982.247-25' },
    'a known prospect': { says: 'in place of the new one; --allow-writes changes it', example: '' },
  },
  checks: [...READS, ...NOTES, ...WRITES, ...WRITE_NOTES],
  unchecked: {
    'K-03': 'the labels tell who uses a call, and no answer can show it',
  },
  /** Whether this server reads a GET's fields from the query, or from a body alone. */
  async prepare(mine) {
    const cnpj_cpf = mine.data('a known CPF')
    if (cnpj_cpf === '') return
    for (const payload of [false, true]) {
      const exchange = await mine.ask('clientes', { cnpj_cpf }, { payload })
      const body = bodyOf(exchange)
      if (!isOk(exchange) || !isObject(body) || !body['id_cliente']) continue
      mine.payload = payload
      return
    }
  },
}
