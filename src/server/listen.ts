import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { DubleError } from '#engine'
import { cutOff, isReading } from './body.ts'
import type { Host } from './host.ts'

export interface ListenOptions {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** Most milliseconds for a whole request. Default: 30000 */
  readonly requestTimeout?: number | undefined
  /** Speaks HTTPS with this key and certificate, in PEM. Default: HTTP */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined
}

/** A server that listens. */
export interface Listening {
  readonly port: number
  /** By which this machine reaches it. */
  readonly url: string
  /** Takes no new connections, lets running requests finish, and cuts what is idle. */
  close(): Promise<void>
}

const HEADER_BYTES = 16 * 1024
/** Milliseconds for a refused client to read why before it is cut off. */
const LINGER = 1000
/** Milliseconds between looks for connections that have become idle while closing. */
const SWEEP = 20
/** Milliseconds that a running request is given to finish when closing. */
const DRAIN = 10_000

/**
 * Puts a host on a port.
 *
 * @throws DubleError `port_in_use`, `cannot_listen`
 */
export async function listen(host: Host, options: ListenOptions): Promise<Listening> {
  const { requestTimeout = 30_000, tls } = options
  const answer = getRequestListener((request, wire) => host.fetch(request, wire as never), {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      const says = error instanceof Error ? error.message : String(error)
      host.refuse(says)
      return Response.json({ error: 'bad_request', message: says }, { status: 400 })
    },
  })
  const settings = {
    requestTimeout,
    headersTimeout: Math.min(10_000, requestTimeout),
    connectionsCheckingInterval: Math.min(1000, requestTimeout),
    maxHeaderSize: HEADER_BYTES,
    keepAliveTimeout: 10_000,
    requireHostHeader: false, // node's own refusal has no body and no line in the journal
  }
  const server: Server =
    tls === undefined ? createServer(settings, answer) : createTlsServer({ ...settings, ...tls }, answer)
  server.on('tlsClientError', (error: NodeJS.ErrnoException) => refuseHandshake(host, error))
  server.on('checkExpectation', (_incoming: IncomingMessage, outgoing: ServerResponse) => {
    const says = 'the only expectation that is met is 100-continue'
    host.refuse(says, 417)
    outgoing.writeHead(417, { 'content-type': 'application/json; charset=utf-8', connection: 'close' })
    outgoing.end(JSON.stringify({ error: 'bad_request', message: says }))
  })
  server.on('connect', (_incoming: IncomingMessage, socket: Duplex) => {
    const says = 'Dublê is no proxy: it takes no CONNECT'
    host.refuse(says, 405)
    closeWith(socket, 405, 'Method Not Allowed', says)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuseJunk(host, error, socket))
  await bind(server, options)
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `${tls === undefined ? 'http' : 'https'}://${shown(options.host)}:${port}`,
    close: () => shut(server),
  }
}

/** Every address is no address that a client can ask for, and the admin API takes no requests under it. */
function shown(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function bind(server: Server, { port, host }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new DubleError(
              'port_in_use',
              `port ${port} is in use: stop what runs there, or choose another with --port (0 takes any free one)`,
              { port },
            )
          : new DubleError('cannot_listen', `cannot listen on ${host}:${port}: ${error.message}`, {
              host,
              port,
            }),
      )
    })
    server.listen(port, host, resolve)
  })
}

const REASONS: Readonly<Record<string, [status: number, phrase: string, says: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    `the headers are larger than ${HEADER_BYTES} bytes`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'the request did not arrive in time'],
}

/** Who never comes as far as HTTP: a client without TLS, or one that does not believe the certificate. */
function refuseHandshake(host: Host, error: NodeJS.ErrnoException): void {
  if (error.code === 'ECONNRESET') return // it left, and asked nothing
  if (error.code === 'ERR_SSL_HTTP_REQUEST') host.refuse('this port speaks HTTPS: write https:// in the URL')
  else if (/alert (?:unknown ca|bad certificate|certificate unknown)/.test(error.message)) {
    host.refuse(
      'the client does not believe the certificate: have it trust the CA that was printed at the start',
    )
  } else host.refuse(`the TLS handshake failed: ${error.code ?? error.message}`)
}

/** What is no HTTP gets a plain answer and a line in the journal; the process goes on. */
function refuseJunk(host: Host, error: NodeJS.ErrnoException, socket: Socket): void {
  const [status, phrase, says] = REASONS[error.code ?? ''] ?? [
    400,
    'Bad Request',
    `this is not HTTP: ${error.message}`,
  ]
  // A browser opens connections ahead and may never use them: nothing was asked.
  const silent = socket.bytesRead === 0
  const leaving = error.code === 'HPE_INVALID_EOF_STATE' && isReading(socket)
  if (silent || leaving || error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  socket.setTimeout(LINGER, () => socket.destroy())
  if (isReading(socket)) cutOff(socket, { status, says })
  else host.refuse(says, status)
  closeWith(socket, status, phrase, says)
}

function closeWith(socket: Duplex, status: number, phrase: string, says: string): void {
  const body = JSON.stringify({ error: 'bad_request', message: says })
  socket.on('error', () => {}) // it may be gone already
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    // A connection whose last request has just finished is kept alive: it is idle now, and must not hold us up.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP)
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN)
    server.close((error) => {
      clearInterval(sweep)
      clearTimeout(cut)
      if (error) reject(error)
      else resolve()
    })
    server.closeIdleConnections()
  })
}
