import type { JournalRecord } from '../journal.ts'
import type { Beats, Post, Trail } from './post.ts'

/** So often within a second is innocent. */
const MOST = 10
const SECOND = 1000
/** A longer body is not compared, nor kept for that. */
const MOST_BODY = 65_536

/** Sees the same request, by the same caller, again and again. */
export class Hammering {
  readonly #post: Post
  readonly #elapsed: () => number

  /** @param elapsed the machine's milliseconds: a world's clock may stand still */
  constructor(post: Post, elapsed: () => number) {
    this.#post = post
    this.#elapsed = elapsed
  }

  see(trail: Trail, record: JournalRecord, id: number): void {
    const caller = record.credential ?? this.#shownBy(record)
    if (
      record.path !== trail.path ||
      record.requestBody !== trail.body ||
      caller !== trail.caller ||
      record.method !== trail.method
    ) {
      trail.method = record.method
      trail.path = record.path
      trail.body = record.requestBody.length > MOST_BODY ? undefined : record.requestBody
      trail.caller = caller
      if (trail.beats !== undefined) begin(trail.beats)
      this.#beat(trail, record.at)
      return
    }
    const beats = this.#beat(trail, record.at)
    if (beats.count <= MOST || !isWithin(beats)) return
    if (beats.note !== undefined) beats.note.times++
    else beats.note = this.#note(record, id)
  }

  /** Of whom nobody knows: by what he would prove who he is, for another such proof is another request. */
  #shownBy({ requestHeaders }: JournalRecord): string {
    const { mock, options } = this.#post.fake
    const names = mock.api.auth.headers(options)
    return ['authorization', ...names].map((name) => String(requestHeaders[name])).join('\u0000')
  }

  #beat(trail: Trail, at: number): Beats {
    trail.beats ??= {
      machine: new Float64Array(MOST + 1),
      world: new Float64Array(MOST + 1),
      count: 0,
      note: undefined,
    }
    const { beats } = trail
    const place = beats.count++ % (MOST + 1)
    beats.machine[place] = this.#elapsed()
    beats.world[place] = at
    return beats
  }

  #note(record: JournalRecord, id: number): Beats['note'] {
    const { fake } = this.#post
    const { operation = '', credential = null } = record
    return this.#post.note({ name: 'hammering', operation, credential }, () => ({
      says: `${fake.name}/${operation} was sent the same request more than ${MOST} times within a second`,
      suggests: 'Wait between two attempts, longer each time, and give up after a few',
      requests: [this.#post.shown(record, id)],
    }))
  }
}

function begin(beats: Beats): void {
  beats.count = 0
  beats.note = undefined
}

/** Whether all of the ring lies within a second: the machine's, and the world's, whose clock may have been moved on between. */
function isWithin({ machine, world, count }: Beats): boolean {
  const [newest, oldest] = [(count - 1) % (MOST + 1), count % (MOST + 1)]
  return (
    (machine[newest] as number) - (machine[oldest] as number) <= SECOND &&
    (world[newest] as number) - (world[oldest] as number) <= SECOND
  )
}
