import { rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf } from '../scenarios/support.ts'
import { openProject } from './project.ts'
import { duble, dubleIn } from './run.ts'
import { on, open, refused } from './running.ts'

const VENDORS = ['crm-zen', 'datacake', 'smartspace', 'vocalcontact', 'vocom']

/** The ids of the rows that were printed. */
const idsIn = (out: string): string[] =>
  [...out.matchAll(/^([A-Z]-\w+) +(?:documented|example|elsewhere|observed|assumed) /gm)].map(
    ([, id]) => id as string,
  )

/** A coverage.json of a run that met this. */
const coverage = (vendors: object): string =>
  JSON.stringify({ duble: 'coverage', version: 1, met: { vendors }, coverage: {}, reproduce: null })

describe('duble ledger', () => {
  it('shows what the document proves with row, class, quote, place and behaviours', async () => {
    const { out } = await duble('ledger', 'crm-zen')
    expect(out).toMatch(
      /\nProven, 31 rows: stated or shown by the document\n[\s\S]*\nZ-11 +documented +\S.*\n +“Cada requisição possui um período de espera. Uma requisição a cada 5 minutos”\n +Requisições, line 16\n +behaviours: [^\n]*totals\.too_many_requests/,
    )
  })

  it('shows what is assumed with its option, the value, the alternatives and the command that sets one', async () => {
    const { out } = await duble('ledger', 'crm-zen', '--section', 'assumed')
    expect(out).toContain(
      `        option cooldown.scope is token, or token_and_date, ip
          duble options crm-zen cooldown.scope=token_and_date
`,
    )
    expect(out).not.toContain('Z-11 ')
  })

  it('shows a contradiction with both quotes and the option that chooses', async () => {
    expect((await duble('ledger', 'crm-zen', '--section', 'contradictory')).out).toBe(
      `crm-zen: CRM Zen: Totais de Distribuição de Leads por usuários, versão 1.0

Contradictory, 1 row: the document says two things, and the mock does one of them

Z-Q2    assumed     The table spells the parameter with a capital and the sample does not; only the lower-case name is accepted.
        “Parâmetro Tipo Tamanho Descrição Data String 10”
        Parâmetros, line 127, against Exemplo de requisição com PHP, line 26
        against “http_build_query(['data' => 'yyyy-mm-dd'])”
        Exemplo de requisição com PHP, lines 26 and 35 (Z-07)
        behaviours: totals.ok, totals.no_date
        option parameter_name is data, or either
          duble options crm-zen parameter_name=either

crm-zen: 1 assumed
`,
    )
  })

  it('is everything as JSON', async () => {
    const { ledgers } = JSON.parse((await duble('ledger', '--json')).out)
    expect(ledgers.map(({ vendor }: { vendor: string }) => vendor)).toEqual(VENDORS)
    const row = ledgers[0].rows.find(({ id }: { id: string }) => id === 'Z-Q2')
    expect(row.against).toEqual([
      {
        quote: "http_build_query(['data' => 'yyyy-mm-dd'])",
        place: 'Exemplo de requisição com PHP, lines 26 and 35',
        row: 'Z-07',
      },
    ])
  })

  it('is one page', async () => {
    await using project = await openProject()
    expect(await project.duble('ledger', 'vocom', '--html', 'out/ledger.html')).toEqual({
      code: 0,
      out: '',
      err: '',
    })
    const page = await project.read('out/ledger.html')
    expect(page).toContain('<article id="vocom.C-Q5">')
    expect((await project.duble('ledger', 'vocom', '--html', '-')).out).toBe(page)
  })
})

describe('duble ledger filters', () => {
  it('by class, again or with commas, and leaves out vendors that have no such row', async () => {
    const { out } = await duble('ledger', '--class', 'observed')
    expect(out).toMatch(/^vocom: 15 observed$/m)
    expect(out).not.toContain('vocalcontact')
    const again = (await duble('ledger', '--class', 'observed', '--class', 'elsewhere')).out
    expect(again).toMatch(/^vocalcontact: 4 elsewhere$/m)
    expect((await duble('ledger', '--class', 'observed,elsewhere')).out).toBe(again)
  })

  it('says so where no row is left', async () => {
    expect((await duble('ledger', 'vocalcontact', '--class', 'observed')).out).toBe(
      'no row is what was asked for\n',
    )
  })

  it('by option and by text', async () => {
    expect(idsIn((await duble('ledger', 'vocom', '--option', 'tabs.count')).out)).toEqual(['C-Q5'])
    expect(idsIn((await duble('ledger', '--grep', 'requisicao a cada 5 MINUTOS')).out)).toEqual([
      'Z-11',
      'Z-Q6',
      'Z-Q7',
    ])
  })

  it('by what a coverage file says was met by the fake itself', async () => {
    await using project = await openProject({
      'coverage.json': coverage({ 'crm-zen': { totals: { no_date: 1 } } }),
    })
    const shown = async (...flags: string[]): Promise<string[]> =>
      idsIn((await project.duble('ledger', 'crm-zen', '--coverage', 'coverage.json', ...flags)).out)
    const met = await shown('--met', '--section', 'proven')
    expect(met).toEqual(['Z-06', 'Z-07', 'Z-12', 'Z-14', 'Z-16', 'Z-22', 'Z-23'])
    const never = await shown('--never-met', '--section', 'proven')
    expect(never).toContain('Z-11')
    expect(never.filter((id) => met.includes(id))).toEqual([])
    expect(never).not.toContain('Z-01')
    const all = (await project.duble('ledger', 'crm-zen', '--coverage', 'coverage.json')).out
    expect(all).toMatch(/\nZ-23 [^\n]*\n(?: {8}[^\n]*\n)* {8}met\n/)
  })

  it('by what was met in a running Dublê’s world, with the options as they are set there', async () => {
    await using running = await open({ vendors: ['crm-zen'], clock: '2026-03-02T09:00:00-03:00' })
    running.setOptions({ 'crm-zen': { parameter_name: 'either' } })
    await fetch(`${running.vendor('crm-zen').url}/api/totais_lead`, { headers: { token: 'zen-token' } })
    const met = await on(running, 'ledger', 'crm-zen', '--met')
    expect(met.err).toBe('')
    expect(idsIn(met.out)).toContain('Z-23')
    expect(idsIn(met.out)).not.toContain('Z-11')
    expect(met.out).toContain('option parameter_name is either, or data\n')
    const other = await running.newWorld({ id: 'monday' })
    expect((await on(running, 'ledger', 'crm-zen', '--met', '--world', 'monday')).out).toBe(
      'no row is what was asked for\n',
    )
    expect(idsIn((await on(running, 'ledger', 'crm-zen', '--never-met', '--url', other.url)).out)).toContain(
      'Z-11',
    )
  })

  it('asks nobody who was not named', async () => {
    await using running = await open({ vendors: ['crm-zen'] })
    running.setOptions({ 'crm-zen': { parameter_name: 'either' } })
    const { out } = await on(running, 'ledger', 'crm-zen', '--option', 'parameter_name')
    expect(out).toContain('option parameter_name is data, or either\n')
    expect(out).not.toMatch(/^ +(?:never )?met$/m)
  })
})

describe('duble ledger refuses', () => {
  it.each([
    [
      ['--class', 'exampel'],
      'the ledger has no class "exampel" (did you mean example?): it has documented, example, elsewhere, observed, assumed',
    ],
    [
      ['--section', 'asumed'],
      'the ledger has no section "asumed" (did you mean assumed?): it has proven, assumed, contradictory',
    ],
    [['--option', 'cap.kepes'], 'no row names an option "cap.kepes" (did you mean cap.keeps?)'],
    [['--met', '--never-met'], '--met and --never-met leave no row: give one of them'],
    [
      ['--coverage', 'package.json'],
      'package.json is no coverage: --coverage takes a coverage.json of `duble run --report`',
    ],
    [
      ['--coverage', 'README.md'],
      'README.md is no coverage: --coverage takes a coverage.json of `duble run --report`',
    ],
    [['--coverage', 'none.json'], 'cannot read none.json: ENOENT'],
  ])('%j', async (flags, says) => {
    expect(await duble('ledger', ...flags)).toEqual(refused(says))
  })

  it('a coverage file that tells nothing that can be counted', async () => {
    await using files = await folderOf({
      'odd.json': '{"duble":"coverage","met":{"vendors":{"crm-zen":null}}}',
    })
    const says = 'odd.json is no coverage: --coverage takes a coverage.json of `duble run --report`'
    const flags = ['--coverage', 'odd.json', '--met']
    expect(await dubleIn({ cwd: files.folder }, 'ledger', 'crm-zen', ...flags)).toEqual(refused(says))
  })
})

describe('duble ledger in a project', () => {
  it('shows options as the project’s duble.yaml sets them', async () => {
    await using project = await openProject({ 'duble.yaml': 'options: { vocom: { cap: error } }\n' })
    const { out } = await project.duble('ledger', 'vocom', '--option', 'cap')
    expect(out).toContain('option cap is error, or silent\n          duble options vocom cap=silent\n')
    expect((await project.duble('ledger', 'vocom', '--option', 'cap', '--no-home')).out).toContain(
      'option cap is silent, or error\n',
    )
  })

  it('leaves out a room of one’s own that has no ledger, unless it is asked for by name', async () => {
    await using project = await openProject()
    await project.duble('new', 'acme')
    await rm(path.join(project.folder, 'duble/rooms/acme/ledger.yaml'))
    const { code, out } = await project.duble('ledger', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out).ledgers.map(({ vendor }: { vendor: string }) => vendor)).not.toContain('acme')
    const named = await project.duble('ledger', 'acme')
    expect([named.code, named.err]).toEqual([
      1,
      expect.stringMatching(/^duble: acme has no ledger: there is no \S+\n$/),
    ])
  })
})
