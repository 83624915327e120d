import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { WireFault } from '#engine'
import { trickle } from './trickle.ts'

/** A whole answer, as it would be sent if nothing happened to it. */
export interface Whole {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array<ArrayBuffer>
}

/** Where an answer goes. */
export interface Line {
  readonly incoming: IncomingMessage | undefined
  readonly outgoing: ServerResponse
  /** Waits for the answer's own world; ends early when the signal says so. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
}

/** Milliseconds between the last byte and a reset, for what was sent to arrive before it. */
const APART = 20
/** Idle milliseconds that a client is given to close its own side. */
const LINGER = 1000

/** Puts an answer on the wire the way a fault would have it; only its own connection suffers. */
export function sendStruck(line: Line, whole: Whole, fault: WireFault): void {
  const { outgoing } = line
  const go = (): void => strike(line, whole, fault)
  if (outgoing.socket !== null) go()
  // An answer that waits for another one on the connection has no socket yet.
  else outgoing.once('socket', go)
}

function strike(line: Line, whole: Whole, fault: WireFault): void {
  const { outgoing } = line
  switch (fault.kind) {
    case 'connection_reset':
      if (fault.when === 'before_head') reset(outgoing)
      else {
        const share = fault.when === 'mid_body' ? 0.5 : 0
        begin(line, whole, share, () => setTimeout(() => reset(outgoing), APART))
      }
      break
    case 'empty_response':
      hangUp(line)
      break
    case 'garbage':
      outgoing.socket?.write(fault.bytes)
      hangUp(line)
      break
    case 'truncated_body':
      begin(line, whole, 0.5, () => hangUp(line))
      break
    case 'slow_body':
      begin(line, whole, 0)
      // Nothing of it would come, and the next answer on the connection must not wait for nothing.
      if (line.incoming?.method === 'HEAD') outgoing.end()
      else trickleOut(line, whole, fault.bytesPerSecond)
  }
}

/** Writes the head and a share of the body, and says when both are out. */
function begin({ outgoing }: Line, { status, headers, body }: Whole, share: number, out?: () => void): void {
  const bytes = Buffer.from(body as string)
  outgoing.writeHead(status, headers)
  outgoing.flushHeaders() // an answer to a HEAD would keep them back
  if (out !== undefined) outgoing.write(bytes.subarray(0, bytes.length * share), out)
}

async function trickleOut(
  { incoming, outgoing, wait }: Line,
  { body }: Whole,
  bytesPerSecond: number,
): Promise<void> {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const { signal } = gone
  incoming?.resume() // a body that was refused unread would hold up its sender
  for await (const chunk of trickle(body, bytesPerSecond, (milliseconds) => wait(milliseconds, signal))) {
    if (signal.aborted) return
    if (outgoing.write(chunk)) continue
    await new Promise<void>((resolve) => {
      outgoing.once('drain', resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
  outgoing.end()
}

/** A TLS socket's own, on which alone there is a TCP connection to reset; Node keeps it under this name. */
interface Layered {
  readonly _parent?: Socket | null
}

/** Ends the connection by a TCP RST. */
function reset({ socket }: ServerResponse): void {
  const below = (socket as Layered | null)?._parent ?? socket
  below?.resetAndDestroy()
  socket?.destroy()
}

/** Ends the connection by a TCP FIN, once what was written is out. */
function hangUp({ incoming, outgoing: { socket } }: Line): void {
  const cut = (): void => void socket?.destroy()
  socket?.once('end', cut)
  socket?.setTimeout(LINGER, cut)
  socket?.end()
  incoming?.resume() // the end of what the client sends is only heard by who reads it
}
