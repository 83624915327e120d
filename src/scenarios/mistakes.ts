import { DubleError, didYouMean, instantOf, parseDuration, printDuration } from '#engine'
import type { Reporter, YamlProblems } from '../fixtures/problems.ts'
import { literal } from './names.ts'
import type { Spot, Written, WrittenMap, WrittenText } from './written.ts'

const ONLY_KEYS = 'of keys, only those of extra, body and count can'

/** Collects what is wrong with a scenario; the lines of its examples repeat nothing. */
export class Mistakes {
  readonly #reporter: Reporter
  readonly #seen = new Set<string>()
  /** Fixtures that could not be opened, each with its own mistakes. */
  readonly fixtures = new Set<YamlProblems>()

  constructor(reporter: Reporter) {
    this.#reporter = reporter
  }

  at({ at, path, example }: Spot, says: string): undefined {
    const key = `${at} ${path} ${says}`
    if (this.#seen.has(key)) return undefined
    this.#seen.add(key)
    const space = says.startsWith(':') ? '' : ' '
    const where = example === undefined ? '' : ` (${example})`
    this.#reporter.at(at, `${path || 'the file'}${space}${says}${where}`)
    return undefined
  }

  /**
   * A map with none but the known keys.
   *
   * @param hint what is to be said of a key that is not known, instead of the nearest one
   */
  map(
    written: Written,
    known?: readonly string[],
    hint: (name: string) => string | undefined = () => undefined,
  ): WrittenMap | undefined {
    if (written.kind !== 'map') return this.at(written, 'must be a map')
    const entries = written.entries.filter((entry) => {
      const { name, at, gaps } = entry
      if (gaps !== undefined) return this.at(entry, `cannot hang on what a step has saved: ${ONLY_KEYS}`)
      if (known === undefined || known.includes(name)) return true
      const says = hint(name) ?? didYouMean(name, known)
      this.at({ ...entry, at, path: written.path }, `has no field "${name}"${says}`)
      return true
    })
    const { length } = written.entries
    return entries.length === length ? written : { ...written, entries, wrong: true }
  }

  /** A map whose keys may hold what steps have saved. */
  gappedMap(written: Written): WrittenMap | undefined {
    return written.kind === 'map' ? written : this.at(written, 'must be a map')
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
    if (text === undefined) return undefined
    try {
      return parseDuration(text)
    } catch (error) {
      const meant = inWords(text)
      const near = meant === undefined ? '' : ` (did you mean ${meant}?)`
      return this.at(written, `: ${(error as DubleError).message}${near}`)
    }
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

const WORDS: Readonly<Record<string, number>> = {
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  min: 60_000,
  second: 1000,
  sec: 1000,
  millisecond: 1,
}

/** How a duration in words is written: `1 day` is `1d`. */
function inWords(text: string): string | undefined {
  const [, count, word = ''] = /^(\d{1,6}) *([a-z]+?)s?$/.exec(text) ?? []
  const unit = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
  return unit === undefined ? undefined : printDuration(Number(count) * unit)
}
