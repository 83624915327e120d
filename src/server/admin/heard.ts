import { beginning } from '#engine'

/** Most characters of an answer's body that are told. */
const LONG = 256 * 1024

/** An answer as it came. */
export interface HeardAnswer {
  /** Null where no answer came. */
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  /** Its beginning, where it is long. */
  readonly body: string
  /** Characters of the whole body. */
  readonly length: number
  /** Why no whole answer came; absent where one did. */
  readonly broken?: string
}

/**
 * Hears an answer; what a fault breaks off is told as far as it came.
 *
 * @param gone tells that nobody waits for the rest
 */
export async function heard(send: () => Promise<Response>, gone: AbortSignal): Promise<HeardAnswer> {
  let status: number | null = null
  let headers = {}
  let body = ''
  try {
    const response = await send()
    status = response.status
    headers = Object.fromEntries(response.headers)
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      body += decoder.decode(chunk as Uint8Array, { stream: true })
      if (gone.aborted) break
    }
    return { status, headers, body: beginning(body, LONG), length: body.length }
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error }
    const broken = cause?.message ?? message
    return { status, headers, body: beginning(body, LONG), length: body.length, broken }
  }
}
