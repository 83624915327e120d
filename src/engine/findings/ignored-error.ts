import type { Answer } from '../http.ts'
import type { JournalRecord } from '../journal.ts'
import { maskText } from '../mask.ts'
import type { Presupposed } from '../vendor.ts'
import type { Shown } from './finding.ts'
import { isFailure, type Post, remember } from './post.ts'
import { cameWhole } from './shown.ts'
import { keyed, worded } from './worded.ts'

type Sent = Readonly<Record<string, unknown>>

interface Failed {
  readonly outcome: string
  /** Whether what was wanted failed, and not how it was asked for. */
  readonly itself: boolean
  readonly status: number
  readonly shown: Shown
}

const MOST_FAILED = 200

/** Sees who goes on after an error that came as HTTP 200 as if it had been none. */
export class IgnoredErrors {
  readonly #post: Post
  readonly #rules: Readonly<Record<string, readonly Presupposed[]>>
  /** For each operation that others presuppose, the parameters by which they are told apart. */
  readonly #presupposed: ReadonlyMap<string, ReadonlySet<string>>
  readonly #failed = new Map<string, Failed>()

  constructor(post: Post, rules: Readonly<Record<string, readonly Presupposed[]>>) {
    this.#post = post
    this.#rules = rules
    const all = Object.values(rules).flat()
    const subjects = new Map<string, Set<string>>()
    for (const { operation, subject } of all) {
      subjects.set(operation, (subjects.get(operation) ?? new Set()).add(subject.join(' ')))
    }
    this.#presupposed = subjects
  }

  see(record: JournalRecord, answer: Answer, id: number): void {
    const { operation, outcome, credential } = record
    const failure = isFailure(outcome)
    // Who is not let in has been told nothing of what he wanted to do.
    if ((!failure && this.#failed.size === 0) || operation === undefined || credential === undefined) return
    const { sent } = answer
    if (sent === undefined) return
    if (this.#failed.size > 0) {
      for (const rule of this.#rules[operation] ?? []) this.#compare(rule, record, answer, sent, id)
    }
    for (const subject of this.#presupposed.get(operation) ?? []) {
      const key = keyOf(operation, credential, subject.split(' '), sent)
      if (!failure) {
        if (!record.injected) this.#failed.delete(key)
      } else if (record.status < 300 && cameWhole(answer)) {
        const stage = answer.refused?.stage
        remember(this.#failed, MOST_FAILED, key, {
          outcome,
          itself: stage === 'handler' || stage === 'fault',
          status: record.status,
          shown: this.#post.shown(record, id),
        })
      }
    }
  }

  /** As at the start. */
  restart(): void {
    this.#failed.clear()
  }

  #compare(rule: Presupposed, record: JournalRecord, answer: Answer, sent: Sent, id: number): void {
    const failed = this.#failed.get(keyOf(rule.operation, record.credential as string, rule.subject, sent))
    if (failed === undefined) return
    const goesOn =
      rule.carries === undefined
        ? !record.injected && answer.refused?.option === rule.refusedBy
        : failed.itself && carriesNothing(sent[rule.carries])
    if (goesOn) this.#note(rule, failed, record, sent, id)
  }

  #note(rule: Presupposed, failed: Failed, record: JournalRecord, sent: Sent, id: number): void {
    const { fake } = this.#post
    const { operation: next, outcome, credential = null } = record
    const { operation, subject, carries } = rule
    const named = subject.at(-1) as string
    const whom = `${named} ${JSON.stringify(maskText(worded(sent[named]).slice(0, 60)))}`
    const how = carries === undefined ? `failed too, with ${outcome}` : `was sent no ${carries}`
    this.#post.note({ name: 'error_ignored', operation, credential, subject: next }, () => ({
      says: `${fake.name}/${operation} answered ${failed.outcome} for ${whom} inside HTTP ${failed.status}, and ${next} followed as if it had succeeded: it ${how}`,
      suggests: `Look for the error in the body, for the HTTP status does not tell it: ${next} makes sense only after a ${operation} that succeeded`,
      behaviour: `${operation}.${failed.outcome}`,
      requests: [failed.shown, this.#post.shown(record, id)],
    }))
  }
}

const keyOf = (operation: string, credential: string, subject: readonly string[], sent: Sent): string =>
  [operation, credential, ...subject.map((name) => keyed(sent[name]))].join('\u0000')

/** What is left of a value that never was: nothing, the empty text, or JavaScript's and Python's words for it. */
const carriesNothing = (value: unknown): boolean =>
  value === undefined || value === null || ['', 'undefined', 'null', 'None'].includes(value as string)
