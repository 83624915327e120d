import { get } from 'node:http'
import { get as getSafely } from 'node:https'
import { DubleError } from '#engine'
import { placeOf } from '../admin-api.ts'

interface Flags {
  readonly url?: string
}

/** Milliseconds until somebody who does not answer is ill. */
const PATIENCE = 3000

/** `duble health` */
export async function run({ url }: Flags): Promise<void> {
  const { base } = placeOf(url || process.env['DUBLE_URL'] || usualUrl())
  const says = await askHealth(`${base}/healthz`).catch((error: NodeJS.ErrnoException) => {
    throw new DubleError('no_duble', `${base} does not answer: ${error.code ?? error.message}`, { url: base })
  })
  if (says !== 'ok')
    throw new DubleError('no_duble', `${base} answers ${says}, and is no Dublê`, { url: base })
  process.stdout.write(`${base} is well\n`)
}

/** Where `duble start` listens by the same variables, beside which a container's health check runs. */
function usualUrl(): string {
  const { DUBLE_TLS, DUBLE_HOST = '', DUBLE_PORT } = process.env
  const anywhere = ['', '0.0.0.0', '::', '127.0.0.1'].includes(DUBLE_HOST)
  const host = anywhere ? 'localhost' : DUBLE_HOST.includes(':') ? `[${DUBLE_HOST}]` : DUBLE_HOST
  return `${DUBLE_TLS === undefined ? 'http' : 'https'}://${host}:${DUBLE_PORT ?? '4010'}`
}

/** What it says of itself: `ok`, or else its status. */
function askHealth(url: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  // The authority is made anew for each run, and no secret is sent: that somebody answers is all that counts.
  const options = { timeout: PATIENCE, rejectUnauthorized: false, agent: false as const }
  const asked = (url.startsWith('https:') ? getSafely : get)(url, options, (response) => {
    let text = ''
    response.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (text.length > 10) response.destroy() // nobody of ours says so much
    })
    response.once('close', () => resolve(text === 'ok\n' ? 'ok' : `HTTP ${response.statusCode}`))
  })
  asked.once('timeout', () => asked.destroy(new Error(`nothing came for ${PATIENCE / 1000} s`)))
  asked.once('error', reject)
  return promise
}
