import { describe, expect, it } from 'vitest'
import { filterLedgers } from '../../src/report/ledger-filter.ts'
import { printLedgerPage } from '../../src/report/ledger-page.ts'
import { type Circumstances, showLedger } from '../../src/report/ledger-sections.ts'
import { printLedger } from '../../src/report/ledger-text.ts'

const EVIL = '<script>alert("1")</script>'

const WRITTEN = {
  vendor: 'acme',
  document: 'Acme: o documento',
  rows: [
    {
      id: 'A-1',
      class: 'documented',
      says: 'All is said.',
      quote: 'Tudo',
      place: 'line 1',
      backs: ['login.ok'],
    },
    {
      id: 'A-2',
      class: 'example',
      says: 'It is shown.',
      quote: 'Nada',
      place: 'line 2',
      backs: ['*.failed'],
    },
    { id: 'A-3', class: 'elsewhere', says: 'Others say so.', place: 'a blog', informative: true },
    { id: 'A-4', class: 'observed', says: 'Seen.', backs: ['login.failed'], options: ['wait', 'word'] },
    {
      id: 'A-5',
      class: 'assumed',
      says: `It says ${EVIL}.`,
      quote: EVIL,
      place: 'line 3',
      against: [{ row: 'A-2' }, { quote: 'Coração', place: 'line 4' }],
      options: ['cap'],
    },
  ],
}

const CIRCUMSTANCES: Circumstances = {
  options: {
    cap: { value: 'silent', accepts: ['silent', 'error'], default: 'silent' },
    wait: { value: '0s', accepts: 'a duration', default: '0s' },
    word: { value: '', accepts: 'text', default: '' },
  },
}

const show = (counts?: Circumstances['counts']) => showLedger(WRITTEN, { ...CIRCUMSTANCES, counts })
const idsOf = (filter: Parameters<typeof filterLedgers>[1], counts?: Circumstances['counts']): string[] =>
  filterLedgers([show(counts)], filter).flatMap(({ rows }) => rows.map(({ id }) => id))

describe('a ledger’s sections', () => {
  it('hold each row once: a contradiction is neither proven nor only assumed', () => {
    expect(show().rows.map(({ id, section }) => [id, section])).toEqual([
      ['A-1', 'proven'],
      ['A-2', 'proven'],
      ['A-3', 'assumed'],
      ['A-4', 'assumed'],
      ['A-5', 'contradictory'],
    ])
  })

  it('tell both sides of a contradiction, at the one row and at the other', () => {
    const { rows } = show()
    expect(rows[4]?.against).toEqual([
      { quote: 'Nada', place: 'line 2', row: 'A-2' },
      { quote: 'Coração', place: 'line 4' },
    ])
    expect(rows[1]?.contradictedBy).toEqual(['A-5'])
    expect(rows[0]).not.toHaveProperty('contradictedBy')
  })

  it('are printed one after the other, with what is set and how to set it otherwise', () => {
    expect(printLedger(show({ acme: { login: { ok: 2 } } }))).toBe(`acme: Acme: o documento

Proven, 2 rows: stated or shown by the document

A-1     documented  All is said.
        “Tudo”
        line 1
        behaviours: login.ok
        met

A-2     example     It is shown.
        “Nada”
        line 2
        contradicted: see A-5
        behaviours: *.failed
        never met

Assumed, 2 rows: the document does not say

A-3     elsewhere   Others say so.
        a blog
        informative: no behaviour can prove it

A-4     observed    Seen.
        behaviours: login.failed
        option wait is 0s, or a duration
          duble options acme wait=…
        option word is "", or text
          duble options acme word=…
        never met

Contradictory, 1 row: the document says two things, and the mock does one of them

A-5     assumed     It says ${EVIL}.
        “${EVIL}”
        line 3
        against “Nada”
        line 2 (A-2)
        against “Coração”
        line 4
        option cap is silent, or error
          duble options acme cap=error

acme: 1 documented, 1 example, 1 elsewhere, 1 observed, 1 assumed`)
  })
})

describe('a ledger’s filters', () => {
  it('take several classes and sections, and then both must hold', () => {
    expect(idsOf({ class: ['example', 'observed'] })).toEqual(['A-2', 'A-4'])
    expect(idsOf({ section: ['proven', 'contradictory'] })).toEqual(['A-1', 'A-2', 'A-5'])
    expect(idsOf({ class: ['assumed'], section: ['assumed'] })).toEqual([])
  })

  it('take an option, and text in any of a row’s words without its accents', () => {
    expect(idsOf({ option: 'cap' })).toEqual(['A-5'])
    expect(idsOf({ grep: 'coracao' })).toEqual(['A-5'])
    expect(idsOf({ grep: 'LOGIN.OK' })).toEqual(['A-1'])
    expect(idsOf({ grep: 'line 2' })).toEqual(['A-2', 'A-5'])
  })

  it('tell what was met from what was not; what backs nothing is neither', () => {
    const counts = { acme: { logout: { failed: 1 } } }
    expect(idsOf({ met: true }, counts)).toEqual(['A-2'])
    expect(idsOf({ met: false }, counts)).toEqual(['A-1', 'A-4'])
    expect(idsOf({ met: true }, { other: { login: { ok: 1 } } })).toEqual([])
  })

  it('refuse what there is not, with the nearest name', () => {
    expect(() => idsOf({ section: ['provn'] })).toThrow(
      'the ledger has no section "provn" (did you mean proven?): it has proven, assumed, contradictory',
    )
    expect(() => idsOf({ option: 'cpa' })).toThrow('no row names an option "cpa" (did you mean cap?)')
  })
})

describe('the ledger’s page', () => {
  const page = printLedgerPage([show({ acme: { login: { ok: 2 } } })])

  it('fetches nothing and runs nothing, whatever stands in a quote', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'`)
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|@import/)
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')
  })

  it('leads from its contents to each section, and from each row to the others that it names', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
    expect(links.filter((link) => !ids.includes(link))).toEqual([])
    expect([...new Set(links)]).toEqual([
      'acme',
      'acme.proven',
      'acme.assumed',
      'acme.contradictory',
      'acme.A-5',
      'acme.A-2',
    ])
  })

  it('leads to no row that it does not have', () => {
    const [part] = filterLedgers([show()], { section: ['contradictory'] })
    const alone = printLedgerPage(part === undefined ? [] : [part])
    expect(alone).toContain('line 2 (A-2)')
    expect(alone).not.toContain('href="#acme.A-2"')
  })

  it('says in which language a quote is, and sets both sides of a contradiction beside each other', () => {
    const sides = page.slice(page.indexOf('<div class="sides">'))
    expect(sides.slice(0, sides.indexOf('</div>')).match(/<q lang="pt-BR">[^<]+<\/q>/g)).toEqual([
      '<q lang="pt-BR">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</q>',
      '<q lang="pt-BR">Nada</q>',
      '<q lang="pt-BR">Coração</q>',
    ])
  })

  it('shows an option with its value, the others, and the command; and what was met', () => {
    expect(page).toContain(
      '<code>cap</code> is <code>silent</code>, or error</span> <code class="command">duble options acme cap=error</code>',
    )
    expect(page).toContain('<span class="word passed">met</span> All is said.')
    expect(page).toContain('<span class="word pending">never met</span> It is shown.')
  })

  it('says so where nothing is left to show', () => {
    expect(printLedgerPage([])).toContain('<p>No row is what was asked for.</p>')
  })
})
