import { describe, expect, it } from 'vitest'
import { openProject } from './project.ts'
import { dubleIn } from './run.ts'

const HOME = `vendors: [crm-zen]
paths: { crm-zen: { totals: /v2/leads } }
credentials: { crm-zen: [{ name: valid, token: mine }] }
env: { ZEN: "{{crm-zen.url}}?t={{crm-zen.token}}" }
`
const MINE = `fixture: mine
vendor: crm-zen
extends: base
days: [{ data: 2018-01-02, usuarios: [{ nome: Bia, total_lead: 2 }] }]
`
const FILES = {
  'duble.yaml': HOME,
  'duble/fixtures/crm-zen/default.yaml': MINE,
  'duble/fixtures/crm-zen/base.yaml': 'fixture: base\nvendor: crm-zen\nextends: two-tokens\n',
}

/** Asks for a day's users. */
async function usersOn(url: string, day: string): Promise<string[]> {
  const response = await fetch(`${url}/crm-zen/v2/leads?data=${day}`, { headers: { token: 'mine' } })
  const { usuarios } = (await response.json()) as { usuarios: { nome: string }[] }
  return usuarios.map(({ nome }) => nome)
}

describe('the commands, in a project with a duble.yaml', () => {
  it('start what it names, with its fixtures, paths and credentials', async () => {
    await using project = await openProject(FILES)
    const { running, url } = await project.start()
    await using _ = running
    expect(running.out).not.toContain('vocom')
    expect(await usersOn(url, '2018-01-02')).toEqual(['Bia'])
    expect((await fetch(`${url}/crm-zen/api/totais_lead?data=2018-01-01`)).status).toBe(404)
  })

  it('follow a change of the fixture that the one in use extends', async () => {
    await using project = await openProject(FILES)
    const { running, url } = await project.start()
    await using _ = running
    await running.until(/watching .*default\.yaml, .*base\.yaml, .*fixtures\/crm-zen\/two-tokens\.yaml/)
    await project.write(
      'duble/fixtures/crm-zen/base.yaml',
      'fixture: base\nvendor: crm-zen\nextends: two-tokens\ndays: [{ data: 2020-05-05, usuarios: [{ nome: Caio, total_lead: 1 }] }]\n',
    )
    await running.until(/base\.yaml changed: crm-zen starts anew from it/)
    expect(await usersOn(url, '2020-05-05')).toEqual(['Caio'])
    await project.write(
      'duble/fixtures/crm-zen/base.yaml',
      'fixture: base\nvendor: crm-zen\nextends: defalt\n',
    )
    await running.until(
      /base\.yaml:3:10 extends names no fixture: defalt[\s\S]*base\.yaml changed, but is wrong/,
    )
  })

  it('say of a duble.yaml that changed while they run that it counts later', async () => {
    await using project = await openProject(FILES)
    const { running } = await project.start()
    await using _ = running
    await running.until(/watching/)
    await project.write('duble.yaml', 'vendors: [vocom]\n')
    await running.until(/duble\.yaml changed: it counts when Dublê starts again/)
  })

  it('go by the home of a folder above, by one that is named, or by none', async () => {
    await using project = await openProject({ ...FILES, 'src/deep/x.txt': '' })
    const deep = { cwd: `${project.folder}/src/deep` }
    expect((await dubleIn(deep, 'list')).out).toContain('GET /crm-zen/v2/leads')
    expect((await dubleIn(deep, 'list')).out).not.toContain('vocom')
    const named = ['list', 'crm-zen', '--home', `${project.folder}/duble.yaml`]
    expect((await dubleIn({}, ...named)).out).toContain('/crm-zen/v2/leads')
    const env = { DUBLE_HOME: `${project.folder}/duble.yaml` }
    expect((await dubleIn({ env }, 'list', 'crm-zen')).out).toContain('/crm-zen/v2/leads')
    expect((await dubleIn(deep, 'list', '--no-home')).out).toContain('/vocom/')
    expect((await dubleIn(deep, 'list', '--home', 'doble.yaml')).err).toBe(
      'duble: there is no doble.yaml: `duble init` writes a duble.yaml\n',
    )
  })

  it('check the home and what is beside it, each mistake once and at its place', async () => {
    await using project = await openProject(FILES)
    expect(await project.duble('check')).toEqual({
      code: 0,
      out: '3 files checked, nothing wrong\n',
      err: '',
    })
    await project.write('duble.yaml', HOME.replace('{{crm-zen.token}}', '{{crm-zen.vlid.token}}'))
    expect((await project.duble('check')).out).toMatch(
      /^duble\.yaml:4:13 env\.ZEN: \{\{crm-zen\.vlid\.token\}\} in ".*" names nothing here \(did you mean crm-zen\.valid\.token\?\).*\n/,
    )
    await project.write('duble.yaml', HOME)
    await project.write('duble/fixtures/crm-zen/default.yaml', MINE.replace('total_lead: 2', 'total_led: 2'))
    expect((await project.duble('check')).out).toBe(
      `duble/fixtures/crm-zen/default.yaml:4:52 days.0.usuarios.0 has no field "total_led" (did you mean total_lead?)
    4 | days: [{ data: 2018-01-02, usuarios: [{ nome: Bia, total_led: 2 }] }]
      |                                                    ^
3 files checked, 1 wrong
`,
    )
    await project.write('duble.yaml', `${HOME}fixtuers: x\n`)
    expect((await project.duble('check')).out).toContain(
      'duble.yaml:5:1 the file has no field "fixtuers" (did you mean fixtures?)',
    )
    expect((await project.duble('list')).code).toBe(1)
  })

  it('refuse a room with the name of one of Dublê’s, and one without a door', async () => {
    await using project = await openProject({ 'duble.yaml': '', 'duble/rooms/vocom/index.ts': '' })
    expect((await project.duble('list')).err).toBe(
      'duble: there are two rooms "vocom": duble/rooms/vocom takes the name of Dublê\'s own\n',
    )
    await using other = await openProject({ 'duble.yaml': '', 'duble/rooms/acme/api.ts': '' })
    expect((await other.duble('list')).err).toBe(
      'duble: the room duble/rooms/acme has no door: write its index.ts\n',
    )
  })
})
