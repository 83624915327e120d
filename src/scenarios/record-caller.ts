import type { Credential, DubleError, Sending, Way } from '#engine'
import { type Heard, headerOf } from './record-heard.ts'
import { notRecordable, shownRequest } from './record-refusal.ts'
import { bare } from './record-said.ts'
import { holdsSecretOf, UNKNOWN, withoutSecretsOf } from './record-secrets.ts'

/** Who calls, as a step says it: never by a secret. */
export interface Caller {
  /** A credential's name, or `nobody`; undefined for the one that is sent by default. */
  readonly as: string | undefined
  readonly headers: Readonly<Record<string, string>>
  /** The parameters without those that prove who calls, or with a stranger's in place of a secret. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Parameters that are secrets whatever they say. */
const SECRET = /^(?:token|access_token|refresh_token|api_key|password|senha|secret|client_secret)$/i
const SECRET_IN_TEXT =
  /"(?:token|access_token|refresh_token|api_key|password|senha|secret|client_secret)"\s*:|(?:^|&)(?:token|access_token|refresh_token|password|senha|secret|client_secret)=/i

/**
 * Finds who calls.
 *
 * @param given what an earlier answer gave, by its value: the name under which it is saved
 * @throws DubleError `not_recordable` where only a secret could say it
 */
export function callerOf(heard: Heard, given: (value: string) => string | undefined): Caller {
  const { entry, fake, payload } = heard
  if (payload !== undefined && (SECRET_IN_TEXT.test(payload) || holdsSecretOf(fake.world, payload))) {
    throw secretIn(heard)
  }
  const { credentials } = fake
  const usual = credentials.find(({ status }) => status === 'valid')
  const as = (name: string): string | undefined => (name === usual?.name ? undefined : name)
  const known =
    credentials.find((one) => one.name === entry.credential && shows(heard, one)) ??
    credentials.find((one) => shows(heard, one))
  if (known !== undefined) {
    const own = Object.keys(sendingOf(heard, known).parameters ?? {})
    return { as: as(known.name), headers: {}, fields: withoutSecrets(heard, own) }
  }
  const names = fake.mock.api.auth.headers(fake.options)
  const shown = ['authorization', ...names].filter(
    (name, index, all) => all.indexOf(name) === index && headerOf(entry, name) !== '',
  )
  const saved = shown.flatMap((name) => {
    const [scheme, token] = halves(headerOf(entry, name))
    const found = given(token)
    return found === undefined ? [] : [[titled(name), `${bare(scheme)}$${found}`]]
  })
  if (saved.length > 0)
    return { as: undefined, headers: Object.fromEntries(saved), fields: withoutSecrets(heard) }
  if (entry.credential !== null && credentials.some(({ name }) => name === entry.credential)) {
    return { as: as(entry.credential), headers: {}, fields: withoutSecrets(heard, inParameters(heard)) }
  }
  const client = shown.length === 0 ? clientOf(heard) : undefined
  if (client !== undefined) {
    return { as: as(client.name), headers: {}, fields: withoutSecrets(heard, ['client_id', 'client_secret']) }
  }
  if (entry.outcome === fake.mock.api.wrongMethod) {
    return { as: undefined, headers: {}, fields: withoutSecretsOf(fake.world, heard.fields) }
  }
  const strange = shown.map((name) => [titled(name), stranger(headerOf(entry, name))])
  // What is sent of a parameter is the step's own, and nothing of a credential's.
  return { as: 'nobody', headers: Object.fromEntries(strange), fields: withoutSecrets(heard) }
}

const sendingOf = ({ definition, fake }: Heard, credential: Credential): Sending =>
  definition.open
    ? fake.mock.api.auth.present(credential)
    : fake.mock.api.auth.present(credential, fake.options)

/** Whether a request shows a credential to the letter. */
function shows(heard: Heard, credential: Credential): boolean {
  const { headers = {}, parameters = {} } = sendingOf(heard, credential)
  return (
    Object.entries(headers).every(([name, value]) => headerOf(heard.entry, name.toLowerCase()) === value) &&
    Object.entries(parameters).every(([name, value]) => heard.fields[name] === value)
  )
}

/** Parameters by which a caller may prove himself here. */
const inParameters = ({ fake }: Heard): string[] =>
  fake.mock.api.auth
    .ways(fake.options)
    .flatMap((way: Way) => (way.kind === 'query' ? [way.name] : way.kind === 'path' ? [way.key] : []))

/** An OAuth client that proves itself in the body: the header says the same. */
const clientOf = ({ fields, fake, definition }: Heard): Credential | undefined =>
  definition.open && typeof fields['client_secret'] === 'string'
    ? fake.credentials.find(
        ({ user, password }) => user === fields['client_id'] && password === fields['client_secret'],
      )
    : undefined

/** @param proofs parameters that the credential sends by itself */
function withoutSecrets({ fields, fake }: Heard, proofs: readonly string[] = []): Record<string, unknown> {
  const kept = Object.entries(fields).filter(([name]) => !proofs.includes(name))
  const plain = kept.map(([name, value]) => [
    withoutSecretsOf(fake.world, name),
    isSecret(name, value) ? UNKNOWN : withoutSecretsOf(fake.world, value),
  ])
  return Object.fromEntries(plain)
}

const isSecret = (name: string, value: unknown): boolean =>
  SECRET.test(name) && typeof value === 'string' && value !== ''

/** Whether a parameter says a credential's own secret, in whose place nothing else may do. */
export function saysSecret({ fields, fake }: Heard): boolean {
  const secrets = fake.credentials.flatMap(({ name: _name, status: _status, user: _user, ...rest }) =>
    Object.values(rest),
  )
  return Object.entries(fields).some(
    ([name, value]) =>
      (isSecret(name, value) && secrets.includes(value as string)) ||
      holdsSecretOf(fake.world, JSON.stringify(value)),
  )
}

/** Why a request can be no call: it would say a secret. */
export const secretIn = ({ entry }: Heard): DubleError => {
  const says = `${shownRequest(entry)} carries a secret in its parameters, and a scenario names callers by their credentials: reset the world and let the header prove who calls`
  return notRecordable('secret', says)
}

/** A scheme with the space behind it, and what follows. */
function halves(value: string): readonly [scheme: string, token: string] {
  const [, scheme = '', token = ''] = /^([A-Za-z]+ +)?(.*)$/s.exec(value) ?? []
  return [scheme, token]
}

/** A header of the same kind, of which nobody knows anything. */
function stranger(value: string): string {
  const [scheme, token] = halves(value)
  if (/^basic /i.test(scheme)) {
    const pair = /^[A-Za-z0-9+/]+={0,2}$/.test(token) && Buffer.from(token, 'base64').toString().includes(':')
    return scheme + (pair ? Buffer.from('nobody:unknown').toString('base64') : 'unknown')
  }
  if (scheme === '') return UNKNOWN
  return scheme + (/^[A-Za-z0-9._~+/-]+=*$/.test(token) ? UNKNOWN : 'no token at all')
}

const titled = (name: string): string => (name === 'authorization' ? 'Authorization' : name)
