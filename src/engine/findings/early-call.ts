import type { Answer } from '../http.ts'
import type { JournalRecord } from '../journal.ts'
import { errorOf } from '../vendor.ts'
import { localText } from '../zone.ts'
import type { Shown } from './finding.ts'
import { type Post, remember } from './post.ts'
import { cameWhole } from './shown.ts'
import { type Tool, toolOf } from './tools.ts'

/** A refusal that said when to ask again. */
interface Announced {
  readonly at: number
  readonly until: number
  readonly path: string
  /** Whether a fault said so, so that no wait runs that would refuse the next request. */
  readonly injected: boolean
  readonly shown: Shown
}

const MOST_CALLERS = 500

/** Sees who asks again before the time that he was told, and the tools that cannot but do so. */
export class EarlyCalls {
  readonly #post: Post
  readonly #announced = new Map<string, Announced>()

  constructor(post: Post) {
    this.#post = post
  }

  see(record: JournalRecord, answer: Answer, id: number): void {
    const { credential, outcome } = record
    const wait = this.#post.fake.mock.api.cooldown
    const refused = outcome !== undefined && outcome === wait?.refuse
    if ((!refused && this.#announced.size === 0) || credential === undefined) return
    const caller = `${record.operation} ${credential}`
    const told = this.#announced.get(caller)
    if (told !== undefined && this.#isEarly(told, record, refused)) this.#note(told, record, id)
    if (!refused || !cameWhole(answer)) return
    const until = answer.refused?.until
    const tool = toolOf(record.requestHeaders['user-agent'])
    if (tool !== undefined) {
      if (!record.injected) this.#noteTool(tool, record, id)
    } else if (until !== undefined && this.#announces(outcome, answer)) {
      const { at, path, injected } = record
      remember(this.#announced, MOST_CALLERS, caller, {
        at,
        until,
        path,
        injected,
        shown: this.#post.shown(record, id),
      })
    }
  }

  /** As at the start. */
  restart(): void {
    this.#announced.clear()
  }

  /** Whether the refusal tells its reader the time. */
  #announces(code: string, { headers }: Answer): boolean {
    const [, says] = errorOf(this.#post.fake.mock.api, code)
    return /\{(next|seconds)\}/.test(says) || 'retry-after' in headers
  }

  /** A wait of the vendor's own says so itself, by refusing; after a fault's nothing runs, so the time alone counts. */
  #isEarly({ at, until, path, injected }: Announced, record: JournalRecord, refused: boolean): boolean {
    if (record.at < at || record.at >= until) return false
    if (!injected) return refused && !record.injected
    return path === record.path || this.#post.fake.options['cooldown.scope'] !== 'token_and_date'
  }

  #note({ at, until, shown }: Announced, record: JournalRecord, id: number): void {
    const { fake } = this.#post
    const { operation = '', credential = null } = record
    const zone = fake.options['time_zone'] as string | undefined
    const next = localText(until, zone)
    this.#post.note({ name: 'early_call', operation, credential }, () => ({
      says: `${fake.name}/${operation} was asked again at ${localText(record.at, zone)}, though the refusal of ${localText(at, zone)} had named ${next} as the time of the next request`,
      suggests: `Wait until the time that the refusal names, here ${next}, before the same credential asks again`,
      behaviour: `${operation}.${fake.mock.api.cooldown?.refuse}`,
      requests: [shown, this.#post.shown(record, id)],
    }))
  }

  #noteTool({ name, habit, remedy }: Tool, record: JournalRecord, id: number): void {
    const { fake } = this.#post
    const { operation = '', credential = null } = record
    const { seconds, refuse } = fake.mock.api.cooldown as { seconds: number; refuse: string }
    this.#post.note({ name: 'tool_refetch', operation, credential, subject: name }, () => ({
      says: `${name} asked ${fake.name}/${operation} again within the ${seconds} seconds' wait and was refused: it ${habit}`,
      suggests: remedy,
      behaviour: `${operation}.${refuse}`,
      requests: [this.#post.shown(record, id)],
    }))
  }
}
