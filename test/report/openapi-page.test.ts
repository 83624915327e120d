import { describe, expect, it } from 'vitest'
import { printReference } from '../../src/report/openapi-page.ts'
import { addressesOf, describeVendor, rooms } from '../contracts/openapi-support.ts'

const documents = await Promise.all(rooms.map(({ name }) => describeVendor(name)))
const page = printReference(documents)

const VOID = new Set(['meta', 'br'])

/** The tags of a page that are not closed where they should be. */
function unbalanced(html: string): string[] {
  const open: string[] = []
  const wrong: string[] = []
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (VOID.has(name)) continue
    if (slash === '') open.push(name)
    else if (open.pop() !== name) wrong.push(name)
  }
  return [...wrong, ...open]
}

describe('the reference page', () => {
  it('needs nothing beside itself: no script, no picture, nothing to fetch', () => {
    expect(page).not.toMatch(/<(script|img|link|iframe|object|embed|base|form)\b/i)
    expect(page).not.toMatch(/\b(src|srcset|action)=|@import|url\(/i)
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? []
    expect(style).toContain('prefers-color-scheme: dark')
  })

  it('is whole: tags are balanced, ids are there once, every link leads somewhere in it', () => {
    expect(page.startsWith('<!doctype html>')).toBe(true)
    expect(unbalanced(page)).toEqual([])
    expect(unbalanced('<p><b>a</p>')).not.toEqual([])
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id as string)
    expect(new Set(ids).size).toBe(ids.length)
    const links = [...page.matchAll(/ href="([^"]+)"/g)].map(([, to]) => to as string)
    expect(links.filter((to) => !to.startsWith('#') || !ids.includes(to.slice(1)))).toEqual([])
  })

  it('shows every operation with its path, and every fact of every ledger', () => {
    for (const document of documents) {
      for (const { path, operation } of addressesOf(document)) {
        expect(page).toContain(`id="${document['x-duble-vendor']}.${operation.operationId}"`)
        expect(page).toContain(`<code>${path}</code>`)
      }
      for (const id of Object.keys(document['x-duble-ledger'])) {
        expect(page).toContain(`<span id="${document['x-duble-vendor']}.${id}">`)
      }
    }
  })

  it('keeps the vendor’s sentences and the document’s quotes in Portuguese, and says what is assumed', () => {
    expect(page).toContain('<span lang="pt-BR">Data inexistente ou em formato inválido</span>')
    expect(page).toContain(
      '<q lang="pt-BR">Cada requisição possui um período de espera. Uma requisição a cada 5 minutos</q>',
    )
    expect(page).toContain('<span lang="pt-BR">CPF/CNPJ inválido</span> <small>(words assumed)</small>')
    expect(page).toContain('<span class="badge documented">documented</span>')
    // What the class stands on comes first, whatever backs the outcome more closely.
    const [, why] = /<code>ok\.empty<\/code><\/td><td>.*?<ul><li><a href="#crm-zen\.([^"]+)"/.exec(page) ?? []
    expect(why).toBe('Z-15')
  })

  it('has a curl line for each, whose secrets are variables', () => {
    expect(page).toContain(
      'curl &quot;http://localhost:4010/crm-zen/api/totais_lead?data=2018-01-01&quot; -H &quot;token: $DUBLE_CRM_ZEN_TOKEN&quot;',
    )
    expect(page).toContain('-u &quot;$DUBLE_VOCOM_USER:$DUBLE_VOCOM_PASSWORD&quot;')
    expect(page).toContain('/api/app/calendar/all/token/$DUBLE_VOCALCONTACT_TOKEN&quot;')
    expect(page.match(/<pre class="curl">/g)).toHaveLength(documents.flatMap(addressesOf).length)
  })

  it('writes what it is given as text', () => {
    const [document] = structuredClone(documents)
    if (document === undefined) throw new Error('nothing is described')
    const spoiled = { ...document, info: { ...document.info, title: '<script>alert("x")</script>' } }
    expect(printReference([spoiled])).not.toContain('<script')
  })
})
