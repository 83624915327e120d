import { expect, it } from 'vitest'
import { COMPANY, describeBoth, VOCOM_KEY, vocom } from '../../support.ts'
import { errorText, HEAD, OPERATIONS, openOn, openVocom, outcomes, REQUESTS } from './support.ts'

const KEY = 'e45c53c6-049f-474d-896a-8e891ec57473'
const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`

/** Logs DEV in with this header and this body. */
const loginWith = (
  duble: Parameters<typeof vocom>[0],
  authorization: string | undefined,
  body = JSON.stringify({ agent: 'DEV', branch: '2000', company_id: COMPANY }),
) => vocom(duble, 'login', {}, { headers: authorization === undefined ? {} : { authorization }, body })

const WRONG: readonly (readonly [string, string | undefined])[] = [
  ['no header', undefined],
  ['an empty header', ''],
  ['the scheme alone', 'Basic'],
  ['the scheme and a space', 'Basic '],
  ['another scheme', `Bearer ${KEY}`],
  ['the pair without a scheme', Buffer.from(`api_key:${KEY}`).toString('base64')],
  ['the pair in clear', `Basic api_key:${KEY}`],
  ['a pair without a colon', basic(`api_key${KEY}`)],
  ['an empty key', basic('api_key:')],
  ['the key as user name', basic(`${KEY}:api_key`)],
  ['a key wrong in its last digit', basic(`api_key:${KEY.slice(0, -1)}4`)],
  ['a key cut short', basic(`api_key:${KEY.slice(0, -1)}`)],
  ['a key in capitals', basic(`api_key:${KEY.toUpperCase()}`)],
  ['the key of the PHP sample', 'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MmVjNTc0NzM='],
]

describeBoth('Vocom’s key', (open) => {
  it('opens with the fixed user name and the key as password [C-03] [C-04]', async () => {
    await using duble = await openVocom({}, open)
    expect(VOCOM_KEY).toBe(basic(`api_key:${KEY}`))
    expect((await loginWith(duble, VOCOM_KEY)).outcome).toBe('ok')
  })

  it('is refused with the command’s own error [C-08] [C-13]', async () => {
    await using duble = await openVocom({}, open)
    const seen = await loginWith(duble, basic(`api_key:${COMPANY}`))
    expect(seen.text).toBe(
      '{"response":{"agent":"DEV","command":"login","status":"error","status_type":"authentication_failed"}}',
    )
    expect(seen.status).toBe(200)
  })
})

it.each(WRONG)('refuses %s with authentication_failed [C-13] [C-A03]', async (_what, authorization) => {
  await using duble = await openVocom()
  const seen = await loginWith(duble, authorization)
  expect(seen.text).toBe(errorText('login', 'authentication_failed'))
  expect(seen.outcome).toBe('authentication_failed')
})

it.each([
  ['the scheme in small letters', VOCOM_KEY.replace('Basic', 'basic')],
  ['more than one space', VOCOM_KEY.replace(' ', '   ')],
  ['no padding', VOCOM_KEY.replace(/=+$/, '')],
])('takes the same pair with %s [C-03]', async (_what, authorization) => {
  await using duble = await openVocom()
  expect((await loginWith(duble, authorization)).outcome).toBe('ok')
})

it('demands the key of every command [C-03] [C-13]', async () => {
  await using duble = await openVocom()
  const texts: Record<string, string> = {}
  for (const operation of OPERATIONS) {
    const headers = { 'content-type': 'application/json' }
    texts[operation] = (await vocom(duble, operation, REQUESTS[operation], { headers })).text
  }
  expect(texts).toEqual(
    Object.fromEntries(OPERATIONS.map((name) => [name, errorText(name, 'authentication_failed')])),
  )
})

it.each([
  ['checked', 'authentication_failed'],
  ['ignored', 'ok'],
])(
  'answers another user name’s right key under auth.user_name: %s with %s [C-04] [C-A03] [C-O03]',
  async (value, outcome) => {
    await using duble = await openVocom({ 'auth.user_name': value })
    expect((await loginWith(duble, basic(`ramal:${KEY}`))).outcome).toBe(outcome)
    expect((await loginWith(duble, basic(`:${KEY}`))).outcome).toBe(outcome)
    expect((await loginWith(duble, basic('api_key:ramal'))).outcome).toBe('authentication_failed')
  },
)

it('checks the user name unless an option says otherwise [C-04] [C-A03]', async () => {
  await using duble = await openVocom()
  expect((await loginWith(duble, basic(`ramal:${KEY}`))).outcome).toBe('authentication_failed')
})

it('checks the key before the body, and echoes the agent of a body that can be read [C-A03] [C-O02]', async () => {
  await using duble = await openVocom()
  const bodies = ['not json', '[]', '{}', '{"agent":7}', '{"agent":"NINGUEM"}']
  const texts: string[] = []
  for (const body of bodies) texts.push((await loginWith(duble, basic('api_key:wrong'), body)).text)
  const refused = (agent: string | null) => errorText('login', 'authentication_failed', { agent })
  expect(texts).toEqual([refused(null), refused(null), refused(null), refused(null), refused('NINGUEM')])
})

it('checks the parameters before the command runs [C-O02] [C-Q13]', async () => {
  await using duble = await openVocom()
  expect(
    await outcomes(
      duble,
      ['login', { agent: 'NINGUEM', company_id: 'nenhuma' }],
      ['login', { agent: 'NINGUEM', company_id: 'nenhuma', branch: '2000' }],
      ['call_services', { agent: 'NINGUEM', branch: '9999', to: 'nobody' }],
      ['tabs_list_all', { company_id: 'nenhuma', date_begin: 'yesterday', date_end: '2020-09-02 23:59:59' }],
    ),
  ).toEqual(['params_failed', 'not_found_failed', 'params_failed', 'params_failed'])
})

it('takes any of a fixture’s keys, each with its own user name [C-04]', async () => {
  const second = '{ name: second, user: segundo, password: "chave:com:dois-pontos" }'
  await using duble = await openOn(
    `${HEAD.replace(' }]', ` }, ${second}]`)}
companies: [{}]
queues: [{ queue: FILA_VENDAS }]
branches: [{ branch: 2000 }]
agents: [{ name: DEV, queues: [FILA_VENDAS] }]
`,
  )
  expect((await loginWith(duble, basic(`api_key:${KEY}`))).outcome).toBe('ok')
  expect((await loginWith(duble, basic('segundo:chave:com:dois-pontos'))).outcome).toBe('ok')
  expect((await loginWith(duble, basic(`segundo:${KEY}`))).outcome).toBe('authentication_failed')
})
