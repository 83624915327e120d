/** So many characters of a secret in a row give it away. */
const TELLING = 8

/**
 * A text without secrets, nor telling parts of them, however whoever repeats them writes them: as they are, behind
 * percent signs, escaped in JSON, in Base64.
 *
 * @example struck('401 {"got":"Bearer s3cret"}', ['s3cret']) // 401 {"got":"Bearer …"}
 */
export const struck = (text: string, secrets: Iterable<string | undefined>): string =>
  [...secrets]
    .flatMap((secret) => (secret ? spellings(secret) : []))
    .toSorted((a, b) => b.length - a.length)
    .reduce(strike, text)

function spellings(secret: string): string[] {
  // What stands before it decides how it is cut into threes.
  const encoded = [0, 1, 2].flatMap((shift) =>
    (['base64', 'base64url'] as const).map((code) => {
      const whole = Buffer.from('x'.repeat(shift) + secret).toString(code)
      return whole.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1)
    }),
  )
  return [
    secret,
    encodeURIComponent(secret),
    String(new URLSearchParams({ _: secret })).slice(2),
    JSON.stringify(secret).slice(1, -1),
    ...encoded.filter((code) => code.length >= TELLING),
  ]
}

function strike(text: string, secret: string): string {
  if (secret.length <= TELLING) return text.replaceAll(secret, '…')
  let left = ''
  for (let at = 0; at < text.length; ) {
    let end = at + TELLING
    if (end > text.length || !secret.includes(text.slice(at, end))) left += text[at++]
    else {
      while (end < text.length && secret.includes(text.slice(at, end + 1))) end++
      left += '…'
      at = end
    }
  }
  return left
}
