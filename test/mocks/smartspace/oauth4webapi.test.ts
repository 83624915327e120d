/** An OAuth client that is not ours, against the fake: it refuses whatever the standards do not allow. */
import * as oauth from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import type { Duble } from '../../../src/index.ts'
import { describeBoth, onTheWire } from '../../support.ts'
import { openOn, openSmartspace } from './support.ts'

/** The company as its client sees it; the library wants to be told that this is no HTTPS. */
const company = (duble: Duble) => {
  const url =
    duble.url === 'http://localhost' ? 'http://localhost/smartspace' : duble.vendor('smartspace').url
  const server: oauth.AuthorizationServer = { issuer: url, token_endpoint: `${url}/oauth/token` }
  const insecure = {
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (input: string, init: object) => fetchIn(duble)(input, init),
  }
  return { url, server, insecure }
}
const fetchIn = (duble: Duble) => (input: string, init: object) =>
  duble.url === 'http://localhost'
    ? Promise.resolve(duble.fetch(new Request(input, init as RequestInit)))
    : fetch(input, init as RequestInit)

async function token(
  duble: Duble,
  client_id: string,
  auth: oauth.ClientAuth,
  parameters: Record<string, string> = {},
) {
  const { server, insecure } = company(duble)
  const client = { client_id }
  const response = await oauth.clientCredentialsGrantRequest(server, client, auth, parameters, insecure)
  return oauth.processClientCredentialsResponse(server, client, response)
}

/** What a refused token request comes to: the challenge that the library stops at, or the error that it reads. */
const refusal = async (promise: Promise<unknown>) => {
  const error = await promise.catch((thrown: unknown) => thrown)
  if (error instanceof oauth.ResponseBodyError) return [error.status, error.error, error.error_description]
  if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error
  const body = (await error.response.json()) as { error: string }
  return [error.status, body.error, error.cause]
}

const look = (duble: Duble, accessToken: string) => {
  const { url, insecure } = company(duble)
  return oauth.protectedResourceRequest(
    accessToken,
    'GET',
    new URL(`${url}/clientes?codigo=1001`),
    new Headers(),
    null,
    insecure,
  )
}

describeBoth('oauth4webapi', (open) => {
  it.each([
    ['in the header', oauth.ClientSecretBasic('segredo')],
    ['in the body', oauth.ClientSecretPost('segredo')],
  ])(
    'is granted a token with the client’s secret %s, and looks a customer up with it [S-A05]',
    async (_where, auth) => {
      await using duble = await openSmartspace({}, open)
      const granted = await token(duble, 'smartspace', auth)
      expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 3600 })
      const answer = await look(duble, granted.access_token)
      expect([answer.status, ((await answer.json()) as { nome: string }[])[0]?.nome]).toEqual([
        200,
        'ANA DUBLÊ',
      ])
    },
  )

  it.each([
    ['in the header', oauth.ClientSecretBasic('errado')],
    ['in the body', oauth.ClientSecretPost('errado')],
  ])('reads of a wrong secret %s that it must prove itself by Basic [S-A06]', async (_where, auth) => {
    await using duble = await openSmartspace({}, open)
    expect(await refusal(token(duble, 'smartspace', auth))).toEqual([
      401,
      'invalid_client',
      [{ scheme: 'basic', parameters: { realm: 'smartspace', charset: 'UTF-8' } }],
    ])
  })

  it('reads the other errors of the token endpoint [S-A06]', async () => {
    await using duble = await openSmartspace({}, open)
    const auth = oauth.ClientSecretBasic('segredo')
    expect(await refusal(token(duble, 'smartspace', auth, { scope: 'tudo' }))).toEqual([
      400,
      'invalid_scope',
      'The requested scope is invalid, unknown, or more than the client may have',
    ])
    expect(
      await refusal(token(duble, 'smartspace-basico', oauth.ClientSecretBasic('segredo-basico'))),
    ).toEqual([400, 'unauthorized_client', 'The client is not authorized to use this grant type'])
    const both: oauth.ClientAuth = (as, client, body, headers) => {
      oauth.ClientSecretBasic('segredo')(as, client, body, headers)
      oauth.ClientSecretPost('segredo')(as, client, body, headers)
    }
    expect((await refusal(token(duble, 'smartspace', both))).slice(0, 2)).toEqual([400, 'invalid_request'])
    const { server, insecure } = company(duble)
    const client = { client_id: 'smartspace' }
    const other = await oauth.genericTokenEndpointRequest(
      server,
      client,
      auth,
      'urn:example:other',
      {},
      insecure,
    )
    expect(
      (await refusal(oauth.processGenericTokenEndpointResponse(server, client, other))).slice(0, 2),
    ).toEqual([400, 'unsupported_grant_type'])
  })

  it('reads the challenges of a refused token [S-A07] [S-A12]', async () => {
    await using duble = await openSmartspace({}, open)
    const challenges = async (accessToken: string) => {
      const error = await look(duble, accessToken).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(oauth.WWWAuthenticateChallengeError)
      const { status, cause } = error as oauth.WWWAuthenticateChallengeError
      return [status, cause.map(({ scheme, parameters }) => [scheme, parameters.error, parameters.scope])]
    }
    expect(await challenges('outro')).toEqual([401, [['bearer', 'invalid_token', undefined]]])
    expect(await challenges('token-sem-escopo')).toEqual([
      403,
      [['bearer', 'insufficient_scope', 'clientes:ler']],
    ])
  })
})

describe('oauth4webapi', () => {
  it('sends halves of a pair form-encoded, and is let in [S-A05]', async () => {
    const credentials = 'credentials: [{ name: a, user: "a+b c", password: "100% : é" }]'
    await using duble = await openOn(
      `fixture: t\nvendor: smartspace\n${credentials}\nclientes: []`,
      {},
      onTheWire,
    )
    expect((await token(duble, 'a+b c', oauth.ClientSecretBasic('100% : é'))).token_type).toBe('bearer')
    expect((await token(duble, 'a+b c', oauth.ClientSecretPost('100% : é'))).token_type).toBe('bearer')
  })
})
