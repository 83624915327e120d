/** Milliseconds between two pieces, where the rate allows a byte in so short a time. */
const BEAT = 50

/**
 * A body in pieces, each when it is due: what has come at any time never exceeds the rate.
 *
 * @param wait lets milliseconds pass, by whatever clock
 */
export async function* trickle(
  body: string | Uint8Array<ArrayBuffer>,
  bytesPerSecond: number,
  wait: (milliseconds: number) => Promise<unknown>,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const bytes = Buffer.from(body as string)
  const piece = Math.max(1, Math.floor((bytesPerSecond * BEAT) / 1000))
  const began = performance.now()
  let waited = 0
  for (let sent = 0; sent < bytes.length; sent += piece) {
    const due = (Math.min(sent + piece, bytes.length) / bytesPerSecond) * 1000
    // By another clock than the machine's nothing has passed here: then what was waited for counts.
    const left = due - Math.max(waited, performance.now() - began)
    if (left > 0) {
      waited += left
      await wait(left)
    }
    yield bytes.subarray(sent, sent + piece)
  }
}
