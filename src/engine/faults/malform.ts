type Body = string | Uint8Array<ArrayBuffer>

/**
 * A body that nobody can read as what its content type says: JSON that does not parse, a CSV file whose last row is torn
 * inside a quote, and of anything else the first half and bytes that are no UTF-8.
 */
export function malform(body: Body, contentType: string): Body {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString()
  if (/json/i.test(contentType) || /^\s*[[{]/.test(text)) return `${text.slice(0, -1)},`
  if (/csv/i.test(contentType)) return torn(text)
  const bytes = Buffer.from(text)
  return Buffer.concat([bytes.subarray(0, bytes.length / 2), Buffer.from([0xff, 0xfe])])
}

function torn(text: string): string {
  const rows = text.trimEnd()
  const last = rows.lastIndexOf('\n') + 1
  const left = `${rows.slice(0, last + Math.ceil((rows.length - last) / 2))},"`
  // The half row may have had a quote open already.
  return left.split('"').length % 2 === 0 ? left : `${left}"`
}
