import { describe, expect, it } from 'vitest'
import { describeBoth } from '../../support.ts'
import { ask, type Fields, MODULES, openDefault, openOn } from './support.ts'

const COMMON = ['id', 'company_id', 'contact_id', 'user_id', 'created_at', 'modified_at']
const OWN: Readonly<Record<string, readonly string[]>> = {
  calendar: ['subject', 'type', 'start_at', 'end_at', 'status'],
  ticket: ['protocol', 'subject', 'category', 'priority', 'status', 'closed_at'],
  customfield: ['module', 'record_id', 'field', 'value'],
  attendance: ['protocol', 'channel', 'direction', 'phone', 'duration_seconds', 'result'],
  opportunity: ['title', 'stage', 'amount', 'probability', 'expected_close', 'lost_reason'],
  lead: ['name', 'email', 'phone', 'source', 'status', 'owner_id'],
}
/** How a value of each type is written, where there is one. */
const TYPES: Readonly<Record<string, RegExp>> = {
  texto: /^/,
  int: /^\d+$/,
  email: /^[^@\s]+@example\.com$/,
  data: /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/,
  decimal: /^\d+\.\d{2}$/,
  telefone: /^\d{2} 9\d{8}$/,
}

describeBoth('VocalContact’s Info', (open) => {
  it.each(MODULES)(
    'names the fields that the records of %s have, in their order [V-03] [V-08] [V-09] [V-A03] [V-A08] [V-A13]',
    async (module) => {
      await using duble = await openDefault({}, open)
      const info = await ask(duble, `${module}/info`)
      expect(info.status).toBe(200)
      expect(info.headers.get('content-type')).toBe('application/json; charset=utf-8')
      const fields = info.body.map(({ field }: Fields) => field)
      expect(fields).toEqual([...COMMON, ...(OWN[module] ?? [])])
      const { body } = await ask(duble, `${module}/all`)
      for (const record of body) expect(Object.keys(record)).toEqual(fields)
    },
  )
})

describe('VocalContact’s Info', () => {
  it('tells of a field its name, its label and its type, and nothing else [V-09] [V-A08] [V-S1]', async () => {
    await using duble = await openDefault()
    const { body } = await ask(duble, 'lead/info')
    expect(body[0]).toEqual({ field: 'id', label: 'Código', type: 'int' })
    expect(body.slice(6)).toEqual([
      { field: 'name', label: 'Nome', type: 'texto' },
      { field: 'email', label: 'E-mail', type: 'email' },
      { field: 'phone', label: 'Telefone', type: 'telefone' },
      { field: 'source', label: 'Origem', type: 'texto' },
      { field: 'status', label: 'Situação', type: 'texto' },
      { field: 'owner_id', label: 'Responsável', type: 'int' },
    ])
  })

  it.each(MODULES)(
    'is right about the types: every value of %s is written as its type says, as text [V-24] [V-S2] [V-S4] [V-A06] [V-A13]',
    async (module) => {
      await using duble = await openDefault()
      const types = new Map<string, string>(
        (await ask(duble, `${module}/info`)).body.map(({ field, type }: Fields) => [field, type]),
      )
      const { body } = await ask(duble, `${module}/all`)
      const wrong = body.flatMap((record: Fields) =>
        Object.entries(record).filter(([field, value]) => {
          const pattern = TYPES[types.get(field) ?? '']
          return typeof value !== 'string' || pattern === undefined || (value !== '' && !pattern.test(value))
        }),
      )
      expect(wrong).toEqual([])
    },
  )

  it('is as CSV the header line that the records have [V-22] [V-Q5]', async () => {
    await using duble = await openDefault()
    const seen = await ask(duble, 'customfield/info/format/csv')
    expect(seen.text).toBe(`${[...COMMON, ...(OWN['customfield'] ?? [])].join(',')}\r\n`)
    expect(seen.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(seen.headers.get('content-disposition')).toBe('attachment; filename="customfield.csv"')
  })

  it('is a line for each field under info.csv dictionary [V-Q5]', async () => {
    await using duble = await openDefault({ 'info.csv': 'dictionary' })
    const { text } = await ask(duble, 'lead/info/format/csv')
    expect(text.split('\r\n').slice(0, 3)).toEqual([
      'field,label,type',
      'id,Código,int',
      'company_id,Empresa,int',
    ])
    expect(text.split('\r\n')).toHaveLength(1 + 12 + 1)
  })

  it('is JSON whatever is asked under info.csv json [V-Q5]', async () => {
    await using duble = await openDefault({ 'info.csv': 'json' })
    const seen = await ask(duble, 'lead/info/format/csv')
    expect(seen.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(seen.headers.has('content-disposition')).toBe(false)
    expect(seen.text).toBe((await ask(duble, 'lead/info')).text)
    expect((await ask(duble, 'lead/all/format/csv')).headers.get('content-type')).toBe(
      'text/csv; charset=utf-8',
    )
  })
})

const CUSTOM = `lead:
  - { id: 1, created_at: 2024-01-01 08:00:00, modified_at: 2024-01-01 09:00:00, name: Ana, source: Site }
  - { id: 2, created_at: 2024-01-01 08:00:00, modified_at: 2024-01-01 09:00:00, name: Bia, source: Feira }
fields:
  - { module: lead, field: regiao, label: Região, values: [Sul] }
  - { module: lead, field: desde, label: Cliente desde, type: data }
  - { module: lead, field: source, shown: false }
  - { module: lead, field: cor, shown: false }
  - { module: lead, field: name, label: Nome completo }
  - { module: ticket, field: sla, label: SLA, type: int, values: [4, 8] }
values:
  - { module: lead, id: 2, field: regiao, value: "Norte, litoral" }
  - { module: lead, id: 2, field: desde, value: 2019-05-01 }
`

describe('a customer’s own fields', () => {
  it('are in Info and in the records, hidden ones in neither [V-27]', async () => {
    await using duble = await openOn(CUSTOM)
    const info = (await ask(duble, 'lead/info')).body
    const fields = info.map(({ field }: Fields) => field)
    expect(fields).toEqual([...COMMON, 'name', 'email', 'phone', 'status', 'owner_id', 'regiao', 'desde'])
    expect(info.find(({ field }: Fields) => field === 'name').label).toBe('Nome completo')
    expect(info.slice(-2)).toEqual([
      { field: 'regiao', label: 'Região', type: 'texto' },
      { field: 'desde', label: 'Cliente desde', type: 'data' },
    ])
    const [ana, bia] = (await ask(duble, 'lead/all')).body
    expect(Object.keys(ana)).toEqual(fields)
    expect(ana).toMatchObject({ name: 'Ana', regiao: 'Sul', desde: '' })
    expect(bia).toMatchObject({ name: 'Bia', regiao: 'Norte, litoral', desde: '2019-05-01' })
    const csv = (await ask(duble, 'lead/all/format/csv')).text.split('\r\n')
    expect(csv[0]).toBe(fields.join(','))
    expect(csv[2]).toContain(',"Norte, litoral",2019-05-01')
    expect((await ask(duble, 'ticket/info')).body.at(-1)).toEqual({ field: 'sla', label: 'SLA', type: 'int' })
    expect((await ask(duble, 'ticket/all/format/csv')).text).toMatch(/,closed_at,sla\r\n$/)
    expect((await ask(duble, 'calendar/info')).body).toHaveLength(11)
  })

  it('have values of the seed where several may be, the same in every list [V-27]', async () => {
    await using duble = await openDefault()
    const before = (await ask(duble, 'lead/info')).text
    await duble.world.fake('vocalcontact').applyState('leads have the field "regiao" and no "source"')
    expect((await ask(duble, 'lead/info')).text).not.toBe(before)
    const all = (await ask(duble, 'lead/all')).body
    expect(new Set(all.map(({ regiao }: Fields) => regiao))).toEqual(new Set(['Norte', 'Sul, litoral']))
    expect(all.some((record: Fields) => 'source' in record)).toBe(false)
    const day = (await ask(duble, 'lead/created/from/2024-01-01/to/2024-01-01')).body
    expect(day).toEqual(all.slice(0, day.length))
  })
})
