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

  it('do not meet exactly ten rows, where all is wrong at once', async () => {
    expect(await notMet(...NAMES)).toEqual(Object.values(FAULTS))
  })
})
