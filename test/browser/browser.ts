import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** Under which names a Chromium lies in `PATH`. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Why there is no browser here. */
export const NO_BROWSER = `no Chromium is installed here: set CHROME_PATH, or put one of ${NAMES.join(', ')} into PATH`

/** Where a Chromium lies: `CHROME_PATH`, or in `PATH`; undefined where there is none. */
export function findBrowser(): string | undefined {
  const given = process.env['CHROME_PATH']
  if (given) return existsSync(given) ? given : undefined
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  return folders
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file))
}

/** Starts it, without a window. */
export const startBrowser = (): Promise<Browser> =>
  // A container has neither a sandbox of its own nor much shared memory.
  chromium.launch({
    executablePath: findBrowser() as string,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })

/** A page that is watched: what it complains of, and whom it asks beyond loopback. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page
  readonly complaints: string[]
  readonly strangers: string[]
}

/** Opens an address in a browser of its own memory. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  const strangers: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol !== 'blob:' && hostname !== 'localhost' && hostname !== '127.0.0.1')
      strangers.push(request.url())
  })
  await page.goto(url)
  return { page, complaints, strangers, [Symbol.asyncDispose]: () => context.close() }
}
