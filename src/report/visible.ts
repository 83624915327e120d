/** A text for a terminal: what would move its cursor, colour it or turn the words around, as the replacement character. */
export const visible = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(/[[\p{Cc}\p{Bidi_Control}]--[\t\n]]/gv, '\ufffd')
