import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCrmZenClient } from '../../src/clients/crm-zen.ts'
import type { Duble } from '../../src/index.ts'
import { onTheWire, vocom, zen } from '../support.ts'
import { findBrowser, NO_BROWSER, openPage, startBrowser } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  if (findBrowser() !== undefined) browser = await startBrowser()
})
afterAll(() => browser?.close())
beforeEach(({ skip }) => skip(findBrowser() === undefined, NO_BROWSER))

/** The journal's rows as they are read, newest first. */
const rows = (page: Page) => page.locator('ol.journal > li')
const tab = (page: Page, name: string) => page.getByRole('tab', { name })

const open = async (duble: Duble, hash = '', options = {}) => {
  const watched = await openPage(browser, `${duble.url}/${hash}`, options)
  await watched.page.getByText('live', { exact: true }).or(watched.page.getByText('ao vivo')).waitFor()
  return watched
}

describe('the dashboard in a browser', () => {
  it('shows a request as it comes, the wait, and what moving the clock does', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    await using watched = await open(duble)
    const { page, complaints, strangers } = watched
    await page.getByText('Nothing was asked yet.').waitFor()

    const client = createCrmZenClient({ url: duble.vendor('crm-zen').url, token: 'zen-token' })
    await client.totals('2018-01-01')
    await rows(page).getByText('200', { exact: true }).waitFor()
    expect((await zen(duble)).status).toBe(429)
    const refused = rows(page).first()
    await refused.getByText('too_many_requests').waitFor()
    expect(await refused.innerText()).toContain('300 s are left of 300')

    await page.getByRole('button', { name: '+5m', exact: true }).click()
    await page.getByText('09:05:00').first().waitFor()
    expect((await zen(duble)).status).toBe(200)
    await expect.poll(() => rows(page).count()).toBe(3)
    expect(await rows(page).locator('.status').allInnerTexts()).toEqual(['200', '429', '200'])

    await refused.click()
    await page.getByRole('heading', { name: 'Request 3' }).waitFor()
    await rows(page).nth(1).click()
    const aside = page.getByRole('complementary')
    await aside.getByText('Requisição', { exact: false }).first().waitFor()
    const said = await aside.innerText()
    expect(said).toContain('Uma requisição a cada 5 minutos')
    expect(said).toContain('token\n***')
    expect(said).not.toContain('zen-token')
    expect([complaints, strangers]).toEqual([[], []])
  })

  it('speaks Portuguese where that is wished, and remembers it', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    await using watched = await open(duble)
    const { page, complaints } = watched
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.getByRole('button', { name: 'Português' }).click()
    await tab(page, 'Histórico').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('pt-BR')
    await page.reload()
    await page.getByText('Nada foi pedido ainda.').waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Nothing was asked yet.').waitFor()
    expect(complaints).toEqual([])
  })

  it('begins in the browser’s own language and colours', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    await using watched = await open(duble, '', { locale: 'pt-BR', colorScheme: 'dark' })
    const { page } = watched
    await tab(page, 'Cobertura').waitFor()
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await paper()).toBe('rgb(23, 22, 21)')
    await page.getByRole('button', { name: 'Tema: sistema' }).click()
    await expect.poll(paper).toBe('rgb(253, 252, 250)')
  })

  it('sends operations by hand: a POST, and a GET with a body', async () => {
    await using duble = await onTheWire({ vendors: ['datacake', 'vocom'] })
    await using watched = await open(duble, '#/default/vendors')
    const { page, complaints, strangers } = watched
    const form = page.locator('section.try')
    expect(await form.locator('.curl pre').innerText()).toBe(
      `curl -X GET '${duble.url}/datacake/clientes' -H 'Authorization: Bearer erp-token' -H 'content-type: application/json' -d '{"cnpj_cpf":"390.533.447-05"}'`,
    )
    await form.getByRole('button', { name: 'Send' }).click()
    await form.getByText('"Ana Lima"').waitFor()
    expect(await form.innerText()).toContain('pegar as informações do cliente no ERP')
    expect(duble.journal().entries.at(-1)).toMatchObject({
      method: 'GET',
      outcome: 'ok',
      requestBody: '{"cnpj_cpf":"***"}',
    })

    await page.getByRole('button', { name: 'vocom' }).click()
    await page.getByRole('button', { name: 'state_set_break' }).click()
    await form.getByRole('button', { name: 'Send' }).click()
    await form.getByText('"command": "break"').waitFor()
    await form.getByLabel('As').selectOption('')
    await form.getByRole('button', { name: 'Send' }).click()
    await form.locator('.tag', { hasText: 'authentication_failed' }).waitFor()
    expect([complaints, strangers]).toEqual([[], []])
  })

  it('marks on the map what was met, what was only injected, and how to meet the rest', async () => {
    await using duble = await onTheWire({ vendors: ['vocom'] })
    await using watched = await open(duble, '#/default/coverage')
    const { page } = watched
    const cell = (outcome: string) =>
      page.getByRole('button', { name: new RegExp(`^vocom/login\\.${outcome}:`) })
    await expect
      .poll(() => cell('ok').getAttribute('aria-label'))
      .toMatch(/^vocom\/login\.ok: never met, \w+$/)
    await vocom(duble, 'login', { agent: 'DEV', branch: '2000' })
    duble.fault({ vendor: 'vocom', operation: 'login', fault: 'execute_failed', times: 1 })
    await vocom(duble, 'login', { agent: 'DEV', branch: '2000' })
    await expect
      .poll(() => cell('ok').getAttribute('aria-label'))
      .toMatch(/^vocom\/login\.ok: met \(1\), \w+$/)
    expect(await cell('execute_failed').getAttribute('aria-label')).toMatch(/: only injected, \w+$/)
    await cell('params_failed').click()
    const aside = page.getByRole('complementary')
    await aside.getByRole('heading', { name: 'How to meet it' }).waitFor()
    expect(await aside.innerText()).toMatch(/vocom\/login\.params_failed[\s\S]*never met[\s\S]*C-\d+/)
    await page.keyboard.press('Escape')
    await aside.waitFor({ state: 'detached' })
  })

  it('directs: a state, a fault, an option, and all as at the start', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    await using watched = await open(duble, '#/default/direct')
    const { page, complaints } = watched
    await page.getByRole('button', { name: 'zen-token has just asked' }).click()
    await page.getByText('Now: zen-token has just asked').waitFor()
    expect((await zen(duble)).status).toBe(429)

    await page.getByLabel('Fault', { exact: true }).fill('status=503')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('× 1').waitFor()
    await page.getByLabel('numbers', { exact: true }).selectOption('string')
    await page.getByText('numbers is changed.').waitFor()
    expect(duble.world.fake('crm-zen').options['numbers']).toBe('string')
    await page.getByRole('button', { name: 'Back to the default of numbers' }).click()
    await expect.poll(() => duble.world.fake('crm-zen').options['numbers']).toBe('number')

    page.once('dialog', (dialog) => dialog.accept())
    await page.getByRole('button', { name: 'Reset the world' }).click()
    await page.getByText('None is set.').waitFor()
    expect((await zen(duble)).status).toBe(200)
    expect(complaints).toEqual([])
  })

  it('opens a world, goes there, and comes back when it is closed', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    await using watched = await open(duble, '#/default/worlds')
    const { page } = watched
    await page.getByLabel('Name').fill('blue')
    await page.getByLabel('Clock stands at').fill('2018-01-01 09:00:00')
    await page.getByRole('button', { name: 'Open a world' }).click()
    await page.getByText('2018-01-01 09:00:00').waitFor()
    expect(page.url()).toBe(`${duble.url}/#/blue/worlds`)
    await tab(page, 'Journal').click()
    await fetch(`${duble.url}/w/blue/crm-zen/api/totais_lead?data=2018-01-01`, {
      headers: { token: 'zen-token' },
    })
    await rows(page).getByText('/w/blue/crm-zen/').waitFor()
    await fetch(`${duble.url}/__admin/worlds/blue`, { method: 'DELETE' })
    await page.getByText('The world blue is closed.').first().waitFor()
    await expect.poll(() => page.url()).toBe(`${duble.url}/#/default/journal`)
  })

  it('filters, stands still, and goes on', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen', 'vocom'] })
    await using watched = await open(duble)
    const { page } = watched
    await zen(duble)
    await zen(duble)
    await vocom(duble, 'get_break_list', { agent: 'DEV' })
    await expect.poll(() => rows(page).count()).toBe(3)
    await page.getByLabel('Vendor').selectOption('vocom')
    expect(await rows(page).count()).toBe(1)
    await page.getByLabel('Vendor').selectOption('')
    await page.getByLabel('Outcome').selectOption('refused')
    expect(await rows(page).count()).toBe(1)
    await page.getByLabel('Outcome').selectOption('all')
    await page.getByLabel('Filter').fill('break_list')
    expect(await rows(page).count()).toBe(1)
    await page.getByLabel('Filter').fill('')
    await page.getByRole('button', { name: 'Pause' }).click()
    await zen(duble)
    await page.getByRole('button', { name: 'Go on (1 new)' }).waitFor()
    expect(await rows(page).count()).toBe(3)
    await page.getByRole('button', { name: 'Go on (1 new)' }).click()
    expect(await rows(page).count()).toBe(4)
    await page.getByRole('button', { name: 'Pause' }).click()
    await zen(duble)
    await page.getByRole('button', { name: 'Go on (1 new)' }).waitFor()
    await page.getByRole('button', { name: 'Empty' }).click()
    await page.getByRole('button', { name: 'Go on (0 new)' }).click()
    await page.getByText('Nothing was asked yet.').waitFor()
  })

  it('is walked with the keyboard alone', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    await using watched = await open(duble)
    const { page } = watched
    await zen(duble)
    await zen(duble)
    await expect.poll(() => rows(page).count()).toBe(2)
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    await press('Tab')
    expect(await focused()).toBe('Skip to the content')
    await press('Enter', 'Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)

    expect(await page.getByRole('main').getByRole('tabpanel', { name: 'Journal' }).count()).toBe(1)

    await tab(page, 'Journal').focus()
    await press('ArrowRight')
    expect([await focused(), await tab(page, 'Vendors').getAttribute('aria-selected')]).toEqual([
      'Vendors',
      'true',
    ])
    await press('End')
    expect(await focused()).toBe('Ledger')
    await press('ArrowRight')
    expect(await focused()).toBe('Journal')

    await page.getByLabel('Filter').waitFor()
    await press('/')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')
    while (!(await focused()).includes('/crm-zen/api/totais_lead')) await press('Tab')
    expect(await focused()).toContain('429')
    await press('ArrowDown')
    expect(await focused()).toContain('200')
    await press('Enter')
    await page.getByRole('heading', { name: 'Request 1' }).waitFor()
    await expect.poll(focused).toBe('Request 1')
    await press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
    await expect.poll(focused).toContain('200')
  })

  it('asks for the token where the admin API wants one, and sends it', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'], adminToken: 'secret' })
    await using watched = await openPage(browser, duble.url)
    const { page } = watched
    const dialog = page.getByRole('dialog')
    for (const wrong of ['wrong', 'no header can carry this: ✓']) {
      await dialog.getByLabel('Admin token').fill(wrong)
      await dialog.getByRole('button', { name: 'Go on' }).click()
    }
    await dialog.getByLabel('Admin token').fill('secret')
    await dialog.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('live', { exact: true }).waitFor()
    await zen(duble)
    await rows(page).getByText('200', { exact: true }).waitFor()
    expect(await page.evaluate(() => localStorage.length)).toBe(1)
  })

  it.each(['#/%/journal', '#/default/constructor', '#/default/%E0', '#/__proto__/journal'])(
    'comes up at any address: %s',
    async (hash) => {
      await using duble = await onTheWire({ vendors: ['crm-zen'] })
      await using watched = await open(duble, hash)
      await tab(watched.page, 'Journal').and(watched.page.locator('[aria-selected=true]')).waitFor()
    },
  )

  it('runs nothing that somebody sent', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen', 'vocom'] })
    const odd = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`
    await zen(duble, `?data=${encodeURIComponent(odd)}`)
    await vocom(duble, 'get_break_list', { agent: 'DEV', [odd]: odd })
    await vocom(duble, 'login', { agent: odd, branch: odd })
    await using watched = await open(duble)
    const { page, complaints } = watched
    await expect.poll(() => rows(page).count()).toBe(3)
    for (const row of await rows(page).getByRole('button').all()) {
      await row.click()
      await page.getByRole('complementary').getByText('Answer', { exact: true }).waitFor()
    }
    await tab(page, 'Findings').click()
    await page.locator('.finding').first().waitFor()
    expect([await page.title(), await page.locator('img').count(), complaints]).toEqual(['Dublê', 0, []])
  })

  it('saves what was asked as a scenario, or says why it cannot', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    await using watched = await open(duble)
    const { page } = watched
    const save = page.getByRole('button', { name: 'Save as scenario' })
    await save.click()
    await page.locator('.note.bad').waitFor()
    await zen(duble)
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()])
    expect(download.suggestedFilename()).toBe('default.scenario.yaml')
    expect(await readFile(await download.path(), 'utf8')).toContain('call: ')
  })

  it.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('fits, and can be read, in %s at %i', async (colorScheme, width) => {
    await using duble = await onTheWire()
    await using watched = await open(duble, '', { colorScheme, viewport: { width, height: 844 } })
    const { page, complaints } = watched
    await zen(duble)
    await zen(duble)
    await expect.poll(() => rows(page).count()).toBe(2)
    for (const name of ['journal', 'vendors', 'coverage', 'findings', 'direct', 'worlds', 'ledger']) {
      await page.goto(`${duble.url}/#/default/${name}`)
      await page.locator(`#tab-${name}[aria-selected=true]`).waitFor()
      await page.getByText('Reading…').waitFor({ state: 'detached' })
      const sight = await page.evaluate(look)
      expect([name, sight]).toEqual([name, { wide: false, pale: [], nameless: [] }])
    }
    expect(complaints).toEqual([])
  })

  it('stays usable while 5,000 requests a second pass', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    await using watched = await open(duble)
    const { page, complaints } = watched
    const url = `${duble.url}/crm-zen/api/totais_lead?data=2018-01-01`
    const { default: autocannon } = await import('autocannon')
    const load = Promise.resolve(
      autocannon({
        url,
        headers: { token: 'zen-token' },
        connections: 10,
        duration: 3,
        overallRate: 5000,
      }),
    )
    await rows(page).nth(40).waitFor()
    const clicks: number[] = []
    for (const name of [
      'Vendors',
      'Journal',
      'Coverage',
      'Journal',
      'Ledger',
      'Journal',
      'Direct',
      'Journal',
    ]) {
      clicks.push(await page.evaluate(click, name))
    }
    await load
    const total = duble.world.met().asked
    expect(total).toBeGreaterThan(1000)
    await expect.poll(() => page.locator('.count > span').first().innerText()).toMatch(/^Requests: [\d,]+$/)
    expect(await rows(page).count()).toBeLessThanOrEqual(300)
    console.info(
      `${total} requests in 3 s; clicks answered in ${clicks.map((each) => each.toFixed(0)).join(', ')} ms`,
    )
    // The middle one: what else the machine does may hold up any single one.
    expect(clicks.toSorted((a, b) => a - b)[clicks.length / 2]).toBeLessThan(200)
    expect(complaints).toEqual([])
  })
})

/** Chooses a tab as a person does, and tells the milliseconds until it is drawn. Runs in the page. */
async function click(name: string): Promise<number> {
  const wanted = [...document.querySelectorAll('[role=tab]')].find(
    (each) => each.textContent?.trim() === name,
  )
  const startedAt = performance.now()
  ;(wanted as HTMLElement).click()
  while (wanted?.getAttribute('aria-selected') !== 'true') {
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  return performance.now() - startedAt
}

/** What is wrong to see: a page that is too wide, text that is too pale (WCAG AA), controls without a name. Runs in the page. */
function look(): { wide: boolean; pale: string[]; nameless: string[] } {
  const colour = (text: string): number[] => (text.match(/[\d.]+/g) ?? []).map(Number)
  const light = ([r = 0, g = 0, b = 0]: number[]): number => {
    const [x = 0, y = 0, z = 0] = [r, g, b].map((part) => {
      const share = part / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const behind = (element: Element | null): number[] => {
    if (element === null) return [255, 255, 255]
    const found = colour(getComputedStyle(element).backgroundColor)
    return found.length === 4 && found[3] === 0 ? behind(element.parentElement) : found
  }
  const pale = new Set<string>()
  const nameless: string[] = []
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
    if (!text || element.getClientRects().length === 0 || element.closest(':disabled, option') !== null)
      continue
    const [one, other] = [light(colour(getComputedStyle(element).color)), light(behind(element))]
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    if (contrast < 4.5)
      pale.add(`${element.className} ${element.textContent?.slice(0, 30)} ${contrast.toFixed(2)}`)
  }
  for (const control of document.querySelectorAll('button, input, select, [role=tab]')) {
    const labels = (control as HTMLInputElement).labels
    const name =
      control.getAttribute('aria-label') || control.textContent?.trim() || labels?.[0]?.textContent?.trim()
    if (
      !name ||
      (/^(INPUT|SELECT)$/.test(control.tagName) && !control.getAttribute('aria-label') && !labels?.length)
    ) {
      nameless.push(control.outerHTML.slice(0, 80))
    }
  }
  return { wide: document.documentElement.scrollWidth > innerWidth, pale: [...pale], nameless }
}
