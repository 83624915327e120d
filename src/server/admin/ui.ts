import type { Context } from 'hono'
import { DubleError } from '#engine'
import type { UiFile } from '../dashboard/ui-files.ts'
import type { AdminEnv, Director } from './director.ts'

/** Scripts and styles are the page's own files, and it talks to its own server alone. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
}

/** Whether a request is for the page, which is shown before its token is known. */
export const isUi = (method: string, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') && (path === '/__admin/ui' || path.startsWith('/__admin/ui/'))

/** The dashboard: its page and the files of it. */
export function uiRoutes({ app }: Director): void {
  let read: Promise<ReadonlyMap<string, UiFile>> | undefined
  const file = async (name: string): Promise<UiFile> => {
    read ??= import('../dashboard/ui-files.ts').then(({ readUiFiles }) => readUiFiles())
    const found = (await read).get(name)
    if (found !== undefined) return found
    throw new DubleError('unknown_path', `the dashboard has no file "${name}"`, { file: name })
  }
  const serve = (name: (c: Context<AdminEnv>) => string) => async (c: Context<AdminEnv>) => {
    const found = await file(name(c))
    const headers = { ...HEADERS, 'content-type': found.type, vary: 'accept-encoding' }
    return /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
      ? c.body(found.zipped, 200, { ...headers, 'content-encoding': 'gzip' })
      : c.body(found.bytes, 200, headers)
  }
  const page = serve(() => 'index.html')
  app.get('/ui', page)
  app.get('/ui/', page)
  app.get(
    '/ui/:file',
    serve((c) => c.req.param('file') ?? ''),
  )
}
