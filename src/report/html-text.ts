const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that HTML shows as it is, in an element or in an attribute; control characters, and those that turn the words around, as the replacement character. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[[\p{Cc}\p{Bidi_Control}]--[\t\n]]/gv, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ESCAPES[sign] as string)
