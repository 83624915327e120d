import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openProject, type Project } from './project.ts'
import { dubleIn, ROOT } from './run.ts'

const STRANGERS = path.join(ROOT, 'test/contracts/strangers')

/** A pact of one interaction with Vocom. */
const pact = (more: object = {}, provider = 'vocom'): string =>
  JSON.stringify({
    consumer: { name: 'desk' },
    provider: { name: provider },
    interactions: [
      {
        description: 'the breaks',
        request: {
          method: 'POST',
          path: '/interact_cti/agent/get_break_list/',
          headers: {
            Authorization: 'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MWVjNTc0NzM=',
            'Content-Type': 'application/json',
          },
          body: { agent: 'DEV', company_id: '894343d2-3f02-4c02-909b-a0bfa57c0a93' },
        },
        response: { status: 200, body: { response: { status: 'ok' } } },
        ...more,
      },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  })

describe('duble verify', { timeout: 60_000 }, () => {
  it('holds all that is in contracts/ against the fakes, a line each, and ends with 0', async () => {
    const { code, out } = await dubleIn({}, 'verify')
    expect(out).toContain('\n✓ a call by an agent who is logged out (given DEV is logged out)  ')
    expect(out).toMatch(
      /\d+ expectations lean on what no document says:\n {2}assumed \([A-Z]-[A-Z]\d+\), option \S+, \d+ times: /,
    )
    expect(out).toMatch(/; --leans shows each expectation\n/)
    expect(out).toMatch(/\n117 interactions of 5 contracts, all kept\n$/)
    expect(code).toBe(0)
  })

  it('takes pacts of others, finds the vendor whatever the spelling, and is told those it cannot find', async () => {
    const { code, out } = await dubleIn({}, 'verify', '--pact', STRANGERS, '--no-leans')
    expect(out).toContain('painel-crm-zen.v2.json: Painel de leads with crm-zen\n')
    expect(out).toContain('discador-vocom.v3.json: discador with vocom\n')
    expect(out).toContain(
      '✗ its provider "ERP do provedor" is no vendor: there are crm-zen, datacake, smartspace, vocalcontact, vocom; --vendor says which is meant\n',
    )
    expect(out).toMatch(/\n9 interactions of 3 contracts, none failed, 1 of the contracts broken\n$/)
    expect(code).toBe(1)
    const named = await dubleIn({}, 'verify', '--pact', STRANGERS, '--vendor', 'datacake', '--leans')
    expect(named.out).toContain('vitrine-datacake.v4.json: vitrine with datacake\n')
    expect(named.out).toContain(
      '  chave de autenticação inválida: status would differ with error_http_status 401, not 200: assumed (C-Q12): ',
    )
    expect(named.out).toMatch(/\n13 interactions of 3 contracts, all kept\n$/)
    expect(named.code).toBe(0)
  })

  it('says what differs, and writes it as JSON, JUnit, a page and a summary', async () => {
    await using project = await openProject({
      'pacts/desk.json': pact({ response: { status: 201, body: { response: { status: 'ok' } } } }),
      'pacts/zem.json': pact({}, 'Vocon'),
    })
    const files = [
      '--json',
      'out/r.json',
      '--junit',
      'out/r.xml',
      '--html',
      'out/r.html',
      '--summary',
      'out/r.md',
    ]
    const { code, out } = await project.duble('verify', ...files)
    expect(code).toBe(1)
    expect(out).toContain('pacts/desk.json: desk with vocom\n✗ the breaks  ')
    expect(out).toContain('\n    status: expected 201, got 200\n')
    expect(out).toContain('✗ its provider "Vocon" is no vendor (did you mean vocom?): there are ')
    const report = JSON.parse(await project.read('out/r.json'))
    expect(report).toMatchObject({ contracts: 2, broken: 2, interactions: 1, failed: 1, pending: 0 })
    expect(report.verifications[0]).toMatchObject({
      file: 'pacts/desk.json',
      vendor: 'vocom',
      results: [
        {
          description: 'the breaks',
          verdict: 'failed',
          behaviour: 'get_break_list.ok',
          differences: [
            { part: 'status', place: '', expected: '201', got: '200', reason: { row: expect.any(String) } },
          ],
        },
      ],
    })
    const xml = (await project.read('out/r.xml')).split('\n')
    expect(xml[1]).toMatch(/^<testsuites name="duble verify" tests="2" failures="2" time="[\d.]+">$/)
    expect(xml[3]).toMatch(/^ {4}<testcase name="the breaks" classname="pacts\/desk.json" time="[\d.]+">$/)
    expect(xml[4]).toMatch(
      /^ {6}<failure message="status: expected 201, got 200">status: expected 201, got 200$/,
    )
    expect(await project.read('out/r.html')).toContain('expected 201, got 200')
    const markdown = await project.read('out/r.md')
    expect(markdown).toContain('1 interaction of 2 contracts, 1 failed')
    expect(markdown).toContain('is no vendor (did you mean vocom?)')
    const printed = await project.duble('verify', '--json', '-')
    expect(JSON.parse(printed.out)).toMatchObject({ failed: 1 })
  })

  it('goes by the project’s home: its contracts, its fixtures and their states', async () => {
    await using project = await openProject({
      'duble.yaml': 'contracts: out/pacts\nvendors: [crm-zen]\n',
      'duble/fixtures/vocom/my-shift.yaml':
        'fixture: my shift\nvendor: vocom\nextends: default\nstates:\n  DEV is away:\n    agents: [{ name: DEV, status: Logged Out, branch: "" }]\n',
      'out/pacts/desk.json': pact({ providerStates: [{ name: 'DEV is away' }] }),
    })
    const { out } = await project.duble('verify')
    expect(out).toContain('\n    vocom\'s fixture "default" has no state "DEV is away"')
    const shift = await project.duble('verify', '--fixture', 'vocom=my-shift')
    expect(shift.out).toContain('out/pacts/desk.json: desk with vocom\n✓ the breaks (given DEV is away)  ')
    expect(shift.code).toBe(0)
    await project.write('duble.yaml', 'contracts: pactos\n')
    expect((await project.duble('verify')).err).toContain('contracts names no folder: pactos')
  })

  it('says what is not there', async () => {
    await using project = await openProject({ 'empty/readme.txt': '', 'a.json': '{}' })
    const said = async (...args: string[]): Promise<string> => {
      const { code, err } = await project.duble('verify', ...args)
      expect(code).toBe(1)
      return err
    }
    expect(await said()).toMatch(
      /^duble: there are no contracts in \S+, neither contracts nor pacts: --pact FILE\|FOLDER names them\n$/,
    )
    expect(await said('--pact', 'nowhere')).toBe('duble: there is no nowhere\n')
    expect(await said('--pact', 'empty')).toBe(
      'duble: empty holds no contract: no file in it ends in .json\n',
    )
    expect(await said('--pact', 'a.json')).toBe('duble: a.json is no pact: it has no consumer with a name\n')
    await project.write('a.json', pact())
    expect(await said('--pact', 'a.json', '--vendor', 'vocon')).toMatch(
      /^duble: there is no vendor "vocon" \(did you mean vocom\?\)/,
    )
  })
})

describe('duble list --states', () => {
  it('prints the provider states of each vendor', async () => {
    const { out } = await dubleIn({}, 'list', 'crm-zen', '--states')
    expect(out).toBe(
      'crm-zen, fixture "default"\n  no leads on 2018-01-01\n  zen-token has just asked\n  CRM Zen fails\n',
    )
    const { vendors } = JSON.parse((await dubleIn({}, 'list', 'vocom', '--states', '--json')).out)
    expect(Object.keys(vendors[0])).toEqual(['name', 'fixture', 'states'])
  })
})

/** Stands in for Pact's CLI, which is not installed here: it sends what the broker's documentation says that it sends. */
const CLI = `
const { readFileSync } = require('node:fs')
const { PACT_BROKER_TOKEN: token } = process.env
const args = process.argv.slice(2)
const flag = (name) => args[args.indexOf(name) + 1]
const files = args.slice(1, args.indexOf('--broker-base-url'))
const contracts = files.map((file) => {
  const text = readFileSync(file, 'utf8')
  const { consumer, provider } = JSON.parse(text)
  const content = Buffer.from(text).toString('base64')
  return { consumerName: consumer.name, providerName: provider.name, specification: 'pact', contentType: 'application/json', content }
})
fetch(flag('--broker-base-url') + '/contracts/publish', {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer ' + token },
  body: JSON.stringify({ pacticipantName: contracts[0].consumerName, pacticipantVersionNumber: flag('--consumer-app-version'), branch: flag('--branch'), contracts }),
}).then(async (answer) => {
  console.log(answer.status, await answer.text())
  process.exitCode = answer.ok ? 0 : 1
})
`

describe('duble verify --publish', { timeout: 60_000 }, () => {
  let project: Project
  let broker: Server
  let url: string
  let status = 200
  const published: {
    path: string | undefined
    authorization: string | undefined
    body: Record<string, unknown>
  }[] = []

  beforeAll(async () => {
    project = await openProject({
      'pacts/desk.json': pact(),
      'node_modules/@pact-foundation/pact-cli/package.json': JSON.stringify({
        name: '@pact-foundation/pact-cli',
        bin: { 'pact-broker': 'bin/pact-broker.cjs' },
      }),
      'node_modules/@pact-foundation/pact-cli/bin/pact-broker.cjs': CLI,
    })
    broker = createServer(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += chunk
      const { authorization } = request.headers
      published.push({ path: request.url, authorization, body: JSON.parse(text) })
      // A broker that tells the token: nothing of it may be printed.
      response.writeHead(status, { 'content-type': 'application/json' }).end(`{"got":"${authorization}"}`)
    })
    await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(broker.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    broker.close()
    await project[Symbol.asyncDispose]()
  })

  const publish = (...args: string[]) =>
    dubleIn(
      { cwd: project.folder, env: { PACT_BROKER_TOKEN: 's3cret', PACT_BROKER_BASE_URL: url } },
      'verify',
      '--no-leans',
      '--publish',
      ...args,
    )

  it('publishes what is kept, as the broker documents it, and tells nobody the token', async () => {
    const { code, out, err } = await publish('--app-version', '1.2.3', '--branch', 'main')
    expect(out).toMatch(/all kept\npublished 1 to http:\/\/127\.0\.0\.1:\d+ as 1\.2\.3\n$/)
    expect(code).toBe(0)
    expect(out + err).not.toContain('s3cret')
    const [sent] = published
    expect(sent).toMatchObject({ path: '/contracts/publish', authorization: 'Bearer s3cret' })
    expect(sent?.body).toMatchObject({
      pacticipantName: 'desk',
      pacticipantVersionNumber: '1.2.3',
      branch: 'main',
    })
    const contracts = sent?.body['contracts'] as { content: string }[] | undefined
    expect(Buffer.from(contracts?.[0]?.content ?? '', 'base64').toString()).toBe(pact())
  })

  it('ends with 1 where the broker refuses, the token struck out', async () => {
    status = 401
    const { code, out, err } = await publish('--app-version', '1.2.3')
    status = 200
    expect(code).toBe(1)
    expect(err).toBe(
      'duble: the contracts are kept, but were not published: pact-broker ended with 1\n401 {"got":"Bearer …"}\n',
    )
    expect(out + err).not.toContain('s3cret')
  })

  it.each([
    ['behind percent signs', '', encodeURIComponent('s3cret/+ö"')],
    ['in Base64', '', Buffer.from('s3cret/+ö"').toString('base64')],
    ['in JSON', '', JSON.stringify('s3cret/+ö"')],
    ['of the URL', 'ana:p%40ss%2Fword@', 'p@ss/word p%40ss%2Fword'],
    ['of the URL, as a header', 'ana:p%40ss%2Fword@', `Basic ${btoa('ana:p@ss/word')}`],
  ])('strikes out a secret that the broker repeats %s', async (_, user, echo) => {
    await using other = await openProject({ 'pacts/desk.json': pact() })
    const cli = 'node_modules/@pact-foundation/pact-cli'
    await other.write(`${cli}/package.json`, JSON.stringify({ bin: { 'pact-broker': 'cli.cjs' } }))
    const says = JSON.stringify(`\u001b[31mgot ${echo}`)
    const seen = 'console.log(process.argv.slice(2).join(" "))'
    await other.write(`${cli}/cli.cjs`, `${seen}\nconsole.log(${says})\nprocess.exitCode = 1`)
    const env = {
      PACT_BROKER_TOKEN: 's3cret/+ö"',
      PACT_BROKER_BASE_URL: `https://${user}broker.example.com`,
    }
    const place = { cwd: other.folder, env }
    const { code, out, err } = await dubleIn(place, 'verify', '--no-leans', '--publish', '--app-version', '1')
    expect(code).toBe(1)
    expect(err).toContain('--broker-base-url https://broker.example.com --consumer')
    expect(err).toMatch(/\n\ufffd\[31mgot (?:…=*|"…"|… …|Basic …=*)\n$/)
    expect(out + err).not.toMatch(/s3cret|czNjc|p@ss|p%40|YW5h/)
  })

  it('publishes nothing that is broken, and nothing without a version', async () => {
    const before = published.length
    expect((await publish()).err).toBe(
      'duble: --publish needs the version of the consumer: --app-version, such as the commit\n',
    )
    expect((await publish('--app-version', '1', '--broker', 'broker')).err).toBe(
      'duble: --publish needs the broker\'s URL: --broker or PACT_BROKER_BASE_URL, got "broker"\n',
    )
    await project.write('pacts/desk.json', pact({ response: { status: 500 } }))
    expect((await publish('--app-version', '1.2.3')).code).toBe(1)
    expect(published).toHaveLength(before)
  })

  it('says what to install where there is no CLI', async () => {
    await using other = await openProject({ 'pacts/desk.json': pact() })
    const { code, err } = await other.duble('verify', '--publish', '--broker', url, '--app-version', '1')
    expect(code).toBe(1)
    expect(err).toBe(
      "duble: contracts are published by Pact's own CLI: npm install --save-dev @pact-foundation/pact-cli\n",
    )
  })
})
