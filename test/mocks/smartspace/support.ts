import { parseFixture } from '../../../src/fixtures/load.ts'
import type { Duble } from '../../../src/index.ts'
import { inProcess, type Open, type Seen, send } from '../../support.ts'

export type Options = Readonly<Record<string, unknown>>
type Headers = Readonly<Record<string, string>>

/** Smartspace alone in the default world. */
export const openSmartspace = (options: Options = {}, from: Open = inProcess): Promise<Duble> =>
  from({ vendors: ['smartspace'] }, { smartspace: options })

/** Smartspace alone on a fixture's text. */
export async function openOn(yaml: string, options: Options = {}, from: Open = inProcess): Promise<Duble> {
  const duble = await openSmartspace({}, from)
  const { mock } = duble.world.fake('smartspace')
  duble.world.replace(mock, await parseFixture(mock, 'test.yaml', yaml))
  duble.world.fake('smartspace').setOptions(options)
  return duble
}

export const HEAD = `
fixture: test
vendor: smartspace
credentials: [{ name: platform, user: smartspace, password: segredo }]
`

export const basic = (user = 'smartspace', password = 'segredo'): Headers => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})
export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })

/** Looks a customer up. */
export const ask = (duble: Duble, query: string, headers: Headers = basic()): Promise<Seen> =>
  send(duble, `/smartspace/clientes${query === '' ? '' : `?${query}`}`, { headers })

/** Edits a customer. @param body text goes as it is */
export const edit = (
  duble: Duble,
  codigo: string,
  body: unknown,
  headers: Headers = basic(),
): Promise<Seen> =>
  send(duble, `/smartspace/clientes/${codigo}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

/** Asks for a token. @param form a form's text, or what is sent as JSON */
export const grant = (
  duble: Duble,
  form: string | object = 'grant_type=client_credentials',
  headers: Headers = basic(),
): Promise<Seen> =>
  send(duble, '/smartspace/oauth/token', {
    method: 'POST',
    headers: {
      'content-type': typeof form === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
      ...headers,
    },
    body: typeof form === 'string' ? form : JSON.stringify(form),
  })

/** A new token. */
export const newToken = async (duble: Duble, form?: string, headers?: Headers): Promise<string> =>
  (await grant(duble, form, headers)).body.access_token

export const enter = (duble: Duble, state: string): Promise<void> =>
  duble.world.fake('smartspace').applyState(state)

export const fault = (duble: Duble, operation: string, outcome: string): void =>
  duble.world.fake('smartspace').addFault(operation, outcome, 1)

/** The customer of the default world whom most tests look up. */
export const ANA = {
  nome: 'ANA DUBLÊ',
  codigo: '1001',
  cpf: '39053344705',
  rg: '1234567',
  data_nascimen: '17/04/1988',
  genero: 'FEMININO',
  estado_civil: 'CASADA',
  email: 'ana@example.com',
  telefone: '83987654321',
  enderecoLogradouro: 'RUA DAS ACÁCIAS',
  enderecoNumero: '100',
  enderecoComplemento: 'AP 12',
  enderecoBairro: 'TAMBAÚ',
  enderecoCidade: 'JOAO PESSOA',
  enderecoEstado: 'PB',
  enderecoCep: '58039000',
  enderecoPontoReferencia: 'EM FRENTE À PRAÇA',
  ativo: 'TRUE',
} as const

export const codes = ({ body }: Seen): string[] => body.map(({ codigo }: { codigo: string }) => codigo)

type Way = (duble: Duble) => Promise<Seen>

/** Each operation, called so that it would succeed. */
export const calls: Readonly<Record<string, Way>> = {
  consultar: (duble) => ask(duble, 'codigo=1001'),
  editar: (duble) => edit(duble, '1001', {}),
  oauth_token: (duble) => grant(duble),
}

const byFault =
  (operation: string, outcome: string): Way =>
  (duble) => {
    fault(duble, operation, outcome)
    return (calls[operation] as Way)(duble)
  }

/** What both resource operations can be refused for, and a way to it. */
const refusals = (operation: string, call: (duble: Duble, headers: Headers) => Promise<Seen>) => ({
  [`${operation}.no_credentials`]: (duble: Duble) => call(duble, {}),
  [`${operation}.wrong_credentials`]: (duble: Duble) => call(duble, basic('x')),
  [`${operation}.bad_authorization`]: (duble: Duble) => call(duble, { authorization: 'Bearer' }),
  [`${operation}.invalid_token`]: (duble: Duble) => call(duble, bearer('token-vencido')),
  [`${operation}.insufficient_scope`]: (duble: Duble) => call(duble, bearer('token-sem-escopo')),
})

const under = async (duble: Duble, options: Options, way: Way): Promise<Seen> => {
  duble.world.fake('smartspace').setOptions(options)
  return way(duble)
}

const MEBIBYTE = 'x'.repeat(1024 * 1024)

/** Each behaviour, and one way to it from a fresh default world. */
export const ways: Readonly<Record<string, Way>> = {
  ...Object.fromEntries(
    Object.keys(calls).flatMap((operation) =>
      ['internal', 'unavailable'].map((outcome) => [`${operation}.${outcome}`, byFault(operation, outcome)]),
    ),
  ),
  'consultar.ok': (duble) => ask(duble, 'codigo=1001'),
  'consultar.ok.empty': (duble) => ask(duble, 'codigo=9'),
  'consultar.wrong_method': (duble) =>
    send(duble, '/smartspace/clientes', { method: 'DELETE', headers: basic() }),
  ...refusals('consultar', (duble, headers) => ask(duble, 'codigo=1001', headers)),
  'consultar.one_key': (duble) => ask(duble, ''),
  'consultar.not_found': (duble) =>
    under(duble, { unknown_customer: 'not_found' }, () => ask(duble, 'codigo=9')),
  'editar.ok': (duble) => edit(duble, '1001', { nome: 'B' }),
  'editar.wrong_method': (duble) =>
    send(duble, '/smartspace/clientes/1001', { method: 'PATCH', headers: basic() }),
  ...refusals('editar', (duble, headers) => edit(duble, '1001', { nome: 'B' }, headers)),
  'editar.bad_body': (duble) => edit(duble, '1001', ''),
  'editar.nested_value': (duble) => edit(duble, '1001', { endereco: {} }),
  'editar.not_text': (duble) => edit(duble, '1001', { nome: 1 }),
  'editar.not_found': (duble) => edit(duble, '9', {}),
  'editar.invalid_document': (duble) => edit(duble, '1001', { cpf: '1' }),
  'editar.mandatory': (duble) => edit(duble, '1001', { nome: '' }),
  'editar.too_large': (duble) => edit(duble, '1001', { nome: MEBIBYTE }),
  'oauth_token.ok': (duble) => grant(duble),
  'oauth_token.wrong_method': (duble) => send(duble, '/smartspace/oauth/token?grant_type=client_credentials'),
  'oauth_token.invalid_request': (duble) => grant(duble, ''),
  'oauth_token.invalid_client': (duble) => grant(duble, undefined, {}),
  'oauth_token.invalid_grant': (duble) =>
    under(duble, { 'oauth.dialect': 'br' }, () => grant(duble, 'grant_type=password&username=a&password=b')),
  'oauth_token.unauthorized_client': (duble) =>
    grant(duble, undefined, basic('smartspace-basico', 'segredo-basico')),
  'oauth_token.unsupported_grant_type': (duble) => grant(duble, 'grant_type=password'),
  'oauth_token.invalid_scope': (duble) => grant(duble, 'grant_type=client_credentials&scope=x'),
  'oauth_token.no_token_endpoint': (duble) => under(duble, { auth: 'basic' }, () => grant(duble)),
  'oauth_token.too_large': (duble) => grant(duble, `grant_type=${MEBIBYTE}`),
}
