import { DubleError, didYouMean, instantOf, parseDuration } from '#engine'
import type { Reporter } from '../fixtures/problems.ts'
import { literal } from './names.ts'
import type { Spot, Written, WrittenMap, WrittenText } from './written.ts'

/** Collects what is wrong with a scenario; the lines of its examples repeat nothing. */
export class Mistakes {
  readonly #reporter: Reporter
  readonly #seen = new Set<string>()

  constructor(reporter: Reporter) {
    this.#reporter = reporter
  }

  at({ at, path, line }: Spot, says: string): undefined {
    const key = `${at} ${path} ${says}`
    if (this.#seen.has(key)) return undefined
    this.#seen.add(key)
    const space = says.startsWith(':') ? '' : ' '
    const example = line === undefined ? '' : ` (line ${line} of the examples)`
    this.#reporter.at(at, `${path || 'the file'}${space}${says}${example}`)
    return undefined
  }

  /** A map with none but the known keys. */
  map(written: Written, known?: readonly string[]): WrittenMap | undefined {
    if (written.kind !== 'map') return this.at(written, 'must be a map')
    for (const { name, at } of written.entries) {
      if (known === undefined || known.includes(name)) continue
      this.at({ at, path: written.path }, `has no field "${name}"${didYouMean(name, known)}`)
    }
    return written
  }

  /** A list; one part alone is a list of one. */
  list(written: Written): readonly Written[] {
    return written.kind === 'list' ? written.items : [written]
  }

  /** Text that is known before anything runs, and is not empty. */
  text(written: Written): string | undefined {
    const text = this.line(written)
    return text === '' ? this.at(written, 'is empty') : text
  }

  /** Text that is known before anything runs. */
  line(written: Written): string | undefined {
    const text = this.gapped(written)
    const whole = text && literal(text.parts)
    if (text === undefined || text.wrong) return undefined
    if (whole !== undefined) return whole
    return this.at(
      written,
      'cannot hang on what a step has saved: only with, headers, body and their like can',
    )
  }

  /** Text that may hold what steps have saved. */
  gapped(written: Written): WrittenText | undefined {
    return written.kind === 'text' ? written : this.at(written, 'must be text')
  }

  /** @param least 0 or 1 */
  whole(written: Written, least: number): number | undefined {
    const text = this.text(written)
    if (text === undefined) return undefined
    const fits = /^\d{1,6}$/.test(text) && Number(text) >= least
    return fits ? Number(text) : this.at(written, `must be a whole number from ${least} on, got ${text}`)
  }

  duration(written: Written): number | undefined {
    const text = this.text(written)
    return text === undefined ? undefined : this.try(written, () => parseDuration(text))
  }

  instant(written: Written): number | undefined {
    const text = this.text(written)
    return text === undefined ? undefined : this.try(written, () => instantOf(text))
  }

  /** What the engine makes of something, its objection at this spot. */
  try<T>(spot: Spot, act: () => T): T | undefined {
    try {
      return act()
    } catch (error) {
      if (!(error instanceof DubleError)) throw error
      return this.at(spot, `: ${error.message}`)
    }
  }

  /** One of these names. @param what such as `vendor` */
  known(spot: Spot, what: string, name: string, known: readonly string[]): string | undefined {
    if (known.includes(name)) return name
    const there = known.length > 0 && known.length <= 12 ? `: there are ${known.join(', ')}` : ''
    return this.at(spot, `names no ${what}: ${name}${didYouMean(name, known)}${there}`)
  }
}
