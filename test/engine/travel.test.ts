import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Fixture, World } from '#engine'
import { callOf } from '../../src/clients/call.ts'
import { createHost } from '../../src/server/host.ts'
import { harbour, made } from './harbour.ts'

const BOATS = ['Alba', 'Brisa', 'Corvo'].map((name, index) => ({ id: String(index + 1), name }))

const fixtureOf = (paths: Record<string, string> = {}, options: Record<string, unknown> = {}): Fixture => ({
  name: 'made up',
  vendor: 'harbour',
  profile: 'default',
  options,
  credentials: [{ name: 'valid', status: 'valid', token: 't' }],
  defaults: {},
  paths,
  tables: { boats: [{ rows: BOATS }] },
  states: {},
})

function open(paths?: Record<string, string>, options?: Record<string, unknown>) {
  const world = new World({ id: 'default', vendors: [{ mock: harbour, fixture: fixtureOf(paths, options) }] })
  const host = createHost({ world })
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { token: 't', ...init.headers }
    const response = await host.fetch(new Request(`http://localhost/harbour${path}`, { ...init, headers }))
    const body = await response.text()
    return { status: response.status, body, headers: response.headers, host, world }
  }
  return { world, host, ask }
}

const json = (method: string, value: unknown): RequestInit => ({ method, body: JSON.stringify(value) })

describe('a segment of the path', () => {
  it('is a parameter, decoded, and says more than the body', async () => {
    const { ask } = open()
    expect((await ask('/boats/2')).body).toBe('{"id":"2","name":"Brisa"}')
    expect((await ask('/boats/a%20b')).body).toBe('{"says":"no boat a b"}')
    expect((await ask('/boats/2', json('PUT', { id: '3', name: 'Delta' }))).body).toBe(
      '{"id":"2","name":"Delta"}',
    )
    expect((await ask('/boats/3')).body).toBe('{"id":"3","name":"Corvo"}')
  })

  it('that is not there is no operation’s, and what is not decodable stays as it is', async () => {
    const { ask } = open()
    expect((await ask('/boats/')).status).toBe(404)
    expect((await ask('/boats/%zz')).body).toBe('{"says":"no boat %zz"}')
  })

  it('tells GET and PUT from other methods at the same path', async () => {
    const refused = await open().ask('/boats/2', { method: 'DELETE' })
    expect([refused.status, refused.body]).toEqual([405, '{"says":"not like this"}'])
  })

  it('moves with its path: the old one is shut', async () => {
    const { ask } = open({ fetch: '/barcos/{id}/ficha', rename: '/barcos/{id}/ficha' })
    expect((await ask('/barcos/2/ficha')).body).toBe('{"id":"2","name":"Brisa"}')
    expect((await ask('/boats/2')).status).toBe(404)
    expect((await ask('/boats', json('POST', { name: 'Elo' }))).status).toBe(201)
  })
})

describe('a success', () => {
  it('has the status, the headers and the content type that its operation names', async () => {
    const { ask } = open()
    const built = await ask('/boats', json('POST', { name: 'Elo' }))
    expect([built.status, built.headers.get('x-made-by')]).toEqual([201, 'build.ok'])
    expect(built.body).toMatch(/^\{"id":"1-\d\d","name":"Elo"\}$/)
    const lines = await ask('/fleet/as/lines')
    expect([lines.body, lines.headers.get('content-type')]).toEqual(['Alba\nBrisa\nCorvo\nElo', 'text/plain'])
  })

  it('hangs on the seed: the same numbers on another start', async () => {
    const bodies = await Promise.all(
      [open(), open()].map(async ({ ask }) => (await ask('/boats', json('POST', { name: 'Elo' }))).body),
    )
    expect(bodies[0]).toBe(bodies[1])
  })
})

describe('key and value segments', () => {
  it.each([
    ['/fleet', ['Alba', 'Brisa', 'Corvo']],
    ['/fleet/from/B', ['Brisa', 'Corvo']],
    ['/fleet/to/Brisa/from/B', ['Brisa']],
    ['/fleet/from/B/', ['Brisa', 'Corvo']],
    ['/fleet?from=C', ['Corvo']],
    ['/fleet/from/B?from=C', ['Brisa', 'Corvo']],
    ['/fleet/from/C/from/A', ['Alba', 'Brisa', 'Corvo']],
    ['/fleet/from/%42', ['Brisa', 'Corvo']],
    ['/fleet/from', ['Alba', 'Brisa', 'Corvo']],
  ])('%s', async (path, names) => {
    const { body } = await open().ask(path)
    expect(JSON.parse(body).map((boat: { name: string }) => boat.name)).toEqual(names)
  })

  it('of one name twice: the option says which counts', async () => {
    const { ask } = open({}, { repeated_parameter: 'first' })
    expect(JSON.parse((await ask('/fleet/from/C/from/A')).body)).toHaveLength(1)
  })

  it('that nobody knows are refused by name; a strange query is not', async () => {
    const { ask, world } = open()
    expect((await ask('/fleet/color/red')).status).toBe(404)
    expect(world.journal.read().entries[0]?.why).toBe('the path has no key "color"')
    expect((await ask('/fleet?color=red')).status).toBe(200)
  })

  it('move with their path', async () => {
    const { ask } = open({ boats: '/frota/toda' })
    expect(JSON.parse((await ask('/frota/toda/from/C')).body)).toHaveLength(1)
    expect((await ask('/fleet/from/C')).status).toBe(404)
    expect((await ask('/fleet')).status).toBe(404)
  })

  it('are told apart from a longer word', async () => {
    expect((await open().ask('/fleets/from/C')).status).toBe(404)
  })
})

describe('a form', () => {
  const form = (body: string, type = 'application/x-www-form-urlencoded;charset=UTF-8') => ({
    method: 'POST',
    body,
    headers: { 'content-type': type, token: '', 'x-hand': 'ana' },
  })

  it('is read, and an open operation asks nobody who calls', async () => {
    expect((await open().ask('/sign', form('word=ahoy'))).body).toBe('{"signed":"ana","status":"ok"}')
  })

  it.each([
    [form('word=a&word=b'), 'word is there twice'],
    [
      form('{"word":"a"}', 'application/json'),
      'the content type is application/json, not application/x-www-form-urlencoded',
    ],
    [
      form('word=a', 'application/x-www-form-urlencoded-too'),
      'the content type is application/x-www-form-urlencoded-too, not application/x-www-form-urlencoded',
    ],
    [form('other=a'), 'word is missing'],
  ])('is refused: %o', async (init, why) => {
    const { ask, world } = open()
    expect((await ask('/sign', init)).status).toBe(400)
    expect(world.journal.read().entries[0]?.why).toBe(why)
  })
})

describe('a JSON body', () => {
  it('may be what the vendor reads as one, such as a list of one', async () => {
    const { ask } = open()
    expect((await ask('/boats/2', json('PUT', [{ name: 'Delta' }]))).body).toBe('{"id":"2","name":"Delta"}')
    expect((await ask('/boats/2', json('PUT', [{}, {}]))).status).toBe(400)
  })

  it('that is too large is refused in the vendor’s own words, and closes the connection', async () => {
    const large = await open().ask('/boats', json('POST', { name: 'x'.repeat(3000) }))
    expect([large.status, large.body, large.headers.get('connection')]).toEqual([
      413,
      '{"says":"too much"}',
      'close',
    ])
  })

  it('on a GET is read from the wire, over the query', async () => {
    const { host } = open()
    const server = createServer(getRequestListener((request, wire) => host.fetch(request, wire as never)))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const get = (path: string, body: string) =>
      new Promise<string>((resolve, reject) => {
        const asked = httpRequest(
          {
            port,
            host: '127.0.0.1',
            path: `/harbour${path}`,
            headers: { token: 't', 'content-length': body.length },
          },
          async (answer) => resolve((await answer.toArray()).join('')),
        )
        asked.on('error', reject).end(body)
      })
    expect(await get('/search?name=Alba', '')).toBe('[{"id":"1","name":"Alba"}]')
    expect(await get('/search?name=Alba', '{"name":"Corvo"}')).toBe('[{"id":"3","name":"Corvo"}]')
    expect(await get('/search', 'what')).toBe('{"says":"what?"}')
    server.close()
  })
})

describe('an answer that is made once', () => {
  beforeEach(() => {
    made.lists = 0
  })

  it('is the same bytes for the same request, and another for another', async () => {
    const { ask } = open()
    const first = await ask('/fleet')
    const again = await ask('/fleet')
    expect([again.body, again.status, again.headers.get('x-made-by')]).toEqual([
      first.body,
      200,
      first.headers.get('x-made-by'),
    ])
    expect(made.lists).toBe(1)
    await ask('/fleet/from/B')
    expect(made.lists).toBe(2)
  })

  it('is made anew once the state has changed, and after other options and a reset', async () => {
    const { ask, world } = open()
    await ask('/fleet')
    await ask('/boats/1', json('PUT', { name: 'Zarpa' }))
    expect((await ask('/fleet')).body).toContain('Zarpa')
    world.fake('harbour').setOptions({})
    await ask('/fleet')
    expect(made.lists).toBe(3)
    await world.reset()
    expect((await ask('/fleet')).body).not.toContain('Zarpa')
    expect(made.lists).toBe(4)
  })

  it('stands in the journal by its beginning', async () => {
    const { ask, world } = open()
    for (let number = 0; number < 200; number++)
      await ask('/boats', json('POST', { name: `Barco ${number}` }))
    const { body } = await ask('/fleet')
    const [entry] = world.journal.read({ limit: 1 }).entries
    expect(entry?.responseBody).toBe(`${body.slice(0, 2048)}… (${body.length} characters)`)
  })
})

describe('a call that a client writes', () => {
  const { operations } = harbour.api
  const url = 'https://porto.example.com'

  it.each([
    ['fetch', { id: 'a b/c' }, 'GET https://porto.example.com/boats/a%20b%2Fc undefined'],
    ['rename', { id: '7', name: 'Elo' }, 'PUT https://porto.example.com/boats/7 {"name":"Elo"}'],
    ['boats', { from: 'A', to: undefined }, 'GET https://porto.example.com/fleet/from/A undefined'],
    ['search', { name: 'Elo' }, 'GET https://porto.example.com/search?name=Elo undefined'],
    ['search', {}, 'GET https://porto.example.com/search undefined'],
    ['sign', { word: 'a&b' }, 'POST https://porto.example.com/sign word=a%26b'],
  ])('for %s with %o', (name, request, expected) => {
    const call = callOf({ operation: operations[name], url, request })
    expect(`${call.method} ${call.url} ${call.body}`).toBe(expected)
  })

  it('takes a base URL with a slash at its end too', () => {
    const call = callOf({ operation: operations.fetch, url: `${url}/api/`, request: { id: '7' } })
    expect(call.url).toBe(`${url}/api/boats/7`)
  })

  it('puts a GET’s parameters into a body where it is told to', () => {
    const call = callOf({ operation: operations.search, url, request: { name: 'Elo' }, payload: true })
    expect([call.url, call.body]).toEqual([`${url}/search`, '{"name":"Elo"}'])
  })
})
