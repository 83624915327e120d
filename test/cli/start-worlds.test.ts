import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { duble, fixtureCopy, Running, startCli } from './run.ts'

const order = async (url: string, body: object = {}): Promise<{ id: string; url: string }> =>
  (await fetch(`${url}/__admin/worlds`, { method: 'POST', body: JSON.stringify(body) })).json() as never

const worldsOf = async (url: string): Promise<string[]> =>
  ((await (await fetch(`${url}/__admin/worlds`)).json()) as { worlds: string[] }).worlds

const zen = (base: string): Promise<Response> =>
  fetch(`${base}/crm-zen/api/totais_lead?data=2018-01-01`, { headers: { token: 'zen-token' } })

describe('worlds under duble start', () => {
  it('begin with the fixtures, clock and seed of the command line', async () => {
    await using copy = await fixtureCopy('crm-zen', (text) => text.replaceAll('Ana Lima', 'Bia Reis'))
    const { running, url } = await startCli(
      '--fixture',
      `crm-zen=${copy.file}`,
      '--clock',
      '2026-03-02T12:00:00Z',
    )
    await using _running = running
    const world = await order(url)
    const answer = await zen(world.url)
    expect(answer.headers.get('date')).toBe('Mon, 02 Mar 2026 12:00:00 GMT')
    expect(await answer.text()).toContain('"nome":"Bia Reis"')
  })

  it('start anew where they were opened with a fixture that changes, and go on where not', async () => {
    await using copy = await fixtureCopy('crm-zen', (text) => text)
    const { running, url } = await startCli('--fixture', `crm-zen=${copy.file}`)
    await using _running = running
    const own = await order(url)
    const other = await order(url, { fixtures: { 'crm-zen': 'default' } })
    for (const base of [own.url, other.url]) expect((await zen(base)).status).toBe(200)
    await running.until(/watching/)
    const text = await readFile(copy.file, 'utf8')
    await writeFile(copy.file, text.replaceAll('Ana Lima', 'Bia Reis'))
    await running.until(/crm-zen\.yaml changed: crm-zen starts anew from it, in 2 worlds\n/)
    expect(await (await zen(own.url)).text()).toContain('"nome":"Bia Reis"')
    expect((await zen(other.url)).status).toBe(429)
  })

  it('are closed when they lie unused for --world-idle, or DUBLE_WORLD_IDLE', async () => {
    const starts = [
      new Running(['start', '--port', '0', '--world-idle', '1ms', 'crm-zen']),
      new Running(['start', '--port', '0', 'crm-zen'], { env: { DUBLE_WORLD_IDLE: '1ms' } }),
    ]
    for (const running of starts) {
      await using _running = running
      const [, url = ''] = await running.until(/ · (https?:\S+) · admin API/)
      await order(url)
      for (let tries = 0; tries < 100 && (await worldsOf(url)).length > 1; tries++) await sleep(5)
      expect(await worldsOf(url)).toEqual(['default'])
    }
  })

  it('cannot lie unused for what is no length of time', async () => {
    expect(await duble('start', '--port', '0', '--world-idle', 'long')).toEqual({
      code: 1,
      out: '',
      err: 'duble: "long" is not a duration: write numbers with falling units, such as 300ms, 5m, 4m59s or 1h30m\n',
    })
  })
})
