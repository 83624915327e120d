import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { schemasOf } from '../../src/cli/schemas.ts'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { duble } from './run.ts'

const schemas = await schemasOf([], undefined)
const compiled = new Map<string, ValidateFunction>()

/** What a schema has against a YAML text, as paths and sentences. */
function objections(name: string, yaml: string): string[] {
  let validate = compiled.get(name)
  if (validate === undefined) {
    const { text } = schemas.find((schema) => schema.name === name) as { text: string }
    validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(text))
    compiled.set(name, validate)
  }
  validate(parse(yaml))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const vocom = (yaml: string): string[] => objections('vocom', `vendor: vocom\n${yaml}\n`)
const ANA = 'agents: [{ company_id: c, name: ANA, queues: [Q] }]'

describe('the schemas of fixtures and of a home', () => {
  it.each(schemas)(
    '$name is committed as it is generated (duble schema --write writes it)',
    async ({ file, text }) => {
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(text))
    },
  )

  it('fit every shipped fixture, each of which names its schema', async () => {
    for (const { name, fixtures } of await openRooms()) {
      const files = (await readdir(fixtures)).filter((file) => /^(?!document)[^.]*\.yaml$/.test(file))
      expect(files).toContain('default.yaml')
      for (const file of files) {
        const text = await readFile(path.join(fixtures, file), 'utf8')
        expect([file, objections(name, text)]).toEqual([file, []])
        expect(text).toMatch(/^# yaml-language-server: \$schema=fixture\.schema\.json\n/)
      }
    }
  })

  it('tell an editor what the vendor’s words mean', () => {
    const { text } = schemas.find(({ name }) => name === 'vocom') as { text: string }
    const { definitions, properties } = JSON.parse(text)
    expect(definitions['agents.status']).toMatchObject({
      enum: ['Logged Out', 'Available', 'On Break'],
      default: 'Logged Out',
    })
    expect(definitions['agents.branch'].description).toBe('Ramal em que está logado')
    expect(properties.paths.properties.login.description).toBe('Documented: /interact_cti/agent/login/')
  })

  it.each([
    [
      'numbers and words where text is read',
      'branches: [{ company_id: 1, branch: 2000 }]\nqueues: [{ company_id: c, queue: true }]',
    ],
    [
      'a row that says only what differs',
      'extends: default\nagents: [{ name: DEV, status: On Break }]\nwithout: [tabulations]',
    ],
    ['a row whose defaults fill the rest', 'defaults: { company_id: c }\nqueues: [{ queue: Q }]'],
    [
      'options of every kind',
      'profile: observed\noptions: { cap: error, tabs.count: true, call_services.delay: 1m }',
    ],
    [
      'states with waits and faults',
      `states:
  s:
    agents: [{ name: DEV, branch: 2000 }]
    cooldowns: [{ operation: login, credential: key, ago: 4m59s }]
    faults: [{ outcome: execute_failed, times: 2 }, { fault: delay=2s }, { fault: { delay: { uniform: [100ms, 2s] } }, probability: 0.5 }, { operation: login, fault: { connection_reset: mid_body }, after: 1 }]`,
    ],
    [
      'rows that are made in every way',
      `tabulations:
  - generate: 3
    seed: 4
    each:
      company_id: { uuid: yes }
      direction: { one_of: [inbound, outbound] }
      agent: { faker: person.firstName }
      tab_name: { br: nome }
      destination: { digits: 11 }
      mailing_name: { whole: [1, 6] }
      start_epoch: { between: [2020-09-04 08:00:00, 2020-09-04 18:00:00] }
diallings: { generate: 0, each: { company_id: c, mailing_name: m, mailing_key: { number_from: 1 }, destination: 1, date_time_start: { between: [2020-01-01, 2020-01-02] }, ringing_duration: "00:00:01", hangup_cause: x } }`,
    ],
  ])('take %s', (_what, yaml) => {
    expect(vocom(yaml)).toEqual([])
  })

  it.each([
    ['an unknown table', 'agentes: []', ' must NOT have additional properties'],
    [
      'an unknown field',
      `${ANA.replace('queues', 'filas: [], queues')}`,
      '/agents/0 must NOT have additional properties',
    ],
    [
      'a word that is none of those',
      ANA.replace('queues', 'status: Avaliable, queues'),
      '/agents/0/status must be equal to one of the allowed values',
    ],
    [
      'a field that is missing',
      'agents: [{ company_id: c, name: ANA }]',
      "/agents/0 must have required property 'queues'",
    ],
    [
      'a field that nothing fills',
      'agents: [{ name: ANA, queues: [Q] }]',
      "/agents/0 must have required property 'company_id'",
    ],
    ['text where a list is read', ANA.replace('[Q]', 'Q'), '/agents/0/queues must be array'],
    ['an unknown option', 'options: { capp: error }', '/options must NOT have additional properties'],
    [
      'an option’s wrong word',
      'options: { cap: eror }',
      '/options/cap must be equal to one of the allowed values',
    ],
    [
      'a duration without a unit',
      'options: { call_services.delay: 5 }',
      '/options/call_services.delay must be string',
    ],
    ['an unknown operation', 'paths: { logn: /x }', '/paths must NOT have additional properties'],
    ['a path without its slash', 'paths: { login: x }', '/paths/login must match pattern "^/"'],
    ['another vendor', 'vendor: crm-zen', '/vendor must be equal to constant'],
    [
      'a credential without its secret',
      'credentials: [{ name: key, user: u }]',
      "/credentials/0 must have required property 'password'",
    ],
    [
      'an unknown way to make a value',
      'tabulations: { generate: 1, each: { destination: { digit: 3 } } }',
      '/tabulations/each/destination must match a schema in anyOf',
    ],
    [
      'made rows without a number',
      'tabulations: { generate: many, each: {} }',
      '/tabulations/generate must be integer',
    ],
    [
      'an unknown fault',
      'states: { s: { faults: [{ fault: exploded }] } }',
      '/states/s/faults/0/fault must match a schema in anyOf',
    ],
    [
      'a wait of nobody',
      'states: { s: { cooldowns: [{ operation: login, ago: 1s }] } }',
      "/states/s/cooldowns/0 must have required property 'credential'",
    ],
    [
      'tables dropped of no base',
      'without: [agents]',
      ' must have property extends when property without is present',
    ],
    ['a base that is a path', 'extends: ../default', '/extends must match pattern "^[^/\\\\:.][^/\\\\:]*$"'],
  ])('refuse %s', (_what, yaml, says) => {
    const text = yaml.startsWith('vendor:') ? yaml : `vendor: vocom\n${yaml}`
    expect(objections('vocom', text)).toContain(says)
  })

  it('take a home, and refuse one with mistakes', () => {
    const home = `vendors: [crm-zen]
fixtures: duble/fixtures
fixture: { vocom: my-shift }
options: { vocom: { cap: error } }
paths: { vocom: { login: /pabx/login/ } }
credentials: { crm-zen: [{ name: valid, token: t }] }
env: { ZEN_URL: "{{crm-zen.url}}" }
`
    expect(objections('home', home)).toEqual([])
    expect(objections('home', 'vendor: [crm-zen]\noptions: { vocom: { cap: eror } }\n')).toEqual([
      ' must NOT have additional properties',
      '/options/vocom/cap must be equal to one of the allowed values',
    ])
  })
})

describe('duble schema', () => {
  it('prints one, or lists all', async () => {
    expect(JSON.parse((await duble('schema', 'crm-zen')).out).title).toMatch(/^A fixture of CRM Zen/)
    const { out } = await duble('schema')
    expect(out).toContain('crm-zen: fixtures/crm-zen/fixture.schema.json\n')
    expect(out).toContain('scenario: fixtures/scenario.schema.json\nhome: fixtures/home.schema.json\n')
  })

  it('says which there are', async () => {
    expect((await duble('schema', 'vocon')).err).toBe(
      'duble: there is no schema "vocon" (did you mean vocom?): there are crm-zen, datacake, smartspace, vocalcontact, vocom, scenario, home\n',
    )
  })
})
