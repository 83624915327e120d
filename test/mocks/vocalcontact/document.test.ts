import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { vocalContact } from '../../../mocks/vocalcontact/api.ts'
import { callOf } from '../../../src/clients/call.ts'
import { createVocalContactClient } from '../../../src/clients/vocalcontact.ts'
import { inProcess, printed, send } from '../../support.ts'
import { ask, MODULES, openDefault } from './support.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look inside
let document: any

beforeAll(async () => {
  document = await printed('vocalcontact')
})

/** The printed names, without the words and signs between them. */
const names = (text: string): string[] =>
  text
    .replaceAll(/\*\*|'|\([^)]* Key\)|\([^)]* Token\)|\([^)]* Authorization\)/g, '')
    .split(/, and |, | e | and /)
    .map((name) => name.trim())

describe('the address that VocalContact’s document prints', () => {
  const filled = (url: string): string =>
    url.replace('https://<cliente>.vocalcontact.com.br', '').replace('<token>', 'token-bi')

  it('is served once its placeholders are filled in [V-13] [V-14]', async () => {
    await using duble = await openDefault()
    const [{ method, url }] = document.examples
    const seen = await send(duble, `/vocalcontact${filled(url)}`, { method })
    expect(seen.status).toBe(200)
    expect(seen.body).toHaveLength(5000)
  })

  it('is what a client writes [V-14]', () => {
    const [{ operation, method, url }] = document.examples
    const call = callOf({
      operation: vocalContact.operations[operation as 'all_calendar'],
      url: '',
      request: {},
      sending: vocalContact.auth.present({ token: 'token-bi' }),
    })
    expect(call.url).toBe(filled(url))
    expect(call.method).toBe(method)
  })

  it('is what the VocalContact client asks [V-14] [V-18]', async () => {
    await using duble = await inProcess({ vendors: ['vocalcontact'] })
    const [{ url }] = document.examples
    const asked: string[] = []
    const client = createVocalContactClient({
      url: 'https://cliente.vocalcontact.com.br',
      token: 'token-bi',
      fetch: async (input) => {
        asked.push(String(input))
        return duble.fetch(new Request(`http://localhost/vocalcontact${filled(url)}`))
      },
    })
    for await (const { id } of client.exportModule('calendar')) if (id === '1') break
    expect(asked).toEqual([url.replace('<cliente>', 'cliente').replace('<token>', 'token-bi')])
  })
})

describe('the names that VocalContact’s document prints', () => {
  it('are six modules, in the order of the folders, with a list of entities behind them [V-03] [V-04]', () => {
    const folders = names(document.folders)
    expect(names(document.modules)).toEqual(folders.slice(0, -1))
    expect(folders).toHaveLength(MODULES.length + 1)
    expect(folders.at(-1)).toBe('Lista de Entidades')
    const modules = Object.keys(vocalContact.operations).map((operation) => operation.split('_')[1])
    expect([...new Set(modules)]).toEqual([...MODULES, 'entity'])
  })

  it('are four endpoints of each module, all GETs, in the printed order [V-08] [V-13]', () => {
    const endpoints = names(document.endpoints)
    const wanted = ['info', 'all', 'created', 'modified']
    expect(endpoints).toEqual([
      'Info',
      'Buscar (Todos)',
      'Buscar (Data de Criação)',
      'Buscar (Data de Modificação)',
    ])
    expect(document.notes).toHaveLength(4)
    for (const module of MODULES) {
      const own = Object.entries(vocalContact.operations).filter(([name]) => name.endsWith(`_${module}`))
      expect(own.map(([name]) => name)).toEqual(wanted.map((action) => `${action}_${module}`))
      expect(own.map(([, { method, path }]) => `${method} ${path}`)).toEqual(
        wanted.map((action) => `GET /api/app/${module}/${action}`),
      )
    }
  })

  it('stand over the modules in api.ts, and the limit is the printed one [V-03] [V-05] [V-06]', async () => {
    const source = await readFile(new URL('../../../mocks/vocalcontact/api.ts', import.meta.url), 'utf8')
    const found = names(document.modules).map((name) => source.indexOf(`    // ${name}\n`))
    expect(found.every((place) => place > 0)).toBe(true)
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    expect(vocalContact.cap?.records).toBe(Number(/[\d.]+/.exec(document.limit)?.[0].replace('.', '')))
  })

  it('are four secrets, of which a fixture says which one a token is [V-21] [V-Q3]', async () => {
    const secrets = names(document.secrets)
    expect(secrets).toEqual(['Chave Acesso', 'App Representante Token Autorização', 'Token Api', 'Token BI'])
    expect(vocalContact.options.accepted_secret.accepts).toHaveLength(secrets.length + 1)
  })

  it('are two formats, both served [V-22]', async () => {
    await using duble = await openDefault()
    const formats = names(document.formats.replace('em ', '').replace(' ou em ', ', '))
    expect(formats).toEqual(['CSV', 'JSON'])
    for (const format of formats) {
      expect((await ask(duble, `lead/info/format/${format.toLowerCase()}`)).status).toBe(200)
    }
  })

  it('are kinds of entities, all of them in the list [V-25]', async () => {
    await using duble = await openDefault()
    const kinds = new Set<string>(
      (await ask(duble, 'entity/all')).body.map(({ entity }: { entity: string }) => entity),
    )
    expect(document.entities).toBe('como nome de empresas, leads, chamados, oportunidades, etc.')
    for (const kind of ['company', 'lead', 'ticket', 'opportunity']) expect(kinds).toContain(kind)
  })
})
