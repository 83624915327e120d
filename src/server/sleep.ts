import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { World } from '#engine'

/** Lets milliseconds pass in a world; ends early where the signal says that nobody waits any more. */
export type Sleep = (milliseconds: number, world: World, signal: AbortSignal) => Promise<unknown>

/** The longest that a timer can wait. */
const LONGEST = 2 ** 31 - 1

/** Waits by the machine's timers. */
export const byTimer: Sleep = (milliseconds, _world, signal) =>
  wait(Math.min(milliseconds, LONGEST), undefined, { signal }).catch(() => {})

const signals = new WeakMap<object, AbortSignal>()

/** Tells when nobody waits for an answer any more: a client that leaves must not keep what it asked for alive. */
export function goneOf(incoming: IncomingMessage | undefined, request: Request): AbortSignal {
  if (incoming === undefined) return request.signal
  const { socket } = incoming
  const known = signals.get(socket)
  if (known !== undefined) return known
  const gone = new AbortController()
  signals.set(socket, gone.signal)
  if (socket.destroyed) gone.abort()
  else socket.once('close', () => gone.abort())
  return gone.signal
}
