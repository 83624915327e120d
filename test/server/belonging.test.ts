import { describe, expect, it } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { NOW } from '../support.ts'

const DAY = '/crm-zen/api/totais_lead?data=2018-01-01'
const TOKEN = { headers: { token: 'zen-token' } }

describe('a world that belongs to another', () => {
  it('counts there too, and goes on counting there when it is closed', async () => {
    await using duble = await startDuble({ vendors: ['crm-zen'], clock: NOW, port: 0 })
    await using run = await duble.newWorld({ id: 'run' })
    await using test = await duble.newWorld({ of: 'run' })
    await fetch(`${test.url}${DAY}`, TOKEN)
    await fetch(`${test.url}${DAY}`, TOKEN)
    await test.close()
    await fetch(`${run.url}${DAY}`)
    expect(run.world.met()).toMatchObject({
      asked: 3,
      vendors: { 'crm-zen': { totals: { no_token: 1, ok: 1, too_many_requests: 1 } } },
      shapes: { 'crm-zen': { 'totals[erros.empty=zeros]': 1, 'totals[numbers=number]': 1 } },
    })
    expect(test.world.met().asked).toBe(2)
    expect(duble.world.met().asked).toBe(0)
  })

  it('is ordered by HTTP too, and refused where there is no such world', async () => {
    await using duble = await startDuble({ vendors: ['crm-zen'], port: 0 })
    const open = (order: object): Promise<Response> =>
      fetch(`${duble.url}/__admin/worlds`, { method: 'POST', body: JSON.stringify(order) })
    const { url } = (await (await open({ of: 'default' })).json()) as { url: string }
    await fetch(`${url}${DAY}`, TOKEN)
    expect(duble.verdict().asked).toBe(1)
    const refused = await open({ of: 'defualt' })
    expect(refused.status).toBe(404)
    expect(await refused.json()).toMatchObject({
      error: 'unknown_world',
      message: 'there is no world "defualt" (did you mean default?)',
    })
  })

  it('is every further one where Dublê gathers', async () => {
    await using duble = await startDuble({ vendors: ['crm-zen'], gather: true })
    await using world = await duble.newWorld()
    await world.fetch(new Request(`${world.url}${DAY}`, TOKEN))
    expect(duble.verdict().asked).toBe(1)
  })

  it('counts anew with the one to which it belongs', async () => {
    await using duble = await startDuble({ vendors: ['crm-zen'], gather: true })
    await using world = await duble.newWorld()
    await world.fetch(new Request(`${world.url}${DAY}`, TOKEN))
    duble.world.forget()
    expect([duble.verdict().asked, world.verdict().asked]).toEqual([0, 0])
  })

  it('goes on belonging to the one above where the one between is closed', async () => {
    await using duble = await startDuble({ vendors: ['crm-zen'], clock: NOW })
    await using run = await duble.newWorld({ id: 'run' })
    const between = await duble.newWorld({ id: 'between', of: 'run' })
    await using test = await duble.newWorld({ id: 'test', of: 'between' })
    const ask = () => test.fetch(new Request(`${test.url}${DAY}`, TOKEN))
    for (let times = 0; times < 3; times++) await ask()
    await between.close()
    expect(run.findings()).toMatchObject([{ name: 'early_call', world: 'test', times: 1 }])
    for (let times = 0; times < 2; times++) await ask()
    expect(run.findings()).toMatchObject([{ name: 'early_call', world: 'test', times: 3 }])
    expect(run.world.met().asked).toBe(5)
    await test.close()
    expect(run.findings()).toMatchObject([{ name: 'early_call', world: 'test', times: 3 }])
    run.world.forget()
    expect(run.findings()).toEqual([])
  })
})
