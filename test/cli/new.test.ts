import { execFile } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { openProject, type Project } from './project.ts'
import { ROOT } from './run.ts'

/** Asks the vendor that `duble new` wrote. */
async function ask(
  url: string,
  path: string,
  init: RequestInit = {},
): Promise<[status: number, body: unknown]> {
  const response = await fetch(`${url}${path}`, {
    ...init,
    headers: { token: 'acme-pay-token', ...init.headers },
  })
  return [response.status, await response.json()]
}

describe('duble new', () => {
  it('writes a room that works at once', async () => {
    await using project = await openProject()
    const { out } = await project.duble('new', 'acme-pay')
    expect(out).toContain("  curl 'http://localhost:4010/acme-pay/orders' -H 'token: acme-pay-token'\n")
    expect((await project.duble('check')).out).toBe('5 files checked, nothing wrong\n')
    expect((await project.duble('list', 'acme-pay')).out).toContain('acme-pay: Acme pay, orders\n')
    expect((await project.duble('ledger', 'acme-pay', '--class', 'assumed')).out).toContain('A-Q1')
    const { running, url } = await project.start('acme-pay')
    await using _ = running
    const order = { id: '1', item: 'Coffee', status: 'open' }
    expect(await ask(url, '/acme-pay/orders/1')).toEqual([200, order])
    expect(
      await ask(url, '/acme-pay/orders', {
        method: 'POST',
        body: '{"item":"Tea"}',
        headers: { 'content-type': 'application/json' },
      }),
    ).toEqual([201, { id: 'new-1', item: 'Tea', status: 'open' }])
    expect(await ask(url, '/acme-pay/orders/new-1')).toEqual([
      200,
      { id: 'new-1', item: 'Tea', status: 'open' },
    ])
    expect(await ask(url, '/acme-pay/orders/9')).toEqual([404, { error: 'There is no order 9' }])
    expect(await ask(url, '/acme-pay/orders', { headers: { token: 'x' } })).toEqual([
      401,
      { error: 'Token unknown' },
    ])
    expect((await project.duble('call', 'acme-pay/order', 'id=2', '--url', url)).out).toContain('Sugar')
    expect((await project.duble('state', 'acme-pay', 'order 1 is sent', '--url', url)).code).toBe(0)
    expect(await ask(url, '/acme-pay/orders/1')).toEqual([200, { ...order, status: 'sent' }])
  })

  it('writes ways that lead where they say', async () => {
    await using project = await openProject()
    await project.duble('new', 'acme')
    const ways = [
      '{ call: orders }',
      '{ call: order, with: { id: 1 } }',
      '{ call: order, with: { id: 9 }, expect: not_found }',
      '{ call: add_order, with: { item: Coffee } }',
      '{ call: add_order, without: [item], expect: bad_request }',
      '{ call: orders, as: nobody, expect: no_token }',
      '{ call: orders, headers: { token: unknown }, expect: wrong_token }',
      '{ call: order, with: { id: 1 }, method: PUT, expect: wrong_method }',
    ]
    const scenario = (fixture: string, steps: readonly string[]): string =>
      `scenario: the ways\ngiven: { vendor: acme, fixture: ${fixture} }\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`
    await project.write('ways.scenario.yaml', scenario('default', ways))
    await project.write('empty.scenario.yaml', scenario('empty', ['{ call: orders, expect: ok.empty }']))
    const { code, out } = await project.duble('scenario', 'ways.scenario.yaml', 'empty.scenario.yaml')
    expect(code, out).toBe(0)
    const ask = "fetch(process.env.DUBLE_ACME_URL + '/orders/1', { headers: { token: 'acme-token' } })"
    const { err } = await project.duble('run', '--all', '--', process.execPath, '-e', ask)
    expect(err).toContain('call order with id=9')
  })

  it('writes code that a strict compiler takes', async () => {
    await using project = await openProject()
    await project.duble('new', 'acme')
    await typed(project)
  })

  it('works in a project of CommonJS modules', async () => {
    await using project = await openProject({ 'package.json': '{ "type": "commonjs" }\n' })
    await project.duble('new', 'acme')
    expect(await project.duble('list', 'acme')).toMatchObject({ code: 0, err: '' })
  })

  it('says what the home must still name', async () => {
    await using project = await openProject({ 'duble.yaml': 'vendors: [vocom]\n' })
    expect((await project.duble('new', 'acme')).out).toContain('\n  add acme to "vendors" in duble.yaml\n')
    expect(await project.read('duble.yaml')).toBe('vendors: [vocom]\n')
  })

  it.each([
    ['Acme', `a vendor's name is small letters, digits and hyphens, such as acme or acme-pay, got "Acme"`],
    [
      '../acme',
      `a vendor's name is small letters, digits and hyphens, such as acme or acme-pay, got "../acme"`,
    ],
  ])('refuses the name %s', async (name, says) => {
    await using project = await openProject()
    expect(await project.duble('new', name)).toEqual({ code: 1, out: '', err: `duble: ${says}\n` })
  })

  it('refuses a name that is taken, by Dublê or by the project', async () => {
    await using project = await openProject()
    expect((await project.duble('new', 'vocom')).err).toMatch(
      /^duble: there is a room "vocom" already: .*mocks\/vocom\n$/,
    )
    await project.duble('new', 'acme')
    expect((await project.duble('new', 'acme')).err).toBe(
      'duble: there is a room "acme" already: duble/rooms/acme\n',
    )
  })
})

/** Compiles a project's rooms as strictly as Dublê's own are. */
async function typed(project: Project): Promise<void> {
  await symlink(path.join(ROOT, 'node_modules'), path.join(project.folder, 'node_modules'))
  const tsconfig = {
    extends: path.join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      paths: { 'duble/engine': [path.join(ROOT, 'src/engine/index.ts')] },
      typeRoots: [path.join(ROOT, 'node_modules/@types')],
    },
    include: ['duble'],
  }
  await project.write('tsconfig.json', JSON.stringify(tsconfig))
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc')
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', project.folder]).catch(
    (error) => error,
  )
  expect(stdout).toBe('')
}
