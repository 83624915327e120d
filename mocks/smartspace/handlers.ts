import { bareDocument, type Handlers, isCnpj, isCpf, issueToken } from '#engine'
import type { smartspace } from './api.ts'
import { type CustomerBase, isWhole, KEYS } from './fixture.ts'
import { type Customer, changesOf, isTruth, printed, type Style, sameNumber, textOf } from './records.ts'
import { SHAPES } from './shapes.ts'

/** Whether a customer is who is asked for. */
const FITS: Readonly<Record<(typeof KEYS)[number], (row: Customer, given: string) => boolean>> = {
  cpf: (row, given) => same(textOf(row, 'cpf'), bareDocument(given)),
  cnpj: (row, given) => same(textOf(row, 'cnpj'), bareDocument(given)),
  telefone: (row, given) =>
    sameNumber(given, textOf(row, 'telefone')) || sameNumber(given, textOf(row, 'telefone_2')),
  email: (row, given) => same(textOf(row, 'email').toLowerCase(), given.trim().toLowerCase()),
}

/** What nobody has written down is nobody's. */
const same = (kept: string, given: string): boolean => kept !== '' && kept === given

const answered = (rows: readonly Customer[], options: Style & { answer_shape: string }): never =>
  SHAPES[options.answer_shape]?.(rows.map((row) => printed(row, options))) as never

/** A property's name as a sentence may repeat it: short, and without what may be somebody's number. */
const shownName = (name: string): string => name.slice(0, 60).replace(/\d{7,}/g, '***')

/** The company's side: its customers, and the tokens that it issues. */
export const handlers: Handlers<typeof smartspace, typeof CustomerBase> = {
  consultar(request, { state, options, page, rule, fail, delay }) {
    delay(options.delay)
    const given = (['codigo', ...KEYS] as const).filter(
      (key) => request[key] !== undefined && request[key] !== '',
    )
    const [key = fail('one_key', 'none of cpf, cnpj, telefone, email and codigo is there'), ...more] = given
    if (more.length > 0) fail('one_key', `${given.join(' and ')} are there, and one is to be`)
    const value = request[key] ?? ''
    const rows =
      key === 'codigo' ? [state.clientes.get(value)] : state.clientes.where((row) => FITS[key](row, value))
    const found = page(rows.filter((row) => row !== undefined))
    rule('unknown_customer', found.length === 0, `no customer has this ${key}`)
    return answered(found, options)
  },

  editar(
    { codigo, ...sent }: { codigo: string; [name: string]: unknown },
    { state, options, fail, delay, lean },
  ) {
    delay(options.delay)
    for (const [name, value] of Object.entries(sent)) {
      const shown = shownName(name)
      if (typeof value === 'object' && value !== null)
        fail('nested_value', `${shown} is nested`, { name: shown })
      const truth = isTruth(name, value, options)
      lean('flags', truth, { value: 'text', code: 'not_text' })
      if (typeof value === 'string' || truth) continue
      fail('not_text', `${shown} is ${value === null ? 'null' : `a ${typeof value}`}, not text`, {
        name: shown,
      })
    }
    const row = state.clientes.get(codigo) ?? fail('not_found', 'no customer has this code')
    const changes = changesOf(sent, row)
    const [cpf, cnpj] = [textOf(changes, 'cpf'), textOf(changes, 'cnpj')]
    if (cpf !== '' && !isCpf(cpf))
      fail('invalid_document', 'the check digits of cpf are wrong', { name: 'CPF' })
    if (cnpj !== '' && !isCnpj(cnpj))
      fail('invalid_document', 'the check digits of cnpj are wrong', { name: 'CNPJ' })
    const edited = { ...row, ...changes }
    const whole = isWhole(edited)
    if (options.mandatory !== 'none' && !whole) {
      fail('mandatory', 'without this, the customer has no nome, or none of cpf, cnpj, telefone and email')
    }
    lean('mandatory', !whole, { value: 'name_and_key', code: 'mandatory' })
    state.clientes.put(edited)
    return answered([edited], options)
  },

  oauth_token(request, context) {
    const { options } = context
    if (options.auth === 'basic') context.fail('no_token_endpoint', 'under auth: basic nobody needs a token')
    const grants =
      options['oauth.dialect'] === 'br' ? ['client_credentials', 'password'] : ['client_credentials']
    return issueToken(request, context, { grants, expiresIn: options['oauth.expires_in'] })
  },
}
