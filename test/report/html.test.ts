import { describe, expect, it } from 'vitest'
import { printHtml } from '../../src/report/html.ts'
import { evil, passed, report } from './sample.ts'

const VOID = ['meta', 'br', 'input']

/** The elements of a page by name, in order; fails where one is not closed in its turn. */
function elementsOf(page: string): string[] {
  const open: string[] = []
  const seen: string[] = []
  const body = page.replace(/<style>[\s\S]*?<\/style>/, '<style></style>').replace('<!doctype html>', '')
  for (const [, end, name = ''] of body.matchAll(/<(\/?)([a-z0-9]+)\b[^>]*>/g)) {
    if (end) expect(open.pop()).toBe(name)
    else {
      seen.push(name)
      if (!VOID.includes(name)) open.push(name)
    }
  }
  expect(open).toEqual([])
  return seen
}

/** What a reader sees. */
const textOf = (page: string): string =>
  page
    .replace(/[\s\S]*<body>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('the page', () => {
  const page = printHtml(report)

  it('shows what failed first, and open; what passed is a line', () => {
    const order = [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)
    expect(order).toEqual(['bad.yaml', 'mine', 'good.yaml'])
    expect(page).toContain('<li class="case"><details open><summary><span class="mark failed"')
    expect(page).toContain('<li class="case good"><span class="mark passed"')
    expect(page.indexOf('Zen answers twice')).toBeLessThan(page.indexOf('a partial edit'))
    expect(page.indexOf('a partial edit')).toBeLessThan(page.indexOf('>Zen answers <'.slice(1)))
  })

  it("tells what was expected, what came, the line, and who says so in the document's words", () => {
    const text = textOf(page)
    expect(text).toContain('expected ok came too_many_requests (HTTP 429)')
    expect(text).toContain(
      'Z-11 documented A caller may ask once every five minutes. Uma requisição a cada 5 minutos Requisições, line 16 (option cooldown.scope is token)',
    )
    expect(page).toContain('<q lang="pt-BR">Uma requisição a cada 5 minutos</q>')
    expect(page).toContain('<pre>    7 |   expect: ok\n\n      |   ^</pre>')
    expect(text).toContain('✗ 1 failed ✗ 1 not met ? 1 could not be checked ✓ 2 passed')
    expect(text).toContain('Contracts come from documents, not from vendors.')
  })

  it('shows a map of cases, each with what its mark stands for', () => {
    const cells = [{ went: 'passed', says: 'login.ok: met' } as const, null]
    const map = { columns: ['ok', 'ok.empty'], rows: [{ title: 'login', cells }] }
    const drawn = printHtml({ ...report, groups: [{ title: 'vocom', map, cases: [passed] }] })
    expect(drawn).toContain('<th scope="col"><span>ok.empty</span></th></tr></thead>')
    expect(drawn).toContain(
      '<tr><th scope="row">login</th><td class="passed" title="login.ok: met" aria-label="login.ok: met">✓</td><td></td></tr>',
    )
  })

  it('folds away what did not pass where that is wished', () => {
    const one = { title: 'a', went: 'pending', excerpt: 'text', folded: true } as const
    const drawn = printHtml({ ...report, groups: [{ title: 'b', cases: [one, { ...one, folded: false }] }] })
    expect(drawn.match(/<li class="case"><details>/g)).toHaveLength(1)
    expect(drawn.match(/<li class="case"><details open>/g)).toHaveLength(1)
  })

  it('names in its title how it ended', () => {
    expect(page).toContain('<title>✗ duble scenario: 4 scenarios, 2 failed</title>')
    const good = printHtml({ ...report, failed: false, summary: '1 scenario, all passed' })
    expect(good).toContain('<title>✓ duble scenario: 1 scenario, all passed</title>')
  })

  it('offers to hide what passed only where something else is left', () => {
    expect(page).toContain('hide what passed')
    const good = { ...report, failed: false, groups: [{ title: 'good.yaml', cases: [passed] }] }
    expect(printHtml(good)).not.toContain('hide what passed')
  })

  it('needs nothing beside itself: no script, no address, and a policy that allows none', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'`)
    expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import|https?:/)
    expect(page).toContain('@media (prefers-color-scheme: dark)')
  })

  it('is whole, and the same elements whatever the words in it', () => {
    const words = ['meta', 'title', 'style', 'header', 'h1', 'main', 'section', 'details', 'summary']
    expect(elementsOf(page)).toEqual(expect.arrayContaining(words))
    const harmless = JSON.parse(JSON.stringify(evil), (key, value) =>
      typeof value === 'string' && key !== 'went' ? 'word' : value,
    )
    const shown = printHtml(evil)
    // The four cases are called alike when all words are, and are counted by how they went.
    expect(elementsOf(shown)).toEqual(elementsOf(printHtml(harmless)))
    expect(shown).not.toMatch(/<script|<img|onerror="/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what no page may hold
    expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e\u2066\ud800]/)
  })
})
