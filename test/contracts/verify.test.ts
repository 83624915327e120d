/** What Pact passes over in silence, and what is found out beside it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeTarget, knownOf } from '../../src/cli/verify-target.ts'
import { isBroken, type Verification, verify } from '../../src/contracts/verify.ts'
import type { PactInteraction } from '../../src/contracts/verify-file.ts'
import { readPacts } from '../../src/contracts/verify-file.ts'
import { startVerifier, type Verifier } from '../../src/contracts/verify-process.ts'
import {
  junitSuites,
  printLeans,
  printSummary,
  printVerification,
} from '../../src/contracts/verify-report.ts'
import type { Target } from '../../src/contracts/verify-run.ts'
import { startDuble } from '../../src/index.ts'
import { ROOT } from '../cli/run.ts'
import { NOW } from '../support.ts'

const asked = {
  method: 'GET',
  path: '/api/totais_lead',
  query: { data: ['2018-01-01'] },
  headers: { token: ['zen-token'] },
}
const told = (more: object = {}): PactInteraction => ({
  type: 'Synchronous/HTTP',
  description: 'the totals of a day',
  request: asked,
  response: { status: 200 } as object,
  ...more,
})

let folder: string
let verifier: Verifier
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'duble-verify-'))
  verifier = await startVerifier(ROOT)
})
afterAll(async () => {
  await verifier[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

interface How {
  readonly target?: Partial<Target>
  readonly verifier?: Verifier
  readonly leans?: boolean
  readonly more?: object
}

/** Verifies interactions against the fake of CRM Zen. */
async function kept(interactions: readonly object[], how: How = {}): Promise<Verification> {
  const file = path.join(folder, 'pact.json')
  const metadata = { pactSpecification: { version: '4.0' } }
  const sides = { consumer: { name: 'a' }, provider: { name: 'crm-zen' } }
  await writeFile(file, JSON.stringify({ ...sides, interactions, metadata, ...how.more }))
  const [pact] = await readPacts([file])
  await using duble = await startDuble({ port: 0, clock: NOW, vendors: ['crm-zen'] })
  await using fake = await fakeTarget(duble, 'crm-zen')
  const [room] = duble.rooms
  if (pact === undefined || room === undefined) throw new Error('nothing to verify')
  const ground = {
    verifier: how.verifier ?? verifier,
    target: { ...fake.target, ...how.target },
    options: fake.options,
    leans: how.leans ?? false,
    known: await knownOf(room),
  }
  return await verify({ ...pact, file: 'pact.json' }, 'crm-zen', ground)
}

/** What is said of each interaction. */
const said = ({ results }: Verification): unknown[] => results.map(({ says }) => says)

describe('what Pact passes over', () => {
  it('a state that nobody knows fails with the nearest, and the next interaction goes on', async () => {
    const wrong = told({ description: 'wrong', providerStates: [{ name: 'CRM Zen fail' }] })
    const verification = await kept([wrong, told()])
    expect(said(verification)).toEqual([
      'crm-zen\'s fixture "default" has no state "CRM Zen fail" (did you mean CRM Zen fails?)',
      undefined,
    ])
    expect(verification.results.map(({ verdict }) => verdict)).toEqual(['failed', 'passed'])
    expect(isBroken(verification)).toBe(true)
  })

  it('a state that throws fails its interaction', async () => {
    const target = { enter: () => Promise.reject(new Error('the ERP has no such client')) }
    const verification = await kept([told({ providerStates: [{ name: 'a client' }] })], { target })
    expect(said(verification)).toEqual(['the ERP has no such client'])
    expect(verification.results[0]?.verdict).toBe('failed')
  })

  it('two states are entered one after the other, from the start', async () => {
    const providerStates = [{ name: 'no leads on 2018-01-01' }, { name: 'zen-token has just asked' }]
    const limited = told({ providerStates, response: { status: 429 } })
    expect((await kept([limited, told(), limited])).results.map(({ verdict }) => verdict)).toEqual([
      'passed',
      'passed',
      'passed',
    ])
  })

  it('a state with parameters is refused, for it would be the same whatever they say', async () => {
    const verification = await kept([
      told({ providerStates: [{ name: 'CRM Zen fails', params: { times: 2 } }] }),
      told(),
    ])
    expect(said(verification)[0]).toBe(
      'its state "CRM Zen fails" has parameters (times), and a fixture\'s state takes none: it was not verified',
    )
    expect(verification.failure).toBe('1 of 2 interactions were verified')
  })

  it('what is no interaction is not made one', async () => {
    const verification = await kept([
      told({ response: undefined }),
      told({ request: 'GET /' }),
      told({ providerStates: ['CRM Zen fails'] }),
      told({ description: undefined, providerStates: null }),
    ])
    expect(said(verification)).toEqual([
      'it has no response: Pact would put one of its own in its place',
      'it has no request: Pact would put one of its own in its place',
      'its provider states are no list of objects with a name: it was not verified',
      undefined,
    ])
    expect(verification.results[3]).toMatchObject({ description: '(no description)', verdict: 'passed' })
  })

  it('a contract without interactions is broken', async () => {
    const verification = await kept([])
    expect(verification.failure).toBe('it has no interactions, so that nothing was verified')
    expect(isBroken(verification)).toBe(true)
  })

  it('messages and plugins are not passed over', async () => {
    const message = { description: 'a lead came', contents: {} }
    const verification = await kept([told()], { more: { messages: [message] } })
    expect(said(verification)[1]).toBe('it is a message, and these vendors speak HTTP: it was not verified')
    expect(verification.failure).toBe('1 of 2 interactions were verified')
    const metadata = { pactSpecification: { version: '4.0' }, plugins: [{ name: 'csv' }] }
    expect((await kept([told()], { more: { metadata } })).failure).toBe(
      "it needs Pact's plugin csv, and only plain HTTP is verified",
    )
  })

  it('an interaction on which Pact does not report is missed', async () => {
    const forgetful: Verifier = {
      verify: async (...args) => (await verifier.verify(...args)).slice(1),
      [Symbol.asyncDispose]: async () => {},
    }
    const verification = await kept([told(), told({ description: 'again' })], { verifier: forgetful })
    expect(said(verification)).toEqual(['Pact reported nothing of it', undefined])
    expect(verification.failure).toBe('1 of 2 interactions were verified')
  })

  it('two interactions of one description are told apart', async () => {
    const verification = await kept([told(), told({ response: { status: 201 } })])
    expect(verification.results.map(({ verdict }) => verdict)).toEqual(['passed', 'failed'])
    expect(verification.notes).toEqual([
      'the totals of a day: is told twice: where Pact writes it, the second silently replaces the first',
    ])
  })

  it('a target that is down fails every interaction', async () => {
    const verification = await kept([told()], { target: { url: 'http://127.0.0.1:9/crm-zen' } })
    expect(said(verification)).toEqual(['http://127.0.0.1:9/crm-zen did not answer'])
  })

  it('what the contract calls pending may fail, and is told so', async () => {
    const verification = await kept([told({ pending: true, response: { status: 201 } })])
    expect(verification.results[0]?.verdict).toBe('pending')
    expect(isBroken(verification)).toBe(false)
    expect(printSummary([verification])).toBe('1 interaction of 1 contract, none failed, 1 pending')
    expect(junitSuites([verification])[0]?.cases[0]?.skipped).toBe('pending: status: expected 201, got 200')
  })

  it('what is no pact is refused in a sentence', async () => {
    const file = path.join(folder, 'other.json')
    const refused = async (text: string): Promise<string> => {
      await writeFile(file, text)
      return readPacts([file]).then(
        () => 'read',
        (error: Error) => error.message.replace(file, 'other.json'),
      )
    }
    expect(await refused('{')).toBe('other.json is no JSON')
    expect(await refused('{}')).toBe('other.json is no pact: it has no consumer with a name')
    const sides = { consumer: { name: 'a' }, provider: { name: 'b' } }
    expect(await refused(JSON.stringify({ ...sides, interactions: [1] }))).toBe(
      'other.json is no pact: its interactions are no list of objects',
    )
  })
})

describe('what differs', () => {
  const shown = async (response: object): Promise<string[]> =>
    printVerification(await kept([told({ response })]))
      .split('\n')
      .slice(2)
      .filter((line) => /^ {4}\S/.test(line))
      .map((line) => line.trim())

  const json = (content: unknown): object => ({ content, contentType: 'application/json', encoded: false })
  const rules = (place: string, ...matchers: object[]): object => ({
    body: { [place]: { combine: 'AND', matchers } },
  })

  it('is told by place, what was expected, what came', async () => {
    const body = json({ data: 1, usuarios: [{}], erros: 'none' })
    expect(await shown({ status: 200, body })).toEqual([
      'body $.data: expected 1, got "2018-01-01"',
      'body $.erros: expected "none", got {"com_erro":2,"duplicados":5,"limite_de_contatos":3,"sem_agrupamento":1}',
      'body $.usuarios: expected 1 element, got 2 elements',
      'the answer was totals.ok',
    ])
  })

  it('is told of kinds, patterns and bounds', async () => {
    const of = (content: unknown, place: string, ...matchers: object[]) =>
      shown({ status: 200, body: json(content), matchingRules: rules(place, ...matchers) })
    expect((await of({ data: 1 }, '$.data', { match: 'type' }))[0]).toBe(
      'body $.data: expected a number such as 1, got "2018-01-01"',
    )
    expect((await of({ data: 'x' }, '$.data', { match: 'regex', regex: '\\d+' }))[0]).toBe(
      'body $.data: expected text that matches \\d+, got "2018-01-01"',
    )
    expect((await of({ data: 1 }, '$.data', { match: 'integer' }))[0]).toBe(
      'body $.data: expected an integer, got "2018-01-01"',
    )
    expect((await of({ usuarios: [{}] }, '$.usuarios', { match: 'type', min: 3 }))[0]).toBe(
      'body $.usuarios: expected at least 3 elements, got 2 elements',
    )
  })

  it('is told of headers, once', async () => {
    const headers = { 'Content-Type': ['text/csv'] }
    expect(await shown({ status: 200, headers, body: { ...json({}), contentType: 'text/csv' } })).toEqual([
      'header Content-Type: expected "text/csv", got "application/json; charset=utf-8"',
      'the answer was totals.ok',
    ])
  })
})

describe('what leans on assumptions', () => {
  it('is found by changing them: the expectation that would fail, the row, the option', async () => {
    const empty = told({
      request: { ...asked, query: { data: ['2018-01-03'] } },
      description: 'a day without leads',
    })
    const body = { content: { erros: { com_erro: 0 } }, contentType: 'application/json', encoded: false }
    const verification = await kept([{ ...empty, response: { status: 200, body } }], { leans: true })
    expect(printLeans([verification], true)).toBe(`2 expectations lean on what no document says:
  a day without leads: body $.erros.com_erro would differ with erros.empty object, not zeros: assumed (Z-Q3): How an empty erros looks is not shown; it keeps its four keys with zeros.
  a day without leads: body $.erros.com_erro would differ with numbers string, not number: assumed (Z-Q1): Every printed value is a description, so no type is known; counts are JSON numbers here and codes are strings.`)
  })

  it('is told by what most lean on, where not all is asked for', async () => {
    const one = await kept(
      [told({ description: 'x', request: { ...asked, headers: {} }, response: { status: 401 } })],
      { leans: true },
    )
    expect(printLeans([one], false)).toBe('')
  })

  it('is not looked for where nobody asked', async () => {
    const { results } = await kept([told()])
    expect(results[0]?.leans).toEqual([])
  })
})
