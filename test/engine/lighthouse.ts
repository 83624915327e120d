/** A made-up vendor that exists only here: what the engine does for it, it does for any. */
import {
  type AnyMock,
  basicAuth,
  byOption,
  capOptions,
  choice,
  cooldownOptions,
  defineFixture,
  defineMock,
  defineVendor,
  duration,
  either,
  get,
  type Handlers,
  integer,
  list,
  nullable,
  object,
  onlyIf,
  post,
  table,
  text,
  tokenHeader,
  word,
} from '#engine'

const name = text('Name of a lamp', 'north', { min: 1 })
const height = byOption('height', { number: integer('Height', 3), text: text('Height', '3') })

const Lamps = object({
  lamps: list(object({ name, height })),
  total: onlyIf('show.total', integer('How many', 3)),
  note: either(word('none'), word('some')),
})
const Lit = object({
  id: text('Id', 'x'),
  name,
  by: nullable(text('Who lights it', 'keeper')),
  status: word('lit'),
})

const api = defineVendor({
  name: 'lighthouse',
  title: 'Lighthouse',
  source: 'made up',
  auth: tokenHeader('lamp-token', {
    missing: 'no_token',
    wrong: 'wrong_token',
    statuses: { expired: 'expired_token' },
  }),
  cooldown: { seconds: 10, refuse: 'too_soon' },
  cap: { records: 3, refuse: 'too_many' },
  options: {
    ...cooldownOptions,
    ...capOptions,
    height: choice(['number', 'text'], { tall: 'text' }),
    dark: choice(['ok', 'lamp_dark']),
    'show.total': choice(['false', 'true']),
    breaks: choice(['nothing', 'shape', 'extra', 'id', 'throws', 'error_shape']),
    slow: duration('0s'),
  },
  errors: {
    no_token: [401, 'who calls?'],
    wrong_token: [401, 'not you'],
    expired_token: [403, 'not you any more'],
    bad_request: [400, 'what?'],
    wrong_method: [405, 'not like this'],
    too_soon: [429, 'you asked at {last}, ask again at {next}, in {seconds} s'],
    too_many: [413, 'too many lamps'],
    lamp_dark: [409, 'the lamp is dark'],
  },
  rareErrors: { fog: [503, 'fog'] },
  wrongMethod: 'wrong_method',
  invalid: () => 'bad_request',
  failureSchema: object({ code: text('Code', 'fog', { min: 3 }), says: text('Sentence', 'fog') }),
  failure: ({ code, message, options }) =>
    options.breaks === 'error_shape' ? { code: 1 } : { code, says: message },
  readError: () => undefined,
  operations: {
    lamps: get('/lamps', {}, Lamps, { more: ['ok.empty', 'ok.capped'] }),
    light: post('/light', { name, by: text('Who lights it', 'keeper') }, Lit, { own: ['fog'] }),
  },
})

const fixture = defineFixture({
  tables: {
    lamps: table({ name, height: text('Height', '3'), lit: text('Id of the lighting', '') }, 'name'),
  },
})

const handlers: Handlers<typeof api, typeof fixture> = {
  lamps(_request, { state, page, options }) {
    if (options.breaks === 'throws') throw new Error('the lens fell')
    const lamps = page(state.lamps.all()).map((lamp) => ({
      name: lamp.name,
      height: options.breaks === 'shape' ? (null as never) : tall(lamp.height, options.height),
    }))
    const total = options['show.total'] === 'true' ? { total: lamps.length } : {}
    const note = lamps.length === 0 ? 'none' : 'some'
    return { ...total, lamps, note: options.breaks === 'extra' ? ('many' as never) : note }
  },

  light({ name: lamp, by }, { state, uuid, fail, rule, delay, options }) {
    delay(options.slow)
    const id = uuid()
    state.lamps.put({ height: '1', ...state.lamps.get(lamp), name: lamp, lit: id })
    if (state.lamps.get(lamp)?.lit !== id) throw new Error('a handler must read its own writes')
    rule('dark', lamp === 'dark', 'it has no bulb')
    if (lamp === 'fog') fail('fog' as never, 'the fog came')
    return { id: options.breaks === 'id' ? (7 as never) : id, by }
  },
}

const tall = (metres: string, as: 'number' | 'text'): string | number =>
  as === 'text' ? metres : Number(metres)

/** Asked with a token in a header; waits 10 seconds. */
export const waiting: AnyMock = defineMock({ api, fixture, handlers })

const { cooldown: _wait, ...hasty } = api

/** The same without a wait. */
export const patient: AnyMock = { ...waiting, api: hasty }

/** The same with HTTP Basic. */
export const basic: AnyMock = { ...waiting, api: { ...hasty, auth: basicAuth({ wrong: 'wrong_token' }) } }
