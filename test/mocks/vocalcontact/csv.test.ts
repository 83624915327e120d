import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { describeBoth } from '../../support.ts'
import { ask, type Fields, LISTS, MODULES, openDefault, openOn } from './support.ts'

/** Everything that makes a reader stumble. */
const TRAPS = `lead:
  - { id: 1, created_at: 2024-01-01 08:00:00, modified_at: 2024-01-01 09:00:00, name: "Lima, Ana", email: ana@example.com }
  - { id: 2, created_at: 2024-01-01 08:00:00, modified_at: 2024-01-01 09:00:00, name: "\\"Zé\\" da \\"Silva\\"", source: "\\"" }
  - { id: 3, created_at: 2024-01-01 08:00:00, modified_at: 2024-01-01 09:00:00, name: "Linha 1\\nLinha 2\\r\\nLinha 3" }
  - { id: 4, created_at: 2024-01-01 08:00:00, modified_at: 2024-01-01 09:00:00, name: "Conceição; Ação; ÇÃÕ 😀", status: " " }
  - { id: 5, created_at: 2024-01-01 08:00:00, modified_at: 2024-01-01 09:00:00, name: "=1+1", phone: "41987654321" }
  - { id: 6, created_at: 2024-01-01 08:00:00, modified_at: 2024-01-01 09:00:00 }
`
const read = (text: string): Fields[] => parse(text, { columns: true, record_delimiter: '\r\n', bom: true })

describeBoth('VocalContact’s CSV', (open) => {
  it('is what the caller asks for, in the path or in the query; JSON is the default [V-22] [V-A05]', async () => {
    await using duble = await openDefault({}, open)
    const csv = await ask(duble, 'calendar/all/format/csv')
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="calendar.csv"')
    const query = await ask(duble, 'calendar/all', 'token-bi?format=csv')
    expect(query.text).toBe(csv.text)
    for (const path of ['calendar/all', 'calendar/all/format/json']) {
      const json = await ask(duble, path)
      expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(json.headers.has('content-disposition')).toBe(false)
      expect(json.body).toHaveLength(5000)
    }
    const beaten = await ask(duble, 'calendar/all/format/csv', 'token-bi?format=json')
    expect(beaten.text).toBe(csv.text)
  })

  it.each(['xml', 'CSV', 'Json', 'csv%20', ''])(
    'is not "%s": another format is refused with 400 [V-A05]',
    async (format) => {
      await using duble = await openDefault({}, open)
      const seen = await ask(duble, `calendar/all/format/${format}`)
      expect(seen.status).toBe(400)
      expect(seen.outcome).toBe('bad_format')
      expect(seen.text).toBe('{"error":"Formato inválido"}')
      expect(seen.headers.get('content-type')).toBe('application/json; charset=utf-8')
    },
  )

  it('has the same records as JSON, by an independent reader, whatever is in them [V-22] [V-23] [V-24] [V-A06] [V-A07]', async () => {
    await using duble = await openOn(TRAPS, {}, open)
    for (const list of [
      'all',
      'created/from/2024-01-01/to/2024-01-01',
      'modified/from/2024-01-01/to/2024-01-01',
    ]) {
      const json = (await ask(duble, `lead/${list}`)).body
      expect(json[1].name).toBe('"Zé" da "Silva"')
      expect(json[2].name).toBe('Linha 1\nLinha 2\r\nLinha 3')
      expect(read((await ask(duble, `lead/${list}/format/csv`)).text)).toEqual(json)
    }
  })
})

describe('a line of VocalContact’s CSV', () => {
  it('ends in CRLF, has commas between values and quotes where they are needed, and begins without a mark [V-23] [V-A07]', async () => {
    await using duble = await openOn(TRAPS)
    const { text } = await ask(duble, 'lead/all/format/csv')
    const common = ',,,2024-01-01 08:00:00,2024-01-01 09:00:00'
    expect(text).toBe(
      [
        'id,company_id,contact_id,user_id,created_at,modified_at,name,email,phone,source,status,owner_id',
        `1,${common},"Lima, Ana",ana@example.com,,,,`,
        `2,${common},"""Zé"" da ""Silva""",,,"""",,`,
        `3,${common},"Linha 1\nLinha 2\r\nLinha 3",,,,,`,
        `4,${common},Conceição; Ação; ÇÃÕ 😀,,,, ,`,
        `5,${common},=1+1,,41 987654321,,,`,
        `6,${common},,,,,,`,
        '',
      ].join('\r\n'),
    )
  })

  it('is the header alone where there is nothing; JSON is an empty list [V-A06] [V-A07]', async () => {
    await using duble = await openOn('')
    for (const module of MODULES) {
      const header = (await ask(duble, `${module}/info`)).body.map(({ field }: Fields) => field).join(',')
      for (const list of LISTS) {
        const csv = await ask(duble, `${module}/${list}/format/csv`)
        expect(csv.outcome).toBe('ok.empty')
        expect(csv.status).toBe(200)
        expect(csv.text).toBe(`${header}\r\n`)
        expect((await ask(duble, `${module}/${list}`)).text).toBe('[]')
      }
    }
    expect((await ask(duble, 'entity/all/format/csv')).text).toBe('id,entity,name\r\n')
    expect((await ask(duble, 'entity/all')).text).toBe('[]')
  })

  it('has a byte order mark before the first under csv.bom, in every CSV and in no JSON [V-A07]', async () => {
    await using duble = await openDefault({ 'csv.bom': true })
    for (const path of [
      'lead/all',
      'lead/info',
      'entity/all',
      'lead/created/from/2020-01-01/to/2020-01-01',
    ]) {
      const request = new Request(`http://localhost/vocalcontact/api/app/${path}/format/csv/token/token-bi`)
      const bytes = new Uint8Array(await (await duble.fetch(request)).arrayBuffer())
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      expect((await ask(duble, path)).text.charCodeAt(0)).toBe('['.charCodeAt(0))
    }
  })
})

describe('the default world’s CSV', () => {
  it.each([...MODULES, 'entity'])(
    'of %s is what JSON is, read independently, and named after it [V-22] [V-23] [V-A07]',
    async (module) => {
      await using duble = await openDefault()
      const csv = await ask(duble, `${module}/all/format/csv`)
      expect(read(csv.text)).toEqual((await ask(duble, `${module}/all`)).body)
      expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="${module}.csv"`)
    },
  )

  it('has commas, quotes and accents in it, so that a careless reader finds out [V-23]', async () => {
    await using duble = await openDefault()
    const { text } = await ask(duble, 'calendar/all/format/csv')
    expect(text).toContain('"Reunião, proposta e preços"')
    expect(text).toContain('"Apresentação do plano ""Pró"""')
  })
})
