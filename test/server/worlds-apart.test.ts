import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { RunningWorld } from '../../src/index.ts'
import { COMPANY, describeBoth, onTheWire, VOCOM_KEY } from '../support.ts'

const WORLDS = 200
const DAY = 86_400_000
const BEGIN = Date.UTC(2026, 0, 1, 12)
const BASIC = `Basic ${btoa('smartspace:segredo')}`

/** What a world must have been asked and have answered, in order: `path outcome at`. */
class Course {
  readonly world: RunningWorld
  readonly number: number
  readonly expected: string[] = []
  #sent = 0

  constructor(world: RunningWorld, number: number) {
    this.world = world
    this.number = number
  }

  /** Odd worlds are reached by their path, even ones by the header. */
  async ask(path: string, outcome: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
    const target = `${path}${path.includes('?') ? '&' : '?'}n=${this.number}.${this.#sent++}`
    const byPath = this.number % 2 === 1
    const shown = byPath ? `/w/${this.world.id}${target}` : target
    const headers = { ...init.headers, ...(byPath ? {} : { 'x-duble-world': this.world.id }) }
    const url = `${this.world.url.replace(/\/w\/.*/, '')}${shown}`
    this.expected.push(`${shown} ${outcome} ${new Date(this.world.clock.now()).toISOString()}`)
    const response = await fetch(url, { ...init, headers })
    return { status: response.status, text: await response.text() }
  }

  get journal(): string[] {
    return this.world.world.journal
      .read({}, true)
      .entries.map(({ path, outcome, at }) => `${path} ${outcome} ${at}`)
  }
}

async function run(course: Course, neighboursToken: () => string | undefined): Promise<string> {
  const { world, number } = course
  const zen = (outcome: string) =>
    course.ask('/crm-zen/api/totais_lead?data=2018-01-01', outcome, { headers: { token: 'zen-token' } })
  const first = number % 2 === 0 ? 'ok' : 'ok.empty'
  await zen(first)
  const login = (outcome: string) =>
    course.ask('/vocom/interact_cti/agent/login/', outcome, {
      method: 'POST',
      headers: { authorization: VOCOM_KEY },
      body: JSON.stringify({ agent: 'VENDAS.ANA', branch: '2001', company_id: COMPANY }),
    })
  for (let times = 0; times < number % 3; times++) await login('execute_failed')
  await login('ok')
  await zen('too_many_requests')
  await world.state('vocom', 'DEV is on a break')
  const form = { authorization: BASIC, 'content-type': 'application/x-www-form-urlencoded' }
  const granted = await course.ask('/smartspace/oauth/token', 'ok', {
    method: 'POST',
    headers: form,
    body: 'grant_type=client_credentials',
  })
  const token = (JSON.parse(granted.text) as { access_token: string }).access_token
  const customer = (bearer: string, outcome: string) =>
    course.ask('/smartspace/clientes?codigo=1001', outcome, {
      headers: { authorization: `Bearer ${bearer}` },
    })
  await customer(token, 'ok')
  const other = neighboursToken()
  if (other !== undefined) await customer(other, 'invalid_token')
  world.clock.advance('4m59s')
  await zen('too_many_requests')
  world.clock.advance('1s')
  await zen(first)
  await course.ask(`/vocom/nowhere/${number}`, 'null')
  await course.ask('/vocalcontact/api/app/lead/info/token/token-bi', 'ok')
  return token
}

describe('two hundred worlds, all at once over one port', () => {
  it('never meet: each journal has its own requests and no other, in order, by its own clock', async () => {
    await using duble = await onTheWire({ options: { smartspace: { auth: 'both' } } })
    const courses = await Promise.all(
      Array.from({ length: WORLDS }, async (_, number) => {
        const world = await duble.newWorld({
          id: `world-${number}`,
          clock: new Date(BEGIN + number * DAY).toISOString(),
          seed: number + 1,
          states: number % 2 === 0 ? [] : [{ vendor: 'crm-zen', name: 'no leads on 2018-01-01' }],
          faults:
            number % 3 === 0
              ? []
              : [{ vendor: 'vocom', operation: 'login', fault: 'execute_failed', times: number % 3 }],
        })
        return new Course(world, number)
      }),
    )
    const tokens: string[] = []
    await Promise.all(
      courses.map(async (course) => {
        tokens[course.number] = await run(course, () => tokens.find((token) => token !== undefined))
      }),
    )
    expect(new Set(tokens).size).toBe(WORLDS)
    for (const { world, number, journal, expected } of courses) {
      expect(journal).toEqual(expected)
      expect(world.clock.now()).toBe(BEGIN + number * DAY + 300_000)
      expect(world.world.fake('vocom').faults.list()).toEqual([])
      const { asked, unmatched, injected } = world.verdict()
      expect([asked, unmatched.map(({ path }) => path)]).toEqual([
        expected.length,
        [expect.stringMatching(new RegExp(`/vocom/nowhere/${number}$`))],
      ])
      const failed = number % 3
      expect(injected).toEqual(failed === 0 ? {} : { vocom: { login: { execute_failed: failed } } })
    }
    expect(duble.journal().total).toBe(0)
  }, 60_000)
})

const ZEN = '/crm-zen/api/totais_lead?data=2018-01-01'

describe('worlds that come and go', () => {
  it('do so in parallel with those who use them', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    const ask = async (id: string) =>
      (await fetch(`${duble.url}/w/${id}${ZEN}`, { headers: { token: 'zen-token' } })).status
    const lives = Array.from({ length: 100 }, async (_, number) => {
      const id = `life-${number % 10}`
      const statuses: number[] = []
      for (let turn = 0; turn < 3; turn++) {
        const world = await duble.newWorld({ id }).catch(() => undefined)
        statuses.push(await ask(id))
        await world?.close()
      }
      return statuses
    })
    const statuses = (await Promise.all(lives)).flat()
    expect(new Set(statuses).isSubsetOf(new Set([200, 429, 404]))).toBe(true)
    expect(statuses).toContain(200)
    const { worlds } = (await (await fetch(`${duble.url}/__admin/worlds`)).json()) as { worlds: string[] }
    expect(worlds).toEqual(['default'])
    expect(await ask('life-1')).toBe(404)
  })
})

describeBoth('a request on its way through a world that is closed', (open) => {
  it('ends well', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const world = await duble.newWorld({ id: 'brief' })
    world.fault({ vendor: 'crm-zen', fault: 'delay=50ms', times: 1 })
    const request = new Request(`${duble.url}/w/brief${ZEN}`, { headers: { token: 'zen-token' } })
    const ask = (asked: Request) => (duble.url === 'http://localhost' ? duble.fetch(asked) : fetch(asked))
    const asking = ask(request.clone())
    // It is on its way once it has met the fault.
    while (world.world.fake('crm-zen').faults.list().length > 0) await setImmediate()
    await world.close()
    expect((await ask(request.clone())).status).toBe(404)
    expect((await asking).status).toBe(200)
    expect(world.journal().entries.map(({ status }) => status)).toEqual([200])
  })
})
