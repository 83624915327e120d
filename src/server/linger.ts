import type { IncomingMessage, ServerResponse } from 'node:http'

/** Bytes and idle milliseconds after which a client is cut off all the same. */
const MOST = 64 * 1024 * 1024
const IDLE = 1000

/**
 * Ends an answer whose request was not read to its end. The rest is taken and thrown away, because a client whose connection
 * breaks while it writes may never read what it was told; what the server says ends at once.
 *
 * @param outgoing its head written
 */
export function endEarly(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: string | Uint8Array,
): void {
  const { socket } = outgoing
  // An answer that waits for another one on the connection has no socket yet.
  if (incoming.complete || socket === null) return void outgoing.end(body)
  const cut = (): void => void socket.destroy()
  let size = 0
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > MOST) cut()
  })
  incoming.on('end', cut)
  socket.setTimeout(IDLE, cut)
  outgoing.write(body)
  socket.end()
  incoming.resume()
}
