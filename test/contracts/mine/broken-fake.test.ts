import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Duble, startDuble } from '../../../src/index.ts'
import { NOW } from '../../support.ts'
import { rowsOf, verify } from './support.ts'

/** Options of the fake that break what the document demands, and the rows that are not met then. */
const BROKEN: readonly (readonly [vendor: 'datacake' | 'smartspace', option: string, rows: string[]])[] = [
  ['datacake', 'literal_envelope=true', ['K-01']],
  ['datacake', 'documented_only=true', []],
  ['datacake', 'auth=none', ['K-02']],
  ['datacake', 'file.types=image/png', ['K-29']],
  ['smartspace', 'literal_invalid_json=true', ['S-04']],
  ['smartspace', 'answer_shape=html', ['S-04']],
  ['smartspace', 'answer_shape=object', ['S-11']],
  ['smartspace', 'answer_shape=nested', ['S-12']],
  ['smartspace', 'answer_shape=array_field', ['S-12']],
  ['smartspace', 'answer_shape=typed_values', ['S-16']],
  ['smartspace', 'flags=boolean', ['S-16']],
  ['smartspace', 'address_style=both', ['S-13']],
  ['smartspace', 'codigo=omitted', []],
]

/** Operations that fail, and the row that has them: what hangs on them cannot be checked, and is not blamed. */
const FAILING: readonly (readonly [vendor: 'datacake' | 'smartspace', operation: string, row: string])[] = [
  ['datacake', 'clientes', 'K-04'],
  ['datacake', 'boletos', 'K-08'],
  ['datacake', 'instalacoes', 'K-09'],
  ['datacake', 'produtos', 'K-10'],
  ['datacake', 'revendedores', 'K-12'],
  ['datacake', 'funcionarios', 'K-14'],
  ['datacake', 'departamentos', 'K-15'],
  ['datacake', 'vencimentos', 'K-16'],
  ['datacake', 'origens', 'K-18'],
  ['datacake', 'cidades', 'K-20'],
  ['datacake', 'tipos_de_atendimento', 'K-21'],
  ['datacake', 'status_prospectos', 'K-22'],
  ['datacake', 'criar_prospecto', 'K-24'],
  ['datacake', 'editar_prospecto', 'K-26'],
  ['datacake', 'enviar_arquivo', 'K-28'],
  ['datacake', 'status_prospecto', 'K-31'],
  ['smartspace', 'consultar', 'S-01'],
  ['smartspace', 'editar', 'S-03'],
  ['smartspace', 'oauth_token', 'S-09'],
]

describe('a fake that breaks the document', () => {
  let duble: Duble
  beforeAll(async () => {
    duble = await startDuble({ port: 0, vendors: ['datacake', 'smartspace'], clock: NOW })
  })
  afterAll(() => duble.close())

  it.each(BROKEN)('%s under %s does not meet %j', async (vendor, option, rows) => {
    const [name = '', value = ''] = option.split('=')
    await using world = await duble.newWorld({ options: { [vendor]: { [name]: value } } })
    expect(rowsOf(await verify(vendor, world.vendor(vendor).url), 'not_met')).toEqual(rows)
  })

  it.each(FAILING)('%s whose %s fails does not meet %s alone', async (vendor, operation, row) => {
    await using world = await duble.newWorld({ faults: [{ vendor, operation, fault: 'internal' }] })
    expect(rowsOf(await verify(vendor, world.vendor(vendor).url), 'not_met')).toEqual([row])
  })
})
