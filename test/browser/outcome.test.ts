import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onTheWire, zen } from '../support.ts'
import { findBrowser, NO_BROWSER, openPage, startBrowser } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  if (findBrowser() !== undefined) browser = await startBrowser()
})
afterAll(() => browser?.close())
beforeEach(({ skip }) => skip(findBrowser() === undefined, NO_BROWSER))

describe('an outcome in the dashboard', () => {
  it('is the fault where a status stood in, and no operation only where there was none', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    duble.fault({ vendor: 'crm-zen', operation: 'totals', fault: 'status=503', times: 1 })
    expect((await zen(duble)).status).toBe(503)
    await fetch(`${duble.url}/crm-zen/nowhere`)
    await using watched = await openPage(browser, `${duble.url}/`)
    const rows = watched.page.locator('ol.journal > li')
    await expect.poll(() => rows.count()).toBe(2)
    expect(await rows.first().innerText()).toContain('no operation')
    expect(await rows.last().innerText()).toMatch(/503\s+status=503\s+injected/)
    expect(watched.complaints).toEqual([])
  })
})
