import { describe, expect, it } from 'vitest'
import { VendorError } from '../../src/clients/create.ts'
import {
  createVocalContactClient,
  FullDayError,
  FullListError,
  NoAnswerError,
  type Progress,
  type VocalContactOptions,
} from '../../src/clients/vocalcontact.ts'
import type { Duble } from '../../src/index.ts'
import { openOn, rows, stored } from '../mocks/vocalcontact/support.ts'
import { inProcess, onTheWire } from '../support.ts'

/** A day after the last record of the default world. */
const clock = { now: () => Date.UTC(2026, 10, 1, 12) }

const bi = (duble: Duble, more: Partial<VocalContactOptions> = {}) =>
  createVocalContactClient({
    url: duble.vendor('vocalcontact').url,
    token: 'token-bi',
    clock,
    fetch: async (input, init) =>
      duble.url === 'http://localhost' ? duble.fetch(new Request(input, init)) : fetch(input, init),
    ...more,
  })
const thrownBy = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)
const ids = (records: readonly { id: string }[]): string[] => records.map(({ id }) => id).sort()
const requests = (duble: Duble): string[] =>
  duble.world.journal.read().entries.map(({ path, outcome }) => `${path.split('/app/')[1]} ${outcome}`)

describe('an export from VocalContact', () => {
  it('without a period has all 12.345 leads of a server that never gives more than 5.000', async () => {
    await using duble = await onTheWire({ vendors: ['vocalcontact'] })
    const leads = await Array.fromAsync(bi(duble).exportModule('lead'))
    expect(leads).toHaveLength(12_345)
    expect(ids(leads)).toEqual([...stored(duble, 'lead')].map(({ id }) => id).sort())
    const asked = requests(duble)
    expect(asked[0]).toBe('lead/all/token/*** ok.capped')
    expect(asked[1]).toBe('lead/created/from/2000-01-01/to/2026-11-01/token/*** ok.capped')
    expect(asked.length).toBeLessThan(16)
  })

  it('without a period has them all on a machine whose clock is behind the vendor’s', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    const behind = { now: () => Date.UTC(2026, 4, 31, 12) }
    const leads = await Array.fromAsync(bi(duble, { clock: behind }).exportModule('lead'))
    expect(new Set(ids(leads)).size).toBe(12_345)
  })

  it('without a period begins on the earliest day, though that day is still to come', async () => {
    await using duble = await openOn(rows('lead', 5001))
    const young = { now: () => Date.UTC(2023, 0, 1, 12) }
    const client = bi(duble, { clock: young, earliest: '2024-01-01' })
    expect(await Array.fromAsync(client.exportModule('lead'))).toHaveLength(5001)
    expect(requests(duble)[1]).toBe('lead/created/from/2024-01-01/to/9999-12-31/token/*** ok.capped')
  })

  it.each([
    ['ticket', 4999, 1],
    ['customfield', 1200, 1],
  ] as const)('of %s, which is not full, takes %i records in one request', async (module, count, number) => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    expect(await Array.fromAsync(bi(duble).exportModule(module))).toHaveLength(count)
    expect(requests(duble)).toHaveLength(number)
  })

  it('asks again where an answer is just full, for it may be a cut one', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    expect(await Array.fromAsync(bi(duble).exportModule('calendar'))).toHaveLength(5000)
    expect(requests(duble).length).toBeGreaterThan(1)
  })

  it('of a period of creation has its records once, in order, by halving the period while it is full', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    const created = { from: '2024-03-01', to: '2026-02-28' }
    const found = await Array.fromAsync(bi(duble).exportModule('attendance', { created }))
    const wanted = [...stored(duble, 'attendance')].filter((row) => {
      const day = row['created_at']?.slice(0, 10) ?? ''
      return day >= created.from && day <= created.to
    })
    expect(wanted.length).toBeGreaterThan(40_000)
    expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
    expect(requests(duble).slice(0, 3)).toEqual([
      'attendance/created/from/2024-03-01/to/2026-02-28/token/*** ok.capped',
      'attendance/created/from/2024-03-01/to/2025-02-28/token/*** ok.capped',
      'attendance/created/from/2024-03-01/to/2024-08-30/token/*** ok.capped',
    ])
  })

  it('of a period of modification has what changed, and a change since the last one', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    const modified = { from: '2026-10-01', to: '2026-11-01' }
    const before = await Array.fromAsync(bi(duble).exportModule('lead', { modified }))
    expect(before.length).toBeGreaterThan(100)
    expect(before.every(({ modified_at }) => modified_at >= '2026-10-01' && modified_at < '2026-11-02')).toBe(
      true,
    )
    await duble.world.fake('vocalcontact').applyState('lead 1 has just been changed')
    const after = await Array.fromAsync(bi(duble).exportModule('lead', { modified }))
    expect(ids(after)).toEqual([...ids(before), '1'].sort())
  })

  it('hands over a record once, though it comes in two periods because it changed between them', async () => {
    await using duble = await openOn(rows('lead', 5001))
    const modified = { from: '2024-01-01', to: '2026-11-01' }
    const seen: string[] = []
    let asked = 0
    const client = bi(duble, {
      async fetch(input, init) {
        const response = await duble.fetch(new Request(input, init))
        // Behind the first half that is not full, one of its records is changed into the second.
        if (++asked === 3) await change(duble)
        return response
      },
    })
    for await (const { id } of client.exportModule('lead', { modified })) seen.push(id)
    expect(seen).toHaveLength(5001)
    expect(new Set(seen).size).toBe(5001)
  })

  it.each(['json', 'csv'] as const)('as %s has the same records', async (format) => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] }, { vocalcontact: { 'csv.bom': true } })
    const created = { from: '2024-01-01', to: '2024-02-29' }
    const [plain, other] = await Promise.all([
      Array.fromAsync(bi(duble).exportModule('calendar', { created })),
      Array.fromAsync(bi(duble).exportModule('calendar', { created, format })),
    ])
    expect(plain.length).toBeGreaterThan(200)
    expect(other).toEqual(plain)
    expect(requests(duble).at(-1)).toContain(`/format/${format}/token/`)
  })

  it('tells how far it has come behind each answer', async () => {
    await using duble = await openOn(rows('lead', 5001))
    const told: Progress[] = []
    const created = { from: '2024-01-01', to: '2024-01-10' }
    for await (const _lead of bi(duble).exportModule('lead', {
      created,
      onProgress: (now) => told.push(now),
    }));
    expect(told).toEqual([
      { module: 'lead', records: 0, requests: 1, period: created, full: true },
      {
        module: 'lead',
        records: 0,
        requests: 2,
        period: { from: '2024-01-01', to: '2024-01-05' },
        full: false,
      },
      {
        module: 'lead',
        records: 2501,
        requests: 3,
        period: { from: '2024-01-06', to: '2024-01-10' },
        full: false,
      },
    ])
  })

  it('refuses, naming the day, where one day alone is full', async () => {
    await using duble = await openOn(
      'lead: { generate: 5000, each: { id: { number_from: 1 }, created_at: { between: [2024-01-05 00:00:00, 2024-01-05 23:59:59] }, modified_at: 2024-01-05 00:00:00 } }\n',
    )
    const created = { from: '2024-01-01', to: '2024-01-31' }
    const error = await thrownBy(Array.fromAsync(bi(duble).exportModule('lead', { created })))
    expect(error).toBeInstanceOf(FullDayError)
    expect(error).toMatchObject({
      day: '2024-01-05',
      operation: 'created_lead',
      message:
        'vocalcontact/created_lead: 2024-01-05 alone fills an answer of 5000 records and cannot be had whole',
    })
  })

  it('halves what is refused as too large just as what is cut', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] }, { vocalcontact: { cap: 'error' } })
    expect(await Array.fromAsync(bi(duble).exportModule('lead'))).toHaveLength(12_345)
    expect(requests(duble)[0]).toBe('lead/all/token/*** too_many_records')
  })

  it('asks no more than it is read', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    for await (const { id } of bi(duble).exportModule('attendance')) if (id === '10') break
    expect(requests(duble)).toHaveLength(1)
  })

  it('takes one period, and not two', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    const period = { from: '2024-01-01', to: '2024-01-31' }
    expect(() => bi(duble).exportModule('lead', { created: period, modified: period })).toThrow(
      'exportModule takes a period of creation or one of modification, not both',
    )
  })

  it.each(['created', 'modified'])('takes no period that ends before it begins: %s', async (by) => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    const period = { from: '2024-02-01', to: '2024-01-31' }
    expect(() => bi(duble).exportModule('lead', { [by]: period })).toThrow(
      'exportModule takes a period that ends where it begins, or later, not one from 2024-02-01 to 2024-01-31',
    )
    expect(requests(duble)).toEqual([])
  })

  it('stops when its signal aborts', async () => {
    await using duble = await onTheWire({ vendors: ['vocalcontact'] })
    const stop = new AbortController()
    const reading = (async () => {
      for await (const { id } of bi(duble).exportModule('attendance', { signal: stop.signal })) {
        if (id === '5000') stop.abort(new Error('the user left'))
      }
    })()
    await expect(reading).rejects.toThrow('the user left')
    expect(requests(duble)).toHaveLength(1)
  })

  it('stops in the middle of a request too, with the reason that the signal gives', async () => {
    const stop = new AbortController()
    const client = createVocalContactClient({
      url: 'http://localhost',
      token: 'token-bi',
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
          stop.abort(new Error('the user left'))
        }),
    })
    await expect(client.info('lead', { signal: stop.signal })).rejects.toThrow('the user left')
  })

  it('goes to other paths where it is told to', async () => {
    await using duble = await openOn(`paths: { all_lead: /bi/leads }\n${rows('lead', 3)}`)
    const leads = await Array.fromAsync(bi(duble, { paths: { all_lead: '/bi/leads' } }).exportModule('lead'))
    expect(leads).toHaveLength(3)
  })
})

/** One record's change, as an operator would make it between two requests. */
async function change(duble: Duble): Promise<void> {
  const store = duble.world.fake('vocalcontact').store
  const view = await store.open()
  const row = { ...view.table('lead').get('1'), modified_at: '2026-10-31 10:00:00' }
  await store.commit({
    version: view.version,
    rows: new Map([['lead', new Map([['1', row]])]]),
    counters: new Map(),
  })
}

describe('the VocalContact client', () => {
  it('reads a module’s fields and the names of its ids', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    const client = bi(duble)
    expect((await client.info('lead')).map(({ field }) => field)).toContain('owner_id')
    const names = new Map((await client.entities()).map(({ entity, id, name }) => [`${entity} ${id}`, name]))
    const [lead] = await Array.fromAsync(
      client.exportModule('lead', { created: { from: '2024-01-01', to: '2024-01-01' } }),
    )
    expect(names.get(`user ${lead?.owner_id}`)).toMatch(/\w+ \w+/)
  })

  it('says that a list of entities may have been cut, and hands over what came', async () => {
    await using duble = await openOn(
      'entity: { generate: 5000, each: { entity: company, id: { number_from: 1 }, name: Eox } }\n',
    )
    const error = await thrownBy(bi(duble).entities())
    expect(error).toBeInstanceOf(FullListError)
    expect((error as FullListError).entities).toHaveLength(5000)
    expect((error as Error).message).toBe(
      'vocalcontact/all_entity: 5000 entities fill an answer, and no more can be asked for',
    )
  })

  it.each([
    ['outro', 'wrong_token', 401, 'Token inválido'],
    ['token-api', 'wrong_token', 401, 'Token inválido'],
    ['token-inativo', 'inactive_user', 403, 'Acesso não autorizado'],
    ['', 'no_token', 401, 'Token não informado'],
  ])('with the token "%s" is told %s', async (token, code, status, says) => {
    await using duble = await onTheWire({ vendors: ['vocalcontact'] })
    const error = await thrownBy(bi(duble, { token }).info('lead'))
    expect(error).toBeInstanceOf(VendorError)
    expect(error).toMatchObject({
      code,
      status,
      operation: 'info_lead',
      message: `vocalcontact/info_lead answered ${code} (HTTP ${status}): ${says}`,
    })
  })

  it('is told of a period that is none', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    const created = { from: '2024-02-30', to: '2024-03-01' }
    const error = await thrownBy(Array.fromAsync(bi(duble).exportModule('lead', { created })))
    expect(error).toMatchObject({ code: 'bad_period', status: 400 })
  })
})

describe('what is no list of records', () => {
  const fetching = (response: () => Response) =>
    createVocalContactClient({ url: 'http://localhost', token: 'token-bi', fetch: async () => response() })

  it.each([
    [204, null],
    [304, null],
    [200, null],
    [200, '<p>Entrar</p>'],
  ])('is an unexpected answer, status %i with %s', async (status, body) => {
    const client = fetching(() => new Response(body, { status }))
    const error = await thrownBy(Array.fromAsync(client.exportModule('lead')))
    expect(error).toBeInstanceOf(VendorError)
    expect(error).toMatchObject({ code: 'unexpected', status, operation: 'all_lead' })
  })

  it('is one with a status that nobody knows', async () => {
    const client = fetching(() => Object.defineProperty(new Response('x'), 'status', { value: 999 }))
    expect(await thrownBy(client.entities())).toMatchObject({ code: 'unexpected', status: 999 })
  })

  it.each(['[{"codigo":"1"},{"codigo":"2"}]', '[{"id":""}]', '[null]', '[1]'])(
    'is one of records that cannot be told apart: %s',
    async (body) => {
      const client = fetching(() => new Response(body))
      const error = await thrownBy(Array.fromAsync(client.exportModule('lead')))
      expect(error).toBeInstanceOf(VendorError)
      expect(error).toMatchObject({
        code: 'unexpected',
        message:
          'vocalcontact/all_lead answered unexpected (HTTP 200): not documented: a record has no "id", by which it would be told from others',
      })
    },
  )

  it.each([
    ['in an envelope', '{"data":[{"id":"1","email":"ana@example.com","phone":"41 987654321"}]}', 200],
    ['cut off', '[{"id":"1","email":"ana@example.com","phone":"41 987654321"', 200],
    ['as an error', '{"error":"ana@example.com (41) 98765-4321 já existe"}', 409],
  ])('tells nothing that belongs to a person: %s', async (_how, body, status) => {
    const error = await thrownBy(fetching(() => new Response(body, { status })).entities())
    expect(error).toMatchObject({ code: 'unexpected', status })
    expect((error as Error).message).toContain('***')
    expect((error as Error).message).not.toMatch(/ana@|98765|@example/)
  })

  it('is not one whose type is written in capitals', async () => {
    const client = fetching(() => new Response('id\r\n1\r\n', { headers: { 'content-type': 'Text/CSV' } }))
    expect(await Array.fromAsync(client.exportModule('lead', { format: 'csv' }))).toEqual([{ id: '1' }])
  })
})

const SECRET = 'um segredo/com barra'
const everythingOf = (error: unknown): string => {
  const { stack, cause } = error as Error
  return `${String(error)} ${JSON.stringify(error)} ${stack} ${cause}`
}

describe('the token of a VocalContact client', () => {
  const answers: [string, () => Response][] = [
    [
      'an error that prints the address',
      () => new Response(`{"error":"nada em /token/${SECRET}"}`, { status: 404 }),
    ],
    [
      'a proxy’s page',
      () => new Response(`<p>/all/token/${encodeURIComponent(SECRET)}</p>`, { status: 502 }),
    ],
    ['a success that is none', () => new Response(`<p>${SECRET}</p>`, { status: 200 })],
    ['an object for a list', () => new Response(JSON.stringify({ token: SECRET }), { status: 200 })],
    [
      'CSV with a line too long',
      () => new Response(`id\r\n1,${SECRET}\r\n`, { headers: { 'content-type': 'text/csv' } }),
    ],
    [
      'CSV with an open quote',
      () => new Response(`id\r\n"${SECRET}`, { headers: { 'content-type': 'text/csv' } }),
    ],
  ]
  it.each(answers)('is masked in the error for %s', async (_what, answer) => {
    const client = createVocalContactClient({
      url: 'http://localhost',
      token: SECRET,
      fetch: async () => answer(),
    })
    const error = await thrownBy(client.info('lead'))
    expect(error).toBeInstanceOf(VendorError)
    expect(error).toMatchObject({ code: 'unexpected', operation: 'info_lead' })
    expect(everythingOf(error)).not.toMatch(/segredo/)
    expect((error as Error).message).toContain('***')
  })

  it.each([
    [
      'a network that fails',
      () => Promise.reject(new TypeError('fetch failed', { cause: new Error(`to ${SECRET}`) })),
    ],
    [
      'an address that is none',
      (url: string) => Promise.reject(new TypeError(`Failed to parse URL from ${url}`)),
    ],
    ['something thrown that is no error', (url: string) => Promise.reject(url)],
  ])('is masked in the error for %s', async (_what, send) => {
    const client = createVocalContactClient({
      url: 'http://localhost',
      token: SECRET,
      fetch: (input) => send(String(input)),
    })
    const error = await thrownBy(client.entities())
    expect(error).toBeInstanceOf(NoAnswerError)
    expect(error).toMatchObject({ operation: 'all_entity' })
    expect((error as Error).message).toMatch(/^vocalcontact\/all_entity got no answer: .*\*\*\*/)
    expect(everythingOf(error)).not.toMatch(/segredo/)
  })

  it('is in no error of the platform’s own', async () => {
    for (const url of ['http://127.0.0.1:1', 'no address', 'http://[']) {
      const client = createVocalContactClient({ url, token: 'segredo' })
      const error = await thrownBy(client.info('lead'))
      expect(error).toBeInstanceOf(NoAnswerError)
      expect(everythingOf(error)).not.toMatch(/segredo/)
    }
  })
})
