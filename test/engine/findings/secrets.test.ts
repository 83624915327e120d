import { describe, expect, it } from 'vitest'
import { openWatched } from './support.ts'

const KEY = 'e45c53c6-049f-474d-896a-8e891ec57473'
const PAIR = 'YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MWVjNTc0NzM='

/** No secret in anything that is told. */
const masked = (findings: unknown, secret: string) => {
  expect(JSON.stringify(findings)).not.toContain(secret)
  expect(JSON.stringify(findings)).not.toContain(encodeURIComponent(secret))
}

describe('a secret in a URL', () => {
  it('is found where the document has it in a header, and shown nowhere', async () => {
    const { world, ask } = await openWatched()
    await ask('/crm-zen/api/totais_lead?data=2018-01-01&chave=zen-token')
    const findings = world.findings().filter(({ name }) => name === 'secret_in_url')
    expect(findings).toMatchObject([
      {
        operation: 'totals',
        credential: 'valid',
        subject: 'query',
        times: 1,
        says: 'crm-zen/totals was sent the token of the credential "valid" in the query of the URL',
        suggests:
          'Send it in the header token, as the document has it: servers and proxies on the way keep URLs in their logs',
        requests: [{ path: '/crm-zen/api/totais_lead?data=2018-01-01&chave=***', status: 401 }],
      },
    ])
    masked(world.findings(), 'zen-token')
  })

  it.each<[where: string, path: string, secret: string, found: string, headers?: Record<string, string>]>([
    [
      'refused or not',
      '/crm-zen/api/totais_lead?data=2018-01-01&token=zen-token',
      'zen-token',
      'secret_in_url crm-zen/totals valid query 1×',
      { token: 'zen-token' },
    ],
    [
      'written with percent signs',
      '/crm-zen/api/totais_lead?data=2018-01-01&t=zen%2Dtoken',
      'zen-token',
      'secret_in_url crm-zen/totals valid query 1×',
    ],
    [
      'on a path that nobody knows',
      '/crm-zen/api/totals/zen-token',
      'zen-token',
      'secret_in_url crm-zen/ valid path 1×',
    ],
    [
      'on a path of no vendor',
      '/crmzen/api?token=zen-token',
      'zen-token',
      'secret_in_url crm-zen/ valid query 1×',
    ],
    [
      'as a password',
      `/vocom/interact_cti/agent/login/?key=${KEY}`,
      KEY,
      'secret_in_url vocom/login api_key query 1×',
    ],
    [
      'as a pair',
      `/vocom/interact_cti/agent/login/?auth=${encodeURIComponent(PAIR)}`,
      PAIR,
      'secret_in_url vocom/login api_key query 1×',
    ],
    [
      'in a path’s own part',
      '/smartspace/clientes/token-valido',
      'token-valido',
      'secret_in_url smartspace/editar platform path 1×',
    ],
    [
      'of a disabled credential',
      '/datacake/produtos?token=erp-token-antigo',
      'erp-token-antigo',
      'secret_in_url datacake/produtos disabled query 1×',
    ],
  ])('is found %s', async (_where, path, secret, expected, headers = {}) => {
    const { world, ask, found } = await openWatched()
    await ask(path, { headers })
    expect(found()).toEqual([expected])
    masked(world.findings(), secret)
  })

  it('is found when the vendor has issued it', async () => {
    const { world, ask, found } = await openWatched()
    const { text } = await ask('/smartspace/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&client_id=smartspace&client_secret=segredo',
    })
    const { access_token } = JSON.parse(text) as { access_token: string }
    await ask(`/smartspace/clientes?codigo=1001&access_token=${access_token}`)
    expect(found()).toEqual(['secret_in_url smartspace/consultar anybody query 1×'])
    masked(world.findings(), access_token)
  })

  it.each([
    ['the documented path token', '/vocalcontact/api/app/lead/info/token/token-bi'],
    ['the same where nothing matches', '/vocalcontact/api/app/leads/info/token/token-bi'],
    ['another text', '/crm-zen/api/totais_lead?data=2018-01-01'],
    ['what only begins like it', '/crm-zen/api/totals/zen-token-of-another'],
    ['a user name', '/smartspace/clientes?codigo=smartspace'],
  ])('is not %s', async (_what, path) => {
    const { ask, found } = await openWatched()
    await ask(path)
    expect(found()).toEqual([])
  })

  it('is not a short text that happens to be one', async () => {
    const { world, ask, found } = await openWatched()
    const { mock, fixture } = world.fake('crm-zen')
    world.replace(mock, { ...fixture, credentials: [{ name: 'short', status: 'valid', token: 'api' }] })
    await ask('/crm-zen/api/totals')
    await ask('/crm-zen/api/totais_lead?data=api', { headers: { token: 'api' } })
    expect(found()).toEqual([])
    await ask('/crm-zen/api/totais_lead?token=api')
    expect(found()).toEqual(['secret_in_url crm-zen/totals short query 1×'])
    expect(world.findings()[0]?.requests[0]?.path).toBe('/crm-zen/***/totais_lead?token=***')
  })

  it('is not a documented path that happens to have the words of one', async () => {
    const { world, ask, found } = await openWatched()
    const { mock, fixture } = world.fake('crm-zen')
    world.replace(mock, { ...fixture, credentials: [{ name: 'odd', status: 'valid', token: 'totais_lead' }] })
    await ask('/crm-zen/api/totais_lead?data=2018-01-01', { headers: { token: 'totais_lead' } })
    expect(found()).toEqual([])
  })
})
