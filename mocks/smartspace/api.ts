/**
 * Smartspace: the API with a company's customers, which the platform reads and edits. The company implements it:
 * here the fake is the company, and the client is the platform.
 * Source: "Configurar API externa à Integração com cliente". Words in quotes are the document's own.
 */
import {
  basicOrBearer,
  defineVendor,
  get,
  integer,
  object,
  oneOf,
  onlyIf,
  optional,
  post,
  put,
  text,
  word,
} from '#engine'
import { options } from './options.ts'
import { asOnThePage, page } from './shapes.ts'
import { Answer } from './words.ts'

/** The scope that a token needs. */
const SCOPES: Readonly<Record<string, string>> = { consultar: 'clientes:ler', editar: 'clientes:editar' }

const Refused = object({ erro: text('O que houve', 'Cliente não encontrado', { min: 1 }) })

/** Errors that look alike at the token endpoint and elsewhere. */
const alike = {
  schema: Refused,
  body: ({ message }: { readonly message: string }) => ({ erro: message }),
}

/** RFC 6749, section 5.2. */
const TOKEN_ERRORS = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
] as const

const AUTH_ERRORS = [
  'no_credentials',
  'wrong_credentials',
  'bad_authorization',
  'invalid_token',
  'insufficient_scope',
] as const

const BASIC = 'Basic realm="smartspace", charset="UTF-8"' // RFC 7617
const BEARER = 'Bearer realm="smartspace"' // RFC 6750
const challenges = { basic: BASIC, oauth2: BEARER, both: `${BASIC}, ${BEARER}` } as const

/** RFC 6750, section 3.1: the error codes of a refused token. */
const bearerError = (error: string, description: string, more = ''): string =>
  `${BEARER}, error="${error}", error_description="${description}"${more}`

/** Tokens are not to be kept on the way (RFC 6749, section 5.1). */
const UNSTORED = { 'cache-control': 'no-store', pragma: 'no-cache' }

const field = (description: string, example: string) => optional(text(description, example))

// biome-ignore format: a table
export const smartspace = defineVendor({
  name: 'smartspace',
  title: 'Smartspace, API externa de clientes',
  source: 'Configurar API externa à Integração com cliente',
  // "A API deve ter um dos seguintes tipos de autenticação: Basic Auth … OAuth2"
  auth: basicOrBearer({
    accepts: ({ auth }) => auth as 'both',
    scopeOf: (operation, o) => o['oauth.scopes'] === 'ignored' ? undefined : SCOPES[operation],
    revokedAfter: (o) => o['oauth.revoked_after'] as number,
    scopes: Object.values(SCOPES).join(' '),
    grants: 'client_credentials password',
    outcomes: { none: 'no_credentials', wrongPair: 'wrong_credentials', malformed: 'bad_authorization', badToken: 'invalid_token', smallScope: 'insufficient_scope' },
  }),
  options,
  errors: {
    wrong_method:           [405, 'Método não permitido', alike],
    internal:               [500, 'Erro interno', alike],
    unavailable:            [503, 'Serviço indisponível', alike],
  },
  rareErrors: {
    no_credentials:         [401, 'Autenticação necessária'],
    wrong_credentials:      [401, 'Usuário ou senha inválidos'],
    bad_authorization:      [400, 'Cabeçalho Authorization inválido'],
    invalid_token:          [401, 'Token inválido, expirado ou revogado'],
    insufficient_scope:     [403, 'O token não permite esta operação'],
    one_key:                [400, 'Informe cpf, cnpj, telefone, email ou codigo'],
    not_found:              [404, 'Cliente não encontrado'],
    bad_body:               [400, 'Envie um objeto JSON, ou um array com um único objeto'],
    nested_value:           [400, 'A propriedade {name} deve ser um texto, e não um objeto ou array'],
    not_text:               [400, 'A propriedade {name} deve ser um texto'],
    invalid_document:       [422, 'O {name} informado é inválido'],
    mandatory:              [422, 'O cliente deve ter nome e ao menos um de cpf, cnpj, telefone e email'],
    too_large:              [413, 'Corpo grande demais', alike],
    no_token_endpoint:      [404, 'Esta API usa autenticação básica e não emite tokens', alike],
    // Section 5.2 allows ASCII alone.
    invalid_request:        [400, 'The request lacks a required parameter, repeats one, or uses more than one way to authenticate the client'],
    invalid_client:         [401, 'Client authentication failed'],
    invalid_grant:          [400, 'The user name or password is invalid'],
    unauthorized_client:    [400, 'The client is not authorized to use this grant type'],
    unsupported_grant_type: [400, 'The grant type is not supported'],
    invalid_scope:          [400, 'The requested scope is invalid, unknown, or more than the client may have'],
  },
  wrongMethod: 'wrong_method',
  invalid: (_violation, { auth }, operation) =>
    operation === 'consultar' ? 'one_key'
    : operation === 'editar' ? 'bad_body'
    : auth === 'basic' ? 'no_token_endpoint' : 'invalid_request',
  tooLarge: 'too_large',
  failureSchema: Refused,
  // A fault in the handler's stead knows no facts: it is said of the field that comes first.
  failure: ({ operation, code, message }) =>
    operation === 'oauth_token' ? { error: code, error_description: message }
    : { erro: message.replace('{name}', code === 'invalid_document' ? 'CPF' : 'nome') },
  readError: (body) => {
    const { erro, error } = (body ?? {}) as { erro?: unknown; error?: unknown }
    if (typeof erro === 'string') return { message: erro }
    return TOKEN_ERRORS.some((code) => code === error) ? { code: String(error) } : undefined
  },
  /** "um array" also where it holds but one. */
  readBody: (value) => {
    const [only, ...more] = Array.isArray(value) ? value : []
    const isObject = typeof only === 'object' && only !== null && !Array.isArray(only)
    return isObject && more.length === 0 ? only as Record<string, unknown> : undefined
  },
  tokenOperation: 'oauth_token',
  jsonForms: (o) => o['oauth.dialect'] === 'br',
  headers: ({ code, operation, methods, options: o }): Record<string, string> => ({
    ...(operation === 'oauth_token' ? UNSTORED : {}),
    ...(code === 'wrong_method' ? { allow: methods.join(', ') } : {}),
    ...challenge(code, operation, o.auth),
  }),
  successHeaders: ({ operation }): Record<string, string> => operation === 'oauth_token' ? UNSTORED : {},
  contentType: ({ answer_shape }, { operation, outcome }) =>
    isPage(operation, outcome, answer_shape) ? 'text/html; charset=utf-8' : 'application/json',
  print: (body, { answer_shape, literal_invalid_json }, { operation, outcome }) =>
    outcome === 'unavailable' ? page('503 Service Unavailable')
    : isPage(operation, outcome, answer_shape) ? page('Entrar')
    : literal_invalid_json && answer_shape === 'array' && isAnswer(operation, outcome) ? asOnThePage(body as never)
    : JSON.stringify(body),
  operations: {
    // "buscar dados cadastrais de clientes"
    consultar:   get('/clientes', { cpf: field('CPF', '390.533.447-05'), cnpj: field('CNPJ', '11222333000181'), telefone: field('Telefone', '83987654321'), email: field('E-mail', 'ana@example.com'), codigo: field('Código', '1001') }, Answer,
                   { more: ['ok.empty'], own: [...AUTH_ERRORS, 'one_key', 'not_found'], example: { cpf: '390.533.447-05' } }),
    // "também pode editá-las no sistema externo"
    editar:      put('/clientes/{codigo}', { codigo: text('Código', '1001', { min: 1 }) }, Answer,
                   { free: true, own: [...AUTH_ERRORS, 'bad_body', 'nested_value', 'not_text', 'not_found', 'invalid_document', 'mandatory', 'too_large'] }),
    // "O path para chamadas deve ser disponibilizado pela empresa incluindo o de autenticação."
    oauth_token: post('/oauth/token', { grant_type: field('Tipo de concessão', 'client_credentials'), scope: field('Escopo', 'clientes:ler'), client_id: field('Cliente', 'smartspace'), client_secret: field('Segredo', 'segredo'), username: field('Usuário', 'smartspace'), password: field('Senha', 'segredo') },
                   object({ access_token: text('O token', '2YotnFZFEjr1zCsicMWpAA'), token_type: word('Bearer'), expires_in: integer('Segundos', 3600), scope: onlyIf('oauth.scope_in_answer', text('Escopo', 'clientes:ler clientes:editar')) }),
                   { takes: 'form', open: true, example: { grant_type: 'client_credentials' }, own: [...TOKEN_ERRORS, 'no_token_endpoint', 'too_large'], failure: object({ error: oneOf(...TOKEN_ERRORS), error_description: text('What was wrong', 'Client authentication failed') }) }),
  },
})

const isAnswer = (operation: string, outcome: string): boolean =>
  operation !== 'oauth_token' && outcome.startsWith('ok')

const isPage = (operation: string, outcome: string, shape: string): boolean =>
  outcome === 'unavailable' || (shape === 'html' && isAnswer(operation, outcome))

/** Which ways of proving oneself a refusal names: those that are open, or the one that failed. */
function challenge(code: string, operation: string, auth: keyof typeof challenges): Record<string, string> {
  const says = {
    no_credentials: challenges[auth],
    wrong_credentials: BASIC,
    bad_authorization: bearerError('invalid_request', 'The Authorization header is malformed'),
    invalid_token: bearerError('invalid_token', 'The access token is unknown, expired or revoked'),
    insufficient_scope: bearerError(
      'insufficient_scope',
      'The request requires higher privileges than the access token has',
      `, scope="${SCOPES[operation]}"`,
    ),
    invalid_client: BASIC,
  }[code]
  return says === undefined ? {} : { 'www-authenticate': says }
}
