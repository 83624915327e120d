import { type AnyVendor, errorOf, outcomesOf } from '#engine'
import { jsonOf } from './body.ts'
import type { Answered } from './exchange.ts'

/**
 * Which of the vendor's declared outcomes an answer is: by the code that it reads, or by status and sentence. `ok` is
 * whatever is 2xx and no refusal; undefined where it is none.
 */
export function outcomeOf(
  api: AnyVendor,
  operation: string,
  { status = 200, body }: Answered,
): string | undefined {
  const value = jsonOf((body?.text ?? '').replace(/^\ufeff/, ''))
  const reading = api.readError(value)
  const errors = outcomesOf(api, operation).filter((outcome) => !/^ok(?:\.|$)/.test(outcome))
  if (reading?.code !== undefined) return errors.includes(reading.code) ? reading.code : undefined
  if (reading?.message !== undefined) {
    const { message } = reading
    const fits = (code: string): boolean => sentencePattern(errorOf(api, code)[1]).test(message)
    return errors.find((code) => errorOf(api, code)[0] === status && fits(code)) ?? errors.find(fits)
  }
  return status >= 200 && status < 300 ? 'ok' : undefined
}

/** A sentence with its gaps as a pattern. */
const sentencePattern = (says: string): RegExp =>
  new RegExp(`^${says.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^"]*')}$`)
