import type { Answer } from '../http.ts'
import type { JournalRecord } from '../journal.ts'
import type { Narrowing } from '../vendor.ts'
import type { Finding, Shown } from './finding.ts'
import type { About, Told } from './notebook.ts'
import type { Post } from './post.ts'
import { cameWhole } from './shown.ts'
import { keyed } from './worded.ts'

type Narrowings = Readonly<Record<string, Narrowing>>
type Sent = Readonly<Record<string, unknown>>

/** A capped answer of which no part was asked for yet. */
interface Taken {
  readonly operation: string
  readonly credential: string | undefined
  /** First and last moment, written out to the second; undefined where all was asked for. */
  readonly period: Period | undefined
  readonly filters: Sent
  readonly whose: string
  readonly shown: Shown
}

interface Period {
  readonly from: string
  readonly to: string
}

const MOST_TAKEN = 100

/** Sees who takes a cut answer for a whole one: he never asks for a part of it, as long as he is watched. */
export class CappedAnswers {
  readonly #post: Post
  #taken: Taken[] = []

  constructor(post: Post) {
    this.#post = post
  }

  see(record: JournalRecord, answer: Answer, id: number): void {
    const capped = record.outcome === 'ok.capped'
    if (!capped && this.#taken.length === 0) return
    const { operation, credential } = record
    const { sent } = answer
    const narrows: Narrowings | undefined = this.#post.fake.mock.api.narrows
    if (operation === undefined || sent === undefined || narrows === undefined) return
    if (this.#taken.length > 0) {
      this.#taken = this.#taken.filter(
        (taken) =>
          taken.credential !== credential ||
          !isPart(taken, operation, sent, narrows[taken.operation] as Narrowing),
      )
    }
    const narrowing = narrows[operation]
    if (!capped || record.injected || !cameWhole(answer) || narrowing === undefined) return
    const period = periodOf(sent, narrowing)
    // One moment alone cannot be asked for in parts.
    if (period !== undefined && period.from >= period.to) return
    if (this.#taken.length >= MOST_TAKEN) this.#taken.shift()
    const filters = Object.fromEntries((narrowing.filters ?? []).map((name) => [name, sent[name]]))
    const shown = this.#post.shown(record, id)
    this.#taken.push({ operation, credential, period, filters, whose: whoseOf(sent, narrowing), shown })
  }

  /** What would be told if nothing more came: by operation and caller. */
  read(tell: (about: About, told: Told, times: number) => Finding): Finding[] {
    const groups = Map.groupBy(this.#taken, ({ operation, credential }) => `${operation} ${credential}`)
    return [...groups.values()].map((alike) => {
      const [{ operation, credential = null, period }] = alike as [Taken]
      const about: About = { name: 'capped_unnoticed', operation, credential }
      const requests = alike.map(({ shown }) => shown)
      return tell(about, { ...this.#told(operation, period), requests }, alike.length)
    })
  }

  /** As at the start. */
  restart(): void {
    this.#taken = []
  }

  #told(operation: string, period: Period | undefined): Omit<Told, 'requests'> {
    const { name, mock } = this.#post.fake
    const records = mock.api.cap?.records
    const { by = [operation] } = (mock.api.narrows as Narrowings)[operation] as Narrowing
    const when = period === undefined ? '' : ` for ${period.from} to ${period.to}`
    const rest = by.includes(operation) ? 'no part of that period' : by.join(' nor ')
    return {
      says: `${name}/${operation} cut its answer at ${records} records${when}, and ${by.includes(operation) ? rest : `neither ${rest}`} was asked for after it`,
      suggests: `Take an answer of ${records} records for a cut one: ask for shorter periods until each holds fewer`,
      behaviour: `${operation}.ok.capped`,
      option: 'cap',
    }
  }
}

/** Whether less is asked for than was taken: within its period, or by a filter that was not set. */
function isPart(taken: Taken, operation: string, sent: Sent, narrowing: Narrowing): boolean {
  const { by = [taken.operation], filters = [] } = narrowing
  if (!by.includes(operation) || whoseOf(sent, narrowing) !== taken.whose) return false
  const asked = periodOf(sent, narrowing)
  const { period } = taken
  if (asked === undefined) return false
  if (period === undefined) return true
  const within = asked.from >= period.from && asked.to <= period.to
  if (within && (asked.from !== period.from || asked.to !== period.to)) return true
  return within && filters.some((name) => isEmpty(taken.filters[name]) && !isEmpty(sent[name]))
}

const isEmpty = (value: unknown): boolean => value === undefined || value === ''

const whoseOf = (sent: Sent, { same = [] }: Narrowing): string =>
  same.map((name) => keyed(sent[name])).join(' ')

/** Moments as texts that compare, whatever of their ends was left out. */
function periodOf(sent: Sent, { from, to }: Narrowing): Period | undefined {
  const [first, last] = [sent[from], sent[to]]
  if (typeof first !== 'string' || typeof last !== 'string') return undefined
  return { from: first + FIRST.slice(first.length), to: last + LAST.slice(last.length) }
}
const FIRST = '0000-01-01 00:00:00'
const LAST = '9999-12-31 23:59:59'
