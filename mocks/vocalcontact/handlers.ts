import { BOM, csvOf, type Handlers } from '#engine'
import type { vocalContact } from './api.ts'
import { type CrmRecord, ENTITY_FIELDS, type Field, fieldsOf, type Scene } from './fields.ts'
import type { Crm } from './fixture.ts'
import { MODULES, type Module, NAMED_BY } from './modules.ts'

type All = Handlers<typeof vocalContact, typeof Crm>
type Format = 'json' | 'csv'
type Folder<M extends Module> = Pick<All, `${'info' | 'all' | 'created' | 'modified'}_${M}`>

/** One more than an answer holds: enough to know that it is full. */
const MOST = 5001

function taken(rows: Iterable<CrmRecord>): CrmRecord[] {
  const found: CrmRecord[] = []
  for (const row of rows) if (found.push(row) === MOST) break
  return found
}

const byNumber = (a: CrmRecord, b: CrmRecord): number => Number(a.id) - Number(b.id)

/** In rising order of number: as generated rows stand already, and written ones need not. */
const ordered = (rows: readonly CrmRecord[]): readonly CrmRecord[] =>
  rows.every((row, at) => at === 0 || byNumber(rows[at - 1] as CrmRecord, row) <= 0)
    ? rows
    : rows.toSorted(byNumber)

const csv = ({ options }: Scene, lines: Iterable<readonly string[]>): string =>
  (options['csv.bom'] ? BOM : '') + csvOf(lines)

/** "ela devolve no formato desejado com todas as informações solicitadas" */
function written(
  scene: Scene,
  format: Format,
  fields: readonly Field[],
  rows: readonly CrmRecord[],
): unknown {
  const listed = scene.page(ordered(rows))
  if (format === 'csv') {
    const lines = listed.map((row) => fields.map(({ read }) => read(row)))
    return csv(scene, [fields.map(({ field }) => field), ...lines])
  }
  return listed.map((row) => {
    const answer: { [field: string]: string } = {}
    for (const { field, read } of fields) answer[field] = read(row)
    return answer
  })
}

/** "funcionando como um dicionário de dados" */
function info(scene: Scene, module: Module, format: Format): unknown {
  const fields = fieldsOf(module, scene)
  const dictionary = fields.map(({ field, label, type }) => ({ field, label, type }))
  const as = scene.options['info.csv']
  if (format !== 'csv' || as === 'json') return dictionary
  if (as === 'header') return csv(scene, [fields.map(({ field }) => field)])
  return csv(scene, [
    ['field', 'label', 'type'],
    ...dictionary.map(({ field, label, type }) => [field, label, type]),
  ])
}

interface Asked {
  readonly from: string
  readonly to: string
  readonly format?: Format
}

function filtered(
  scene: Scene,
  module: Module,
  by: 'created_at' | 'modified_at',
  { from, to, format = 'json' }: Asked,
): unknown {
  return scene.kept(`${format} ${from} ${to}`, () => {
    // Text that ends behind the day comes before every moment of it.
    const end = scene.options.period_end === 'inclusive' ? `${to} 23:59:59` : `${to} `
    const rows = scene.state[module].within(by, `${from} 00:00:00`, end)
    return written(scene, format, fieldsOf(module, scene), taken(rows))
  })
}

/** "Em cada pasta você encontrará quatro endpoints configurados." */
const folder = <M extends Module>(module: M): Folder<M> =>
  ({
    [`info_${module}`]: ({ format = 'json' }: Asked, scene: Scene) => info(scene, module, format),
    [`all_${module}`]: ({ format = 'json' }: Asked, scene: Scene) =>
      scene.kept(format, () =>
        written(scene, format, fieldsOf(module, scene), taken(scene.state[module].each())),
      ),
    [`created_${module}`]: (asked: Asked, scene: Scene) => filtered(scene, module, 'created_at', asked),
    [`modified_${module}`]: (asked: Asked, scene: Scene) => filtered(scene, module, 'modified_at', asked),
  }) as never

const isModule = (kind: string): kind is Module => (MODULES as readonly string[]).includes(kind)

/** "responsável por dar nome aos IDs": a record's name is what its module calls it. */
const nameOf = ({ state }: Scene, kind: string, id: string, name: string): string => {
  if (!isModule(kind)) return name
  const record: { readonly [field: string]: string } = state[kind].get(id) ?? {}
  return record[NAMED_BY[kind]] ?? ''
}

export const handlers: All = {
  ...folder('calendar'),
  ...folder('ticket'),
  ...folder('customfield'),
  ...folder('attendance'),
  ...folder('opportunity'),
  ...folder('lead'),
  all_entity: ({ format = 'json' }, scene) =>
    scene.kept(format, () => {
      const rows = scene.state.entity.all().toSorted(byNumber).slice(0, MOST)
      const named = rows.map(({ id, entity, name }) => ({
        id,
        entity,
        name: nameOf(scene, entity, id, name),
      }))
      return written(scene, format, ENTITY_FIELDS, named)
    }) as never,
}
