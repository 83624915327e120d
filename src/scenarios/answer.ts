import type { JournalEntry } from '#engine'
import { isBroken } from './set-faults.ts'

/** What came back from a call. */
export interface Came {
  /** Undefined where nothing came, or no head. */
  readonly status: number | undefined
  /** Whether it never came whole, or as what it says it is. */
  readonly broken: boolean
  /** JSON as a value, anything else as text. */
  readonly body: unknown
  /** Undefined where it never came whole. */
  readonly headers: Headers | undefined
  /** What the journal says of it; undefined where the request never arrived. */
  readonly entry: JournalEntry | undefined
  /** What the platform said of a broken one. */
  readonly objection: string | undefined
}

/** Asks, and reads whatever comes. @param lastEntry what the journal says of the request */
export async function ask(
  send: () => Response | Promise<Response>,
  lastEntry: () => JournalEntry | undefined,
): Promise<Came> {
  let status: number | undefined
  try {
    const response = await send()
    status = response.status
    const text = await response.text()
    const entry = lastEntry()
    const { body, fits } = read(text, response.headers.get('content-type') ?? '')
    // Some vendors' answers are no JSON by nature, or by an option: those that a fault has bent are.
    const broken = entry !== undefined && (isBroken(entry) || (!fits && entry.injected))
    return {
      status,
      broken,
      body,
      headers: response.headers,
      entry,
      objection: broken ? 'its body is not what its content type says' : undefined,
    }
  } catch (error) {
    const { message, cause } = error as Error
    const says = cause instanceof Error ? `${message}: ${cause.message}` : message
    const nothing = { body: undefined, headers: undefined }
    return { status, broken: true, ...nothing, entry: lastEntry(), objection: says }
  }
}

function read(text: string, type: string): { readonly body: unknown; readonly fits: boolean } {
  try {
    return { body: JSON.parse(text), fits: true }
  } catch {
    return { body: text, fits: text === '' || !/\bjson\b/.test(type) }
  }
}
