import { describe, expect, it } from 'vitest'
import { inProcess } from '../../support.ts'
import { ask, type Fields, MODULES, openDefault, openOn, stored } from './support.ts'

const KINDS = { company_id: 'company', contact_id: 'contact', user_id: 'user', owner_id: 'user' } as const
/** Which of its fields is a record's name. */
const NAMES: Readonly<Record<string, string>> = {
  calendar: 'subject',
  ticket: 'subject',
  customfield: 'field',
  attendance: 'protocol',
  opportunity: 'title',
  lead: 'name',
}

describe('VocalContact’s list of entities', () => {
  it('names every id that a record of the default world refers to [V-04] [V-25] [V-26] [V-A09]', async () => {
    await using duble = await openDefault()
    const seen = await ask(duble, 'entity/all')
    expect(seen.outcome).toBe('ok')
    expect(seen.body.length).toBeLessThan(5000)
    const named = new Map<string, string>(
      seen.body.map(({ entity, id, name }: Fields) => [`${entity} ${id}`, name]),
    )
    expect([...named.values()].filter((name) => name === '')).toEqual([])
    const used = new Set<string>()
    for (const module of MODULES) {
      for (const record of stored(duble, module)) {
        for (const [field, kind] of Object.entries(KINDS)) {
          if (record[field] !== undefined) used.add(`${kind} ${record[field]}`)
        }
        if (module === 'customfield') used.add(`${record['module']} ${record['record_id']}`)
      }
    }
    expect([...used].filter((entity) => !named.has(entity))).toEqual([])
    expect(used.size).toBeGreaterThan(300)
  })

  it('calls a record what its module calls it [V-25] [V-A09]', async () => {
    await using duble = await openDefault()
    const { body } = await ask(duble, 'entity/all')
    for (const module of MODULES) {
      const records = new Map<string, Fields>(
        (await ask(duble, `${module}/all`)).body.map((row: Fields) => [row['id'], row]),
      )
      const entities = body.filter(({ entity }: Fields) => entity === module)
      if (module !== 'customfield') expect(entities.length).toBeGreaterThan(0)
      for (const { id, name } of entities) expect(name).toBe(records.get(id)?.[NAMES[module] ?? ''])
    }
  })

  it('calls it by its new name once that has changed [V-25] [V-28]', async () => {
    await using duble = await openDefault()
    const nameOf = async (): Promise<string> =>
      (await ask(duble, 'entity/all')).body.find(({ entity, id }: Fields) => entity === 'lead' && id === '1')
        .name
    expect(await nameOf()).toBe((await ask(duble, 'lead/all')).body[0].name)
    await duble.world.fake('vocalcontact').applyState('lead 1 has just been changed')
    expect(await nameOf()).toBe('Conceição, Ana "Aninha"')
  })

  it('is one list of id, kind and name in rising order of id, with one endpoint [V-25] [V-Q4] [V-A09] [V-A10]', async () => {
    await using duble = await openOn(`entity:
  - { entity: user, id: 100, name: Bia }
  - { entity: company, id: 20, name: Eox }
  - { entity: user, id: 3, name: Ana }
  - { entity: company, id: 3, name: "Lima, Filhos" }
  - { entity: customfield, id: 4 }
  - { entity: lead, id: 5 }
customfield: [{ id: 4, created_at: 2024-01-01 00:00:00, modified_at: 2024-01-01 00:00:00, field: porte }]
`)
    expect((await ask(duble, 'entity/all')).body).toEqual([
      { id: '3', entity: 'user', name: 'Ana' },
      { id: '3', entity: 'company', name: 'Lima, Filhos' },
      { id: '4', entity: 'customfield', name: 'porte' },
      { id: '5', entity: 'lead', name: '' }, // a lead that is gone
      { id: '20', entity: 'company', name: 'Eox' },
      { id: '100', entity: 'user', name: 'Bia' },
    ])
    expect((await ask(duble, 'entity/all/format/csv')).text).toBe(
      'id,entity,name\r\n3,user,Ana\r\n3,company,"Lima, Filhos"\r\n4,customfield,porte\r\n5,lead,\r\n20,company,Eox\r\n100,user,Bia\r\n',
    )
  })
})

describe('a list of more entities than an answer holds', () => {
  it('keeps the first by id, wherever the fixture writes them [V-05] [V-A10]', async () => {
    await using duble = await openOn(`entity:
  - { entity: user, id: 9000, name: Bia }
  - { generate: 5000, each: { entity: company, id: { number_from: 2 }, name: Eox } }
  - { entity: user, id: 1, name: Ana }
`)
    const { body, outcome } = await ask(duble, 'entity/all')
    expect(outcome).toBe('ok.capped')
    expect(body.map(({ id }: Fields) => Number(id))).toEqual(Array.from({ length: 5000 }, (_, at) => at + 1))
  })
})

describe('VocalContact’s records', () => {
  it('come in rising order of id, however the fixture writes them [V-A10]', async () => {
    const at = 'created_at: 2024-01-01 00:00:00, modified_at: 2024-01-01 00:00:00'
    await using duble = await openOn(`lead: [{ id: 10, ${at} }, { id: 9, ${at} }, { id: 100, ${at} }]\n`)
    for (const list of [
      'all',
      'created/from/2024-01-01/to/2024-01-01',
      'modified/from/2024-01-01/to/2024-01-01',
    ]) {
      expect((await ask(duble, `lead/${list}`)).body.map(({ id }: Fields) => id)).toEqual(['9', '10', '100'])
    }
  })

  it('are the same bytes for the same seed, and others for another [V-A10]', async () => {
    const exports = async (seed: number): Promise<string[]> => {
      await using duble = await inProcess({ vendors: ['vocalcontact'], seed })
      const paths = [...MODULES, 'entity'].flatMap((module) => [`${module}/all`, `${module}/all/format/csv`])
      return Promise.all(paths.map(async (path) => (await ask(duble, path)).text))
    }
    const [first, again, other] = [await exports(1), await exports(1), await exports(2)]
    expect(again).toEqual(first)
    for (const [at, text] of other.entries()) expect(text).not.toBe(first[at])
  })

  it('are read anew after a change, and the same bytes otherwise [V-28]', async () => {
    await using duble = await openDefault()
    const cold = await ask(duble, 'lead/all')
    const warm = await ask(duble, 'lead/all')
    expect(warm.text).toBe(cold.text)
    expect(warm.outcome).toBe('ok.capped')
    expect([...warm.headers]).toEqual([...cold.headers])
    duble.world.fake('vocalcontact').setOptions({ 'csv.bom': true })
    expect((await ask(duble, 'lead/all')).text).toBe(cold.text)
    await duble.world.fake('vocalcontact').applyState('lead 1 has just been changed')
    expect((await ask(duble, 'lead/all')).text).not.toBe(cold.text)
    await duble.world.reset()
    expect((await ask(duble, 'lead/all')).text).toBe(cold.text)
  })
})
