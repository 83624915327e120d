import { expect, it } from 'vitest'
import { COMPANY, printed, vocom } from '../../support.ts'
import {
  enter,
  errorText,
  type Fields,
  OPERATIONS,
  openVocom,
  outcomes,
  REQUESTS,
  restart,
  STATES,
} from './support.ts'

const whole = (operation: string): Fields => ({ ...REQUESTS[operation], company_id: COMPANY })

/** Filters may be empty: "destination": "". */
const FILTERS = ['destination', 'mailing', 'hangup_cause']

const KINDS: Readonly<Record<string, unknown>> = {
  missing: undefined,
  null: null,
  empty: '',
  'a number': 2000,
  'a truth value': true,
  'a list': ['DEV'],
  'an object': { agent: 'DEV' },
}

const CASES = OPERATIONS.flatMap((operation) =>
  Object.keys(whole(operation)).map((field) => [operation, field] as const),
)

it.each(CASES)(
  'refuses %s whose %s is missing, null, empty or no text [C-12] [C-A04]',
  async (operation, field) => {
    await using duble = await openVocom()
    await enter(duble, STATES[operation])
    const kinds = Object.keys(KINDS).filter((kind) => !(kind === 'empty' && FILTERS.includes(field)))
    for (const kind of kinds) {
      const body = { ...whole(operation), [field]: KINDS[kind] }
      const seen = await vocom(duble, operation, body)
      expect([kind, seen.text]).toEqual([kind, errorText(operation, 'params_failed', body)])
      expect(seen.status).toBe(200)
    }
    expect((await vocom(duble, operation, whole(operation))).outcome).toMatch(/^ok/)
  },
)

it('asks for exactly the fields that the document prints [C-21e] [C-22e] [C-23e] [C-26e] [C-27e] [C-28e] [C-29e] [C-30e] [C-31e] [C-32e] [C-33e] [C-36e] [C-39e]', async () => {
  const { examples } = await printed('vocom')
  const fields = examples.map((each: { operation: string; request: string }) =>
    Object.keys(JSON.parse(each.request)).map((field) => [each.operation, field]),
  )
  expect(CASES).toEqual(fields.flat())
})

it.each([
  ['nothing', ''],
  ['no JSON', 'agent DEV'],
  ['a form', 'agent=DEV&branch=2000'],
  ['JSON cut short', '{"agent":"DEV","branch":"2000"'],
  ['JSON with a line break inside a text, as the agent list’s request is printed', '{"agent":"DE\nV"}'],
  ['a list', '[{"agent":"DEV","branch":"2000"}]'],
  ['null', 'null'],
  ['a text', '"DEV"'],
  ['a number', '7'],
])('refuses a body that is %s, in every command [C-05] [C-12] [C-A04]', async (_what, body) => {
  await using duble = await openVocom()
  const texts: Record<string, string> = {}
  for (const operation of OPERATIONS) texts[operation] = (await vocom(duble, operation, {}, { body })).text
  expect(texts).toEqual(
    Object.fromEntries(OPERATIONS.map((name) => [name, errorText(name, 'params_failed', {})])),
  )
})

it('takes a request that carries more than is asked for [C-A04]', async () => {
  await using duble = await openVocom()
  for (const operation of OPERATIONS) {
    await restart(duble)
    await enter(duble, STATES[operation])
    const seen = await vocom(duble, operation, { ...whole(operation), extra: [1, 2, 3] })
    expect([operation, seen.body.response.status]).toEqual([operation, 'ok'])
  }
})

it('asks for branch, not for the call_id that the prose lists, to place a call [C-Q6]', async () => {
  await using duble = await openVocom()
  expect(
    await outcomes(
      duble,
      ['call_services', { agent: 'DEV', call_id: 'any', to: '1199999999' }],
      ['call_services', { agent: 'DEV', branch: '3000', to: '1199999999' }],
    ),
  ).toEqual(['params_failed', 'ok'])
})

it('asks for company_id in the tabulation report, though the prose leaves it out [C-Q7]', async () => {
  await using duble = await openVocom()
  const period = { date_begin: '2020-09-02 00:00:00', date_end: '2020-09-02 23:59:59' }
  expect(
    await outcomes(
      duble,
      ['tabs_list_all', { ...period, company_id: undefined }],
      ['tabs_list_all', { ...period, company_id: '00-f779-4215-96cd-bbb' }],
    ),
  ).toEqual(['params_failed', 'ok'])
})

it('takes break_id without the point that the prose puts before it [C-24] [C-Q18]', async () => {
  await using duble = await openVocom()
  const id = '816b6751-0592-44dc-a311-b870f7850750'
  expect(
    await outcomes(
      duble,
      ['state_set_break', { agent: 'DEV', '.break_id': id }],
      ['state_set_break', { agent: 'DEV', break_id: id }],
    ),
  ).toEqual(['params_failed', 'ok'])
})

it('calls a wrong form params_failed, and a right form that names nothing not_found_failed [C-12] [C-15] [C-Q13]', async () => {
  await using duble = await openVocom()
  expect(
    await outcomes(
      duble,
      ['login', { agent: 'DEV', branch: 2000 }],
      ['login', { agent: 'DEV', branch: '9999' }],
      ['get_agent_list', { queue: ['FILA_SUPORTE'] }],
      ['get_agent_list', { queue: 'FILA_DESCONHECIDA' }],
    ),
  ).toEqual(['params_failed', 'not_found_failed', 'params_failed', 'not_found_failed'])
})

it.each([
  ['refused', Array.from({ length: 5 }, () => 'params_failed')],
  [
    'accepted',
    ['not_found_failed', 'not_found_failed', 'not_found_failed', 'not_found_failed', 'params_failed'],
  ],
])(
  'meets empty agent, branch, call_id, queue and number under empty_strings: %s with %j [C-A04] [C-O04]',
  async (value, expected) => {
    await using duble = await openVocom({ empty_strings: value })
    expect(
      await outcomes(
        duble,
        ['login', { agent: '', branch: '2000' }],
        ['login', { agent: 'DEV', branch: '' }],
        ['call_hold', { agent: 'DEV', call_id: '' }],
        ['get_agent_list', { queue: '' }],
        ['call_services', { agent: 'DEV', branch: '2000', to: '' }],
      ),
    ).toEqual(expected)
  },
)

it('still asks for a field that may be empty [C-O04]', async () => {
  await using duble = await openVocom({ empty_strings: 'accepted' })
  expect(await outcomes(duble, ['login', { agent: 'DEV' }])).toEqual(['params_failed'])
})

it.each([
  ['params_failed', 'params_failed'],
  ['ok', 'ok'],
])(
  'meets a number to call with more than digits under call_services.to_not_digits: %s with %s [C-S24] [C-12]',
  async (value, outcome) => {
    await using duble = await openVocom()
    for (const to of ['11 9999-9999', '+551199999999', '*55', 'DEV']) {
      await restart(duble, { 'call_services.to_not_digits': value })
      expect(await outcomes(duble, ['call_services', { agent: 'DEV', branch: '3000', to }])).toEqual([
        outcome,
      ])
    }
  },
)

it('wants digits in the number to call unless an option says otherwise [C-S24]', async () => {
  await using duble = await openVocom()
  const seen = await vocom(duble, 'call_services', { agent: 'DEV', branch: '3000', to: '11 9999-9999' })
  expect(seen.text).toBe(errorText('call_services', 'params_failed'))
})
