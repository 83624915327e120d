import net from 'node:net'
import tls from 'node:tls'

/** What came over a socket, and how it ended. */
export interface Listened {
  readonly bytes: Buffer
  /** How the connection ended: by a FIN, by an error with this code, by this side, or not at all. */
  readonly end: string
}

interface Manner {
  /** Stops listening after so many whole answers. Default: when the connection ends */
  readonly answers?: number
  /** Breaks the connection off after so many milliseconds. */
  readonly leaveAfter?: number
  /** Speaks TLS and believes this authority. */
  readonly ca?: string | undefined
}

/** Sends bytes as they are, and tells how the connection ended, if it did within five seconds. */
export function listen(
  duble: { readonly url: string },
  bytes: string,
  manner: Manner = {},
): Promise<Listened> {
  const { answers = Number.POSITIVE_INFINITY, leaveAfter, ca } = manner
  const where = { port: Number(new URL(duble.url).port), host: '127.0.0.1' }
  const options = ca === undefined ? {} : { ca, servername: 'localhost' }
  return new Promise((resolve) => {
    const socket = ca === undefined ? net.connect(where) : tls.connect({ ...where, ...options })
    const chunks: Buffer[] = []
    const end = (how: string): void => {
      clearTimeout(leaving)
      socket.destroy()
      resolve({ bytes: Buffer.concat(chunks), end: how })
    }
    const leaving = setTimeout(() => end(leaveAfter === undefined ? 'open' : 'left'), leaveAfter ?? 5000)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const heads = Buffer.concat(chunks)
        .toString('latin1')
        .match(/HTTP\/1\.1 \d+ .*?\r\n\r\n/gs)
      if ((heads?.length ?? 0) >= answers) end('heard')
    })
    socket.on('end', () => end('FIN'))
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
    socket.write(bytes)
  })
}
