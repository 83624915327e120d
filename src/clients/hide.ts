import { maskText } from '#engine'
import { VendorError } from './create.ts'

/** Numbers long enough to be a document or a telephone, masked or not, and e-mail addresses. */
const PERSONAL = /\d[\d.\-/() ]{5,}\d|[^\s"'<>=?&]+@[^\s"'<>&]+/g

/** What is looked at of a text, and what is shown: a server may answer megabytes, and patterns must not run on them. */
const [LOOKED_AT, SHOWN] = [2000, 300]

/** A text without secrets and without what belongs to a person. */
export function hide(text: string, secrets: readonly string[] = []): string {
  let shown = text.slice(0, LOOKED_AT)
  for (const secret of secrets) if (secret !== '') shown = shown.replaceAll(secret, '***')
  return maskText(shown).replace(PERSONAL, '***').slice(0, SHOWN)
}

/** What a vendor's error says, without the words before it that tell who says it. */
export const sentenceOf = ({ message }: VendorError): string => message.replace(/^.*?\(HTTP \d+\): /s, '')

/** The facts of a vendor's error, each without secrets. */
export const factsOf = ({ facts }: VendorError, secrets: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, hide(value, secrets)]))

/** The same error without secrets and without what belongs to a person: a vendor may repeat whatever it was sent. */
export function discreet(error: VendorError, secrets: readonly string[]): VendorError {
  const { vendor, operation, code, status, answeredAt } = error
  const facts = factsOf(error, secrets)
  return new VendorError(hide(sentenceOf(error), secrets), {
    vendor,
    operation,
    code,
    status,
    facts,
    answeredAt,
  })
}
