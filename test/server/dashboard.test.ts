import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { describeBoth, inProcess, onTheWire } from '../support.ts'
import { admin, raw } from './support.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const UI = path.join(ROOT, 'src/server/dashboard/ui')

const get = async (
  duble: { url: string; fetch(request: Request): Response | Promise<Response> },
  where: string,
) => {
  const request = new Request(duble.url + where)
  return duble.url === 'http://localhost' ? duble.fetch(request) : fetch(request)
}

describeBoth('the dashboard’s page', (open) => {
  it('is at the root: a shell without a script of its own, and a policy that lets none in', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const answer = await get(duble, '/')
    const text = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(text.match(/<script\b[^>]*>[^<]*/g)).toEqual(['<script type="module" src="/__admin/ui/main.js">'])
    expect(text).not.toMatch(/style=|\son\w+=|https?:/)
    expect(duble.world.journal.read().total).toBe(0)
  })

  it('has all its files, and imports no other', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const seen = new Set<string>()
    const follow = async (name: string): Promise<void> => {
      if (seen.has(name)) return
      seen.add(name)
      const answer = await get(duble, `/__admin/ui/${name}`)
      const text = await answer.text()
      expect([name, answer.status, answer.headers.get('content-type')]).toEqual([
        name,
        200,
        'text/javascript; charset=utf-8',
      ])
      if (name === 'preact.js') return
      for (const [, from = ''] of text.matchAll(/^(?:import|export) .* from '([^']+)'/gm)) {
        expect(from).toMatch(/^\.\/[\w-]+\.js$/)
        await follow(from.slice(2))
      }
    }
    await follow('main.js')
    const files = (await readdir(UI)).filter((name) => name.endsWith('.js'))
    expect([...seen].sort()).toEqual([...files, 'preact.js'].sort())
  })

  it('has no other files', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    for (const name of ['nothing.js', 'preact.d.ts', '..%2fpulse.ts', '__proto__']) {
      const answer = await get(duble, `/__admin/ui/${name}`)
      expect([answer.status, (await answer.json()).message]).toEqual([
        404,
        `the dashboard has no file "${decodeURIComponent(name)}"`,
      ])
    }
  })

  it('leaves every other method and world to the vendors', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const post = await (duble.url === 'http://localhost' ? duble.fetch : fetch)(
      new Request(`${duble.url}/`, { method: 'POST' }),
    )
    expect([post.status, await post.json()]).toEqual([
      404,
      {
        error: 'unknown_vendor',
        message: '/ names no vendor; paths begin with /crm-zen/',
        known: ['crm-zen'],
      },
    ])
    expect((await get(duble, '/w/default/')).status).toBe(404)
  })
})

describe('the dashboard’s door', () => {
  const head = (host: string, more = ''): string =>
    `HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`

  it('is shut for a foreign Host, and for pages of other origins', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    const foreign = await raw(duble, `GET / ${head('evil.test')}`)
    expect([foreign.status, JSON.parse(foreign.body)]).toEqual([
      403,
      { error: 'foreign_host', message: 'the admin API answers on loopback names, not on "evil.test"' },
    ])
    const origin = await raw(duble, `GET / ${head('localhost', 'Origin: https://evil.test\r\n')}`)
    expect(origin.status).toBe(403)
  })

  it('says so where the admin API is shut', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'], host: '0.0.0.0' })
    const { status, body } = await raw(duble, `GET / ${head('localhost')}`)
    expect([status, JSON.parse(body)]).toEqual([
      403,
      {
        error: 'admin_shut',
        message: 'Dublê listens beyond loopback and was given no admin token, so the admin API is shut',
      },
    ])
  })

  it('answers HEAD like GET, without a body', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    const { status, body, head: headers } = await raw(duble, `HEAD / ${head('localhost')}`)
    expect([status, body]).toEqual([200, ''])
    expect(headers).toMatch(/^content-type: text\/html; charset=utf-8$/im)
  })

  it('shows the page to who has no token yet, and nothing else', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'], adminToken: 'secret' })
    for (const [where, status] of [
      ['/', 200],
      ['/__admin/ui', 200],
      ['/__admin/ui/main.js', 200],
      ['/__admin/ui/../worlds', 401],
      ['/__admin/uix', 401],
      ['/__admin/worlds/default/events', 401],
      ['/__admin/worlds/default/try', 401],
    ] as const) {
      expect([where, (await get(duble, where)).status]).toEqual([where, status])
    }
    expect((await admin(duble, 'POST /ui')).status).toBe(401)
  })

  it('gives its files by gzip to who takes that', async () => {
    await using duble = await inProcess({ vendors: ['crm-zen'] })
    const ask = (encoding: string) =>
      duble.fetch(
        new Request('http://localhost/__admin/ui/style.css', { headers: { 'accept-encoding': encoding } }),
      )
    const zipped = await ask('br, gzip')
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    const opened = new Response(zipped.body?.pipeThrough(new DecompressionStream('gzip')))
    expect(await opened.text()).toBe(await (await ask('identity')).text())
  })
})

describe('the dashboard’s texts', () => {
  type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>
  const read = async (): Promise<Texts> => (await import(path.join(UI, 'texts.js'))).TEXTS
  const sources = async (): Promise<string> => {
    const names = (await readdir(UI)).filter((name) => name.endsWith('.js') && name !== 'texts.js')
    return (await Promise.all(names.map((name) => readFile(path.join(UI, name), 'utf8')))).join('\n')
  }

  it('are there in both languages, with the same places to fill', async () => {
    const { en = {}, pt = {} } = await read()
    expect(Object.keys(pt)).toEqual(Object.keys(en))
    const places = (text = ''): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
    for (const key of Object.keys(en)) expect([key, places(pt[key])]).toEqual([key, places(en[key])])
  })

  it('are used, each of them, and no other', async () => {
    const { en = {} } = await read()
    const used = [...(await sources()).matchAll(/\bt\('([^']+)'/g)].map(([, key = '']) => key)
    expect([...new Set(used)].sort()).toEqual(Object.keys(en).sort())
  })

  it('are Portuguese where they are to be', async () => {
    const { en = {}, pt = {} } = await read()
    const alike = Object.keys(en).filter((key) => en[key] === pt[key])
    // README.pt-BR.md, too, keeps the ledger's name.
    expect(alike).toEqual(['col.status', 'ledger'])
  })
})

it('the dashboard’s scripts fit together, as the compiler sees it', async () => {
  const names = (await readdir(UI)).filter((name) => name.endsWith('.js'))
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc')
  const flags =
    '--ignoreConfig --allowJs --checkJs --noEmit --strict false --lib esnext,dom,dom.iterable --target esnext --module nodenext --types'
  const says = await new Promise<string>((resolve) => {
    const files = names.map((name) => path.join(UI, name))
    execFile(process.execPath, [tsc, ...flags.split(' '), '', ...files], { cwd: ROOT }, (_error, out) =>
      resolve(out),
    )
  })
  expect(says).toBe('')
})
