import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Sending } from '#engine'
import type { Pact } from '../../src/contracts/verify-file.ts'
import { lint } from '../../src/contracts/verify-lint.ts'
import { openFixture, openRooms } from '../../src/fixtures/rooms.ts'
import { COMMITTED, WRITTEN } from './pact.ts'

const contracts = async (folder: string): Promise<Record<string, string>> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const texts = names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(texts))
}

/** What the default worlds print: credentials as they are written and as they are sent, and tokens issued beforehand. */
async function publishedSecrets(): Promise<Set<string>> {
  const found = new Set<string>()
  for (const room of await openRooms()) {
    const { credentials, tables } = await openFixture(room)
    for (const { name: _name, status: _status, ...secrets } of credentials) {
      for (const secret of Object.values(secrets)) found.add(String(secret))
    }
    for (const credential of credentials) {
      const { headers = {} } = room.mock.api.auth.present(credential) as Sending
      for (const header of Object.values(headers)) found.add(header)
    }
    for (const source of tables['tokens'] ?? []) {
      for (const { token } of 'rows' in source ? source.rows : []) found.add(`Bearer ${token}`)
    }
  }
  found.delete('')
  return found
}

/** What the consumer tests write: version 4. */
interface Written {
  readonly interactions: readonly {
    readonly request: {
      readonly path: string
      readonly headers?: Readonly<Record<string, readonly string[]>>
      readonly body?: { readonly content?: unknown }
    }
    readonly response: { readonly body?: { readonly content?: unknown } }
  }[]
}

/** Every secret that a contract's requests and answers carry: headers, the path's token, forms, issued tokens. */
function secretsIn({ interactions }: Written): string[] {
  return interactions.flatMap(({ request, response }) => {
    const headers = Object.entries(request.headers ?? {}).flatMap(([name, values]) =>
      /^(token|authorization)$/i.test(name) ? values : [],
    )
    const inPath = /\/token\/([^/]*)/.exec(request.path)?.[1]
    const form = new URLSearchParams(typeof request.body?.content === 'string' ? request.body.content : '')
    const issued = (response.body?.content as { access_token?: string } | undefined)?.access_token
    const given = [inPath, form.get('client_secret'), form.get('password'), issued]
    return [...headers, ...given.filter((secret): secret is string => typeof secret === 'string')]
  })
}

describe('contracts/', () => {
  it('holds what the clients of today write (after a wanted change: npm run contracts)', async () => {
    const written = await contracts(WRITTEN)
    expect(Object.keys(written)).not.toEqual([])
    expect(await contracts(COMMITTED)).toEqual(written)
  })

  it('holds nothing that Pact would silently not check', async () => {
    for (const text of Object.values(await contracts(COMMITTED))) expect(lint(JSON.parse(text))).toEqual([])
  })

  it('carries no credentials but the default world’s published ones, and wrong ones that open nothing', async () => {
    const published = await publishedSecrets()
    const sent = Object.values(await contracts(COMMITTED)).flatMap((text) => secretsIn(JSON.parse(text)))
    expect(sent.length).toBeGreaterThan(100)
    expect([...new Set(sent)].filter((secret) => !published.has(secret)).sort()).toEqual([
      '',
      '2YotnFZFEjr1zCsicMWpAA', // RFC 6749's own example of a token
      'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MmVjNTc0NzM=', // the PHP sample's key, wrong by one digit
      'Basic c21hcnRzcGFjZTplcnJhZG8=',
      'Bearer outro',
      'Bearer outro-token',
      'outro-token',
    ])
  })
})

describe('the contract lint', () => {
  const contract = (response: object, request: object = {}, again = false): Pact => {
    const interaction = { description: 'x', request, response }
    return {
      consumer: { name: 'a' },
      provider: { name: 'b' },
      interactions: again ? [interaction, interaction] : [interaction],
    }
  }
  const bodyOf = (content: object): object => ({ content, contentType: 'application/json' })

  it('finds an example that does not fully match its own pattern', () => {
    const body = { '$.code': { matchers: [{ match: 'regex', regex: '\\d+' }] } }
    expect(lint(contract({ body: bodyOf({ code: '12a' }), matchingRules: { body } }))).toEqual([
      'x: body $.code: the example "12a" does not fully match /\\d+/',
    ])
  })

  it('finds it as versions 2 and 3 write it, in a header too', () => {
    const headers = { Token: 'a b' }
    const matchingRules = {
      '$.body.code': { match: 'regex', regex: '\\d+' },
      '$.headers.Token': { match: 'regex', regex: '\\w+' },
    }
    expect(lint(contract({ body: { code: '12a' }, headers, matchingRules }))).toEqual([
      'x: body $.code: the example "12a" does not fully match /\\d+/',
      'x: header Token: the example "a b" does not fully match /\\w+/',
    ])
    const body = { '$.code': { matchers: [{ match: 'regex', regex: '\\d+' }] } }
    expect(lint(contract({ body: { code: '12a' }, matchingRules: { body } }))).toHaveLength(1)
  })

  it('holds nothing against a pattern of another language', () => {
    const body = { '$.code': { matchers: [{ match: 'regex', regex: '(?i)a' }] } }
    expect(lint(contract({ body: bodyOf({ code: 'A' }), matchingRules: { body } }))).toEqual([])
  })

  it('finds an empty example list, a path of any type, and an interaction told twice', () => {
    const body = { '$.list': { matchers: [{ match: 'type', min: 0 }] } }
    const path = { matchers: [{ match: 'type' }] }
    const half = { body: bodyOf({ list: [] }), matchingRules: { body } }
    expect(lint(contract(half, { path: '/a', matchingRules: { path } }, true))).toEqual([
      'x: its path has a type rule: any path fits',
      'x: body $.list: the example is an empty list, so neither its elements nor its length are checked',
      'x: is told twice: where Pact writes it, the second silently replaces the first',
      'x: its path has a type rule: any path fits',
      'x: body $.list: the example is an empty list, so neither its elements nor its length are checked',
    ])
  })
})
