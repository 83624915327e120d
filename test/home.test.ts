import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHome } from '../src/fixtures/home.ts'
import { describeBoth, send } from './support.ts'

describeBoth('a Dublê that is started with a home', (open) => {
  let project: string

  beforeAll(async () => {
    project = await mkdtemp(path.join(tmpdir(), 'duble-library-'))
    await mkdir(path.join(project, 'duble/fixtures/crm-zen'), { recursive: true })
    await writeFile(
      path.join(project, 'duble.yaml'),
      'vendors: [crm-zen, vocom]\nfixture: { crm-zen: mine }\npaths: { crm-zen: { totals: /v2 } }\noptions: { vocom: { cap: error } }\n',
    )
    await writeFile(
      path.join(project, 'duble/fixtures/crm-zen/mine.yaml'),
      'fixture: mine\nvendor: crm-zen\nextends: default\ndays: [{ data: 2018-01-02, usuarios: [] }]\n',
    )
  })

  afterAll(() => rm(project, { recursive: true, force: true }))

  const token = { headers: { token: 'zen-token' } }

  it('has its vendors, fixtures, paths and options, by path or as it was read', async () => {
    for (const home of [project, path.join(project, 'duble.yaml'), await openHome(project)]) {
      await using duble = await open({ home })
      expect(duble.vendors.map(({ name }) => name)).toEqual(['crm-zen', 'vocom'])
      const { outcome } = await send(duble, '/crm-zen/v2?data=2018-01-02', token)
      expect(outcome).toBe('ok.empty')
      expect(duble.world.fake('vocom').options['cap']).toBe('error')
    }
  })

  it('has them in its other worlds too, and gives way to what is ordered', async () => {
    await using duble = await open({ home: project, vendors: ['crm-zen'] })
    await using world = await duble.newWorld({ fixtures: { 'crm-zen': 'default' } })
    expect(duble.vendors.map(({ name }) => name)).toEqual(['crm-zen'])
    const { fixture } = world.world.fake('crm-zen')
    expect([fixture.name, fixture.paths]).toEqual(['default', { totals: '/v2' }])
    await using inline = await duble.newWorld({
      fixtures: { 'crm-zen': 'fixture: inline\nextends: mine\nvendor: crm-zen\n' },
    })
    expect(inline.world.fake('crm-zen').fixture).toMatchObject({ name: 'inline', paths: { totals: '/v2' } })
  })

  it('is refused where the home is wrong', async () => {
    await expect(open({ home: path.join(project, 'doble.yaml') })).rejects.toMatchObject({ code: 'bad_home' })
    await expect(open({ home: tmpdir() })).rejects.toThrow(
      `there is no duble.yaml in ${tmpdir()}, nor above it: \`duble init\` writes one`,
    )
  })
})
