import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { outcomesOf } from '#engine'
import { smartspace } from '../../../mocks/smartspace/api.ts'
import { send } from '../../support.ts'
import { basic, openSmartspace } from './support.ts'

const readme = await readFile(new URL('../../../mocks/smartspace/README.md', import.meta.url), 'utf8')

/** A curl line as the request that it sends. */
function requestOf(line: string): [path: string, init: RequestInit] {
  const first = (pattern: RegExp): string | undefined => pattern.exec(line)?.[1]
  const body = first(/ -d '?([^']+)'?$/)
  const [user, password] = first(/ -u (\S+)/)?.split(':') ?? []
  const headers = new Headers(user === undefined ? {} : (basic(user, password) as Record<string, string>))
  if (body !== undefined) headers.set('content-type', 'application/x-www-form-urlencoded')
  for (const [, name = '', value = ''] of line.matchAll(/ -H '([^:]+): ([^']*)'/g)) headers.set(name, value)
  const path = first(/http:\/\/localhost:4010([^' ]*)/) ?? ''
  return [path, { method: first(/ -X (\w+)/) ?? 'GET', headers, ...(body === undefined ? {} : { body }) }]
}

it('has curl lines that all answer 200 [S-01] [S-03] [S-09]', async () => {
  await using duble = await openSmartspace()
  const lines = readme.split('\n').filter((line) => line.startsWith('curl '))
  const statuses = await Promise.all(
    lines.map(async (line) => (await send(duble, ...requestOf(line))).status),
  )
  expect(statuses).toEqual([200, 200, 200])
})

it('tells of every outcome, and of none that is not there [S-06]', () => {
  const table = readme.slice(readme.indexOf('## Outcomes'), readme.indexOf('## Fixture'))
  const told = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name))
  const declared = Object.keys(smartspace.operations).flatMap((name) => outcomesOf(smartspace, name))
  expect([...new Set(told)].sort()).toEqual([...new Set(declared)].sort())
})

it('quotes the text of each refusal that has one [S-A03] [S-A04] [S-A07]', () => {
  const quoted = Object.values({ ...smartspace.errors, ...smartspace.rareErrors })
    .map(([, says]) => says)
    .filter((says) => /[^\x20-\x7e]|^Informe|^Corpo|^Erro|^Envie/.test(says))
  const missing = quoted.filter((says) => !readme.includes(says))
  // One that differs from its neighbour by its end is shortened, and one is a page.
  expect(missing).toEqual(['Serviço indisponível'])
})
