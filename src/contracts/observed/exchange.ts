import type { Shape } from './shape.ts'

/** A name with what was sent under it, or with what is known of that. */
export interface Sent {
  readonly name: string
  readonly value?: string | undefined
  /** Where a description says what it looks like. */
  readonly shape?: Shape | undefined
}

/** What was said in a body. */
export interface Said {
  /** Content type, as written. */
  readonly type?: string | undefined
  readonly text?: string | undefined
  readonly form?: readonly Sent[] | undefined
  readonly shape?: Shape | undefined
}

/** One request and what was answered, as the user's file has it: it never leaves the memory. */
export interface Exchange {
  readonly method: string
  /** With or without its host; `{name}` stands for what varies. */
  readonly url: string
  readonly query: readonly Sent[]
  readonly headers: readonly Sent[]
  readonly body?: Said | undefined
  /** What people call it, for finding out which operation it is. */
  readonly hints: readonly string[]
  readonly answer?: Answered | undefined
  /** Whether it is a further answer to a request that was told already. */
  readonly again?: boolean
}

export interface Answered {
  /** Undefined where it is not told. */
  readonly status?: number | undefined
  readonly headers: readonly Sent[]
  readonly body?: Said | undefined
}

/** The parts of a query or of a form, decoded; what cannot be decoded stays. */
export function readQuery(text: string): Sent[] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s)
      return { name: decoded(name.replaceAll('+', ' ')), value: decoded(value.replaceAll('+', ' ')) }
    })
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A URL's path and query. */
export function splitUrl(url: string): { readonly path: string; readonly query: readonly Sent[] } {
  const [whole = ''] = url.split('#')
  const [before = '', query = ''] = whole.split(/\?(.*)/s)
  const path = before.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
  return { path: path.startsWith('/') ? path : `/${path}`, query: readQuery(query) }
}

/** `name: value`, as a header is written. */
export const readHeader = (line: string): Sent => {
  const [name = '', value = ''] = line.split(/:(.*)/s)
  return { name: name.trim(), value: value.trim() }
}
