import type { Fake } from '../fake.ts'
import type { Answer } from '../http.ts'
import type { JournalRecord } from '../journal.ts'
import type { AnyOperation } from '../operation.ts'
import { CappedAnswers } from './capped.ts'
import { EarlyCalls } from './early-call.ts'
import type { Finding } from './finding.ts'
import { Hammering } from './hammering.ts'
import { IgnoredErrors } from './ignored-error.ts'
import { type About, findingOf, type Notebook, type Told } from './notebook.ts'
import { seeLeans, seeStrangers } from './own-ways.ts'
import type { Post, Trail } from './post.ts'
import { SecretsInUrl } from './secrets.ts'
import { shownOf } from './shown.ts'
import { TokenHabits } from './tokens.ts'

/** Where one vendor of one world is to be found, also when its fixture was replaced. */
export interface Watched {
  readonly id: string
  readonly fakes: ReadonlyMap<string, Fake>
}

const NOWHERE = '\u0000'

/** Watches the callers of one vendor in one world. */
export class Lookout {
  readonly vendor: string
  readonly #world: Watched
  readonly #post: Post
  readonly #trails = new Map<string, Trail>()
  readonly #hammering: Hammering
  readonly #secrets: SecretsInUrl
  readonly #early: EarlyCalls | undefined
  readonly #capped: CappedAnswers | undefined
  readonly #ignored: IgnoredErrors | undefined
  readonly #tokens: TokenHabits | undefined

  /** @param elapsed the machine's milliseconds */
  constructor(world: Watched, fake: Fake, notes: Notebook, elapsed: () => number) {
    const { api } = fake.mock
    this.vendor = fake.name
    this.#world = world
    const post: Post = {
      get fake() {
        return world.fakes.get(fake.name) ?? fake
      },
      note: (about, tell) => notes.note(world.id, fake.name, about, tell),
      shown: (record, id) => shownOf(record, id, (path) => this.#secrets.hide(path)),
    }
    this.#hammering = new Hammering(post, elapsed)
    this.#early = api.cooldown && new EarlyCalls(post)
    this.#capped = api.narrows && new CappedAnswers(post)
    this.#ignored = api.presupposes && new IgnoredErrors(post, api.presupposes)
    this.#tokens =
      api.tokenOperation === undefined ? undefined : new TokenHabits(post, api.tokenOperation, elapsed)
    this.#secrets = new SecretsInUrl(post, (text) => this.#tokens?.isToken(text) ?? false)
    this.#post = post
  }

  see(record: JournalRecord, answer: Answer, id: number): void {
    const { operation } = record
    if (operation === undefined) {
      this.#secrets.see(undefined, record, id)
      return
    }
    const trail = this.#trail(operation)
    const usual = trail.plain && answer.strangers === undefined && answer.refused === undefined
    if (!usual) this.#secrets.see(trail, record, id)
    this.#hammering.see(trail, record, id)
    if (answer.strangers !== undefined) {
      seeStrangers(this.#post, record, answer, id, (field) => this.#secrets.isSecret(answer.sent?.[field]))
    }
    if (answer.leans !== undefined) seeLeans(this.#post, record, answer, id)
    this.#early?.see(record, answer, id)
    this.#capped?.see(record, answer, id)
    this.#ignored?.see(record, answer, id)
    this.#tokens?.see(record, answer, id)
  }

  /** What would be told if nothing more came. */
  pending(): Finding[] {
    const tell = (about: About, told: Told, times: number): Finding =>
      findingOf(this.#world.id, this.vendor, about, told, times)
    return [...(this.#capped?.read(tell) ?? []), ...(this.#tokens?.read(tell) ?? [])]
  }

  /** Forgets what failed. */
  turn(): void {
    this.#ignored?.restart()
  }

  /** Forgets who did what. */
  restart(): void {
    this.#trails.clear()
    for (const watcher of [this.#early, this.#capped, this.#ignored, this.#tokens]) watcher?.restart()
  }

  #trail(operation: string): Trail {
    let trail = this.#trails.get(operation)
    if (trail === undefined) {
      trail = {
        operation,
        method: '',
        path: NOWHERE,
        body: undefined,
        caller: undefined,
        beats: undefined,
        clean: NOWHERE,
        plain: isPlain(this.#post.fake.mock.api.operations[operation] as AnyOperation),
      }
      this.#trails.set(operation, trail)
    }
    return trail
  }
}

/** Whether all that the URL of an accepted request can hold, but for what the document does not know, are the operation's parameters. */
const isPlain = ({ takes, path }: AnyOperation): boolean => takes.startsWith('query') && !path.includes('{')
