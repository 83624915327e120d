import type { Answer } from '../http.ts'
import type { JournalRecord } from '../journal.ts'
import { localText } from '../zone.ts'
import type { Finding, Shown } from './finding.ts'
import type { About, Told } from './notebook.ts'
import { type Post, remember } from './post.ts'
import { cameWhole } from './shown.ts'

/** A token that the vendor has issued. */
interface Issued {
  /** Number of the request that fetched it. */
  readonly id: number
  readonly at: number
  readonly until: number
  readonly scope: string
  readonly shown: Shown
  /** Number of the request that used it first; 0 before. */
  usedBy: number
  uses: number
  refused: boolean
}

/** Tokens of one client that were used for one call each, one after the other. */
interface Streak {
  last: Issued
  count: number
  readonly requests: Shown[]
}

/** A token of which the vendor has said that it has expired. */
interface Expired {
  readonly at: number
  /** The machine's milliseconds. */
  readonly toldAt: number
  readonly shown: Shown
  again: number
}

const MOST_TOKENS = 500
const MOST_CLIENTS = 200
/** Fewer pairs of a fetch and a call are innocent. */
const PAIRS = 3
/** Requests that come so soon behind a refusal were on their way before it was read, as those of one burst are. */
const BURST = 10

/** Sees tokens that are fetched for each call, and such as are used again though they have expired. */
export class TokenHabits {
  readonly #post: Post
  readonly #operation: string
  readonly #elapsed: () => number
  readonly #issued = new Map<string, Issued>()
  readonly #streaks = new Map<string, Streak>()
  readonly #expired = new Map<string, Expired>()

  /** The last header, and the token in it: a client sends the same one again and again. */
  #header = ''
  #token: string | undefined

  /**
   * @param operation the one that issues tokens
   * @param elapsed the machine's milliseconds
   */
  constructor(post: Post, operation: string, elapsed: () => number) {
    this.#post = post
    this.#operation = operation
    this.#elapsed = elapsed
  }

  /** Whether a text is a token that was issued lately. */
  isToken(text: string): boolean {
    return this.#issued.has(text)
  }

  see(record: JournalRecord, answer: Answer, id: number): void {
    if (record.operation === this.#operation) {
      if (record.outcome === 'ok' && cameWhole(answer)) this.#fetched(record, answer, id)
      return
    }
    const header = record.requestHeaders['authorization']
    if (typeof header !== 'string') return
    if (header !== this.#header) {
      this.#header = header
      this.#token = /^bearer +(\S+)$/i.exec(header)?.[1]
    }
    const token = this.#token
    if (token === undefined) return
    if (answer.refused?.expired) this.#spent(token, record, answer, id)
    const issued = this.#issued.size === 0 ? undefined : this.#issued.get(token)
    if (issued === undefined) return
    if (record.status === 401) issued.refused = true
    else if (record.credential !== undefined) this.#used(issued, record.credential, id)
  }

  /** What would be told if nothing more came. */
  read(tell: (about: About, told: Told, times: number) => Finding): Finding[] {
    const long = [...this.#streaks].filter(([, { count }]) => count >= PAIRS)
    return long.map(([key, streak]) => tell(this.#about(key), this.#told(streak), streak.count))
  }

  /** As at the start. */
  restart(): void {
    this.#issued.clear()
    this.#streaks.clear()
    this.#expired.clear()
  }

  #fetched(record: JournalRecord, { sent }: Answer, id: number): void {
    const { access_token, expires_in } = parsed(record.responseBody)
    if (typeof access_token !== 'string') return
    const lives = Number(expires_in)
    remember(this.#issued, MOST_TOKENS, access_token, {
      id,
      at: record.at,
      until: Number.isFinite(lives) ? record.at + lives * 1000 : Number.POSITIVE_INFINITY,
      scope: String(sent?.['scope'] ?? ''),
      shown: this.#post.shown(record, id),
      usedBy: 0,
      uses: 0,
      refused: false,
    })
  }

  #used(issued: Issued, client: string, id: number): void {
    issued.uses++
    const key = `${client}\u0000${issued.scope}`
    const streak = this.#streaks.get(key)
    if (issued.uses > 1) {
      if (streak?.last !== issued) return
      streak.count--
      this.#end(key, streak)
      return
    }
    issued.usedBy = id
    if (streak !== undefined && isNeedless(streak.last, issued)) {
      streak.last = issued
      streak.count++
      if (streak.requests.length < PAIRS) streak.requests.push(issued.shown)
      return
    }
    if (streak !== undefined) this.#end(key, streak)
    remember(this.#streaks, MOST_CLIENTS, key, { last: issued, count: 1, requests: [issued.shown] })
  }

  /** Notes a streak that is over, if it was long. */
  #end(key: string, streak: Streak): void {
    this.#streaks.delete(key)
    if (streak.count < PAIRS) return
    const found = this.#post.note(this.#about(key), () => this.#told(streak))
    if (found !== undefined) found.times += streak.count - 1
  }

  #about(key: string): About {
    const [credential = ''] = key.split('\u0000')
    return { name: 'token_per_call', operation: this.#operation, credential }
  }

  #told({ last, count, requests }: Streak): Told {
    const seconds = Math.round((last.until - last.at) / 1000)
    const lives = Number.isFinite(seconds) ? `, though each lives ${seconds} seconds` : ''
    return {
      says: `${this.#post.fake.name}/${this.#operation} gave ${count} tokens one after the other that were used for one call each${lives}`,
      suggests: 'Keep a token for all calls until it expires or is refused',
      behaviour: `${this.#operation}.ok`,
      requests,
    }
  }

  #spent(token: string, record: JournalRecord, answer: Answer, id: number): void {
    const expired = this.#expired.get(token)
    const now = this.#elapsed()
    if (expired === undefined) {
      if (!cameWhole(answer)) return
      const shown = this.#post.shown(record, id)
      remember(this.#expired, MOST_TOKENS, token, { at: record.at, toldAt: now, shown, again: 0 })
      return
    }
    if (now - expired.toldAt < BURST || ++expired.again < 2) return
    const { fake } = this.#post
    const { operation = '', outcome } = record
    this.#post.note({ name: 'expired_token_reused', operation, credential: null }, () => ({
      says: `${fake.name}/${operation} was asked again and again with a token that the answer of ${localText(expired.at)} had refused because it had expired`,
      suggests: 'Fetch a new token when one is refused, and ask once more with that',
      behaviour: `${operation}.${outcome}`,
      requests: [expired.shown, this.#post.shown(record, id)],
    }))
  }
}

/** Whether a token was fetched behind a call with another that was still good. */
const isNeedless = (before: Issued, { id, at }: Issued): boolean =>
  before.uses === 1 && !before.refused && before.usedBy < id && at < before.until

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(body) ?? {}) as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}
