import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Contract, lint } from './lint.ts'
import { COMMITTED, WRITTEN } from './pact.ts'

const contracts = async (folder: string): Promise<Record<string, string>> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const texts = names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(texts))
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

  it('carries no credentials but the default world’s published ones', async () => {
    const texts = Object.values(await contracts(COMMITTED)).join('\n')
    const tokens = [...texts.matchAll(/"(?:token|Authorization)": \[\s*"([^"]*)"/g)].map(([, value]) => value)
    const basic = (key: string): string => `Basic ${Buffer.from(`api_key:${key}`).toString('base64')}`
    expect([...new Set(tokens)].sort()).toEqual([
      '',
      basic('e45c53c6-049f-474d-896a-8e891ec57473'),
      basic('e45c53c6-049f-474d-896a-8e892ec57473'),
      'outro-token',
      'zen-desabilitado',
      'zen-sem-acesso',
      'zen-token',
    ])
  })
})

describe('the contract lint', () => {
  const contract = (response: object, request: object = {}, again = false): Contract => {
    const interaction = { description: 'x', request, response }
    return {
      consumer: { name: 'a' },
      provider: { name: 'b' },
      interactions: again ? [interaction, interaction] : [interaction],
    }
  }

  it('finds an example that does not fully match its own pattern', () => {
    const body = { '$.code': { matchers: [{ match: 'regex', regex: '\\d+' }] } }
    expect(lint(contract({ body: { content: { code: '12a' } }, matchingRules: { body } }))).toEqual([
      'x: body $.code: the example "12a" does not fully match /\\d+/',
    ])
  })

  it('finds an empty example list, a path of any type, and a description told twice', () => {
    const body = { '$.list': { matchers: [{ match: 'type', min: 0 }] } }
    const path = { matchers: [{ match: 'type' }] }
    const half = { body: { content: { list: [] } }, matchingRules: { body } }
    expect(lint(contract(half, { path: '/a', matchingRules: { path } }, true))).toEqual([
      'x: its path has a type rule: any path fits',
      'x: body $.list: the example is an empty list, so neither its elements nor its length are checked',
      'x: is told twice: the second silently replaces the first',
      'x: its path has a type rule: any path fits',
      'x: body $.list: the example is an empty list, so neither its elements nor its length are checked',
    ])
  })
})
