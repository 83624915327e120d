/** A made-up vendor whose requests travel in every way that the engine knows. */
import {
  type AnyMock,
  defineFixture,
  defineMock,
  defineVendor,
  get,
  type Handlers,
  list,
  object,
  optional,
  post,
  put,
  queryOptions,
  table,
  text,
  tokenHeader,
  word,
} from '#engine'

const id = text('Id', '7', { min: 1 })
const name = text('Name', 'Vela', { min: 1 })
const Boat = object({ id, name })
const filter = { from: optional(text('First', 'A')), to: optional(text('Last', 'Z')) }

const api = defineVendor({
  name: 'harbour',
  title: 'Harbour',
  source: 'made up',
  auth: tokenHeader('token', { missing: 'no_token', wrong: 'wrong_token', statuses: {} }),
  options: { ...queryOptions },
  errors: {
    no_token: [401, 'who calls?'],
    wrong_token: [401, 'not you'],
    bad_request: [400, 'what?'],
    unknown: [404, 'no {what} {id}'],
    wrong_method: [405, 'not like this'],
    too_large: [413, 'too much'],
  },
  wrongMethod: 'wrong_method',
  tooLarge: 'too_large',
  bodyLimit: 2000,
  invalid: ({ unknown }, _options, operation) =>
    unknown || operation === 'fetch' ? 'unknown' : 'bad_request',
  readBody: (value) => (Array.isArray(value) && value.length === 1 ? value[0] : undefined),
  failureSchema: object({ says: text('Sentence', 'what?') }),
  failure: ({ message }) => ({ says: message }),
  readError: () => undefined,
  successHeaders: ({ operation, outcome }) => ({ 'x-made-by': `${operation}.${outcome}` }),
  contentType: (_options, { parameters }) =>
    parameters['as'] === 'lines' ? 'text/plain' : 'application/json',
  print: (body, _options, { parameters }) =>
    parameters['as'] === 'lines' && Array.isArray(body)
      ? body.map((boat) => boat.name).join('\n')
      : JSON.stringify(body),
  operations: {
    fetch: get('/boats/{id}', { id }, Boat),
    rename: put('/boats/{id}', { id, name }, Boat),
    build: post('/boats', { name }, Boat, { status: 201 }),
    boats: get('/fleet', { ...filter, as: optional(text('Form', 'lines')) }, list(Boat), { takes: 'pairs' }),
    search: get('/search', { name: optional(name) }, list(Boat), { takes: 'query_and_body' }),
    sign: post(
      '/sign',
      { word: text('Word', 'ahoy') },
      object({ signed: text('By', 'me'), status: word('ok') }),
      {
        takes: 'form',
        open: true,
      },
    ),
  },
})

const fixture = defineFixture({ tables: { boats: table({ id, name }, 'id') } })

/** How often the fleet was listed anew. */
export const made = { lists: 0 }

const handlers: Handlers<typeof api, typeof fixture> = {
  fetch({ id: wanted }, { state, fail }) {
    return state.boats.get(wanted) ?? fail('unknown', 'nobody built it', { what: 'boat', id: wanted })
  },
  rename({ id: wanted, name: next }, { state, fail }) {
    const boat = state.boats.get(wanted) ?? fail('unknown', 'nobody built it', { what: 'boat', id: wanted })
    state.boats.patch(boat, { name: next })
    return { ...boat, name: next }
  },
  build({ name: given }, { state, next, draw }) {
    const boat = { id: `${next('boats')}-${draw('boat', given).digits(2)}`, name: given }
    state.boats.put(boat)
    return boat
  },
  boats({ from = '', to = '\uffff', as = '' }, { state, kept, page }) {
    return kept(`${from} ${to} ${as}`, () => {
      made.lists++
      return page([...state.boats.within('name', from, to)]).map((boat) => ({ id: boat.id, name: boat.name }))
    })
  },
  search({ name: wanted }, { state }) {
    return state.boats.where((boat) => wanted === undefined || boat.name === wanted)
  },
  sign: (_request, { header }) => ({ signed: header('x-hand') ?? 'nobody' }),
}

export const harbour: AnyMock = defineMock({ api, fixture, handlers })
