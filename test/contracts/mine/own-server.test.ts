import { describe, expect, it } from 'vitest'
import { FAULTS, type FaultName, ownServer } from './own-server.ts'
import { rowsOf, verify } from './support.ts'

const NAMES = Object.keys(FAULTS) as FaultName[]

/** The rows that a server with these faults does not meet. */
async function notMet(...faults: FaultName[]): Promise<string[]> {
  await using own = await ownServer(...faults)
  const erp = await verify('datacake', `${own.url}/erp`)
  const api = await verify('smartspace', `${own.url}/api`)
  return [...rowsOf(erp, 'not_met'), ...rowsOf(api, 'not_met')]
}

describe('an ERP and a customer API of somebody’s own', () => {
  it('meet every row, where they are right', async () => {
    await using own = await ownServer()
    const erp = await verify('datacake', `${own.url}/erp`)
    const api = await verify('smartspace', `${own.url}/api`)
    expect([...rowsOf(erp, 'not_met'), ...rowsOf(api, 'not_met')]).toEqual([])
    expect(rowsOf(erp, 'unchecked')).toEqual(['K-03'])
    expect(rowsOf(erp, 'met')).toHaveLength(30)
    expect(rowsOf(api, 'met')).toHaveLength(13) // without HTTPS
  })

  it.each(Object.entries(FAULTS))('do not meet one row alone, where one %s', async (name, row) => {
    expect(await notMet(name as FaultName)).toEqual([row])
  })

  it('have the customer back as before, though an edit emptied what it did not name', async () => {
    await using own = await ownServer('empties what an edit does not name')
    const authorization = `Basic ${Buffer.from('smartspace:segredo').toString('base64')}`
    const look = async (): Promise<unknown> =>
      (await fetch(`${own.url}/api/clientes?cpf=39053344705`, { headers: { authorization } })).json()
    const before = await look()
    expect(rowsOf(await verify('smartspace', `${own.url}/api`, { only: ['S-03'] }), 'not_met')).toEqual([
      'S-03',
    ])
    expect(await look()).toEqual(before)
  })

  it('do not meet exactly ten rows, where all is wrong at once', async () => {
    expect(await notMet(...NAMES)).toEqual(Object.values(FAULTS))
    expect(new Set(Object.values(FAULTS)).size).toBe(10)
  })
})
