import path from 'node:path'
import { expect, it } from 'vitest'
import { COMMITTED } from './pact.ts'
import { failedOf, verified } from './verifying.ts'

it('CSV in a contract is checked to the last sign: a byte order mark is found', async () => {
  const file = path.join(COMMITTED, 'bi-export-vocalcontact.json')
  const verification = await verified(file, { options: { vocalcontact: { 'csv.bom': true } } })
  expect(failedOf(verification)).toEqual([
    'a month without leads, as CSV',
    'the leads created on a day, as CSV',
  ])
})
