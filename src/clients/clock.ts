import { setTimeout as sleep } from 'node:timers/promises'
import { createClock } from '#engine'

/** Time as a client sees it; a test injects its own. */
export interface ClientClock {
  now(): number
  /** Waits; rejects when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The machine's own. */
export const MACHINE: ClientClock = {
  now: createClock().now,
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
}

/**
 * Does something in so many milliseconds, or not at all.
 *
 * @throws what `late` makes when the time is over; the signal's reason when it aborts
 */
export async function within<T>(
  clock: ClientClock,
  milliseconds: number,
  signal: AbortSignal | undefined,
  late: () => Error,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const [inner, timer] = [new AbortController(), new AbortController()]
  let abort: () => void = () => {}
  const ends = new Promise<never>((_resolve, reject) => {
    const end = (reason: unknown): void => {
      inner.abort(reason)
      reject(reason)
    }
    abort = () => end(signal?.reason)
    signal?.addEventListener('abort', abort)
    clock.sleep(milliseconds, timer.signal).then(
      () => end(late()),
      () => {}, // the work was done before
    )
  })
  try {
    return await Promise.race([act(inner.signal), ends])
  } finally {
    timer.abort()
    signal?.removeEventListener('abort', abort)
  }
}

/** A promise that others may share, given up by one. @throws the signal's reason when it aborts */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise
  promise.catch(() => {}) // whoever gives up before it fails has heard enough
  signal.throwIfAborted()
  let abort: () => void = () => {}
  const ends = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort)
  })
  try {
    return await Promise.race([promise, ends])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
