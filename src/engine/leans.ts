import type { OptionDef } from './options.ts'
import type { AnyVendor } from './vendor.ts'

/** An option without whose value a request would not have been taken as it was. */
export interface Lean {
  readonly option: string
  /** What it says now. */
  readonly value: string
  /** What it might say instead. */
  readonly other: string
  /** What would become of the request then, to be read behind "it would": `be refused with bad_date`. */
  readonly would: string
}

type Options = Readonly<Record<string, unknown>>

/** The words for a refusal. */
export const refusedWith = (code: string): string => `be refused with ${code}`

/**
 * The option behind a request that passed: the first of which another value alone would refuse it. It is looked for
 * only where a request came by a way that some option opens, for it tries each value of each option.
 *
 * @param refuses the outcome that a request like this would have under these options; undefined where it passes
 */
export function leanOn(
  { options: defs }: AnyVendor,
  options: Options,
  refuses: (options: Options) => string | undefined,
): Lean | undefined {
  for (const [option, def] of Object.entries(defs as Readonly<Record<string, OptionDef>>)) {
    for (const other of othersOf(def, options[option])) {
      const code = refuses({ ...options, [option]: def.read(other) })
      if (code !== undefined)
        return { option, value: String(options[option]), other, would: refusedWith(code) }
    }
  }
  return undefined
}

/** The words that an option may say beside what it says now; none where they cannot be counted. */
export function othersOf({ accepts }: OptionDef, value: unknown): readonly string[] {
  return typeof accepts === 'string' ? [] : accepts.filter((word) => word !== String(value))
}
