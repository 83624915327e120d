import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { NOW } from '../support.ts'
import type { Contract } from './lint.ts'
import { COMMITTED } from './pact.ts'
import { verify } from './verify.ts'

it('CSV in a contract is checked to the last sign: a byte order mark is found', async () => {
  const file = path.join(COMMITTED, 'bi-export-vocalcontact.json')
  const contract: Contract = JSON.parse(readFileSync(file, 'utf8'))
  await using duble = await startDuble({ port: 0, clock: NOW, vendors: ['vocalcontact'] })
  const fake = duble.world.fake('vocalcontact')
  const { setOptions } = fake
  fake.setOptions = (written) => setOptions.call(fake, { ...written, 'csv.bom': true })
  const results = await verify(duble, 'vocalcontact', file, contract.interactions.length)
  expect(results.filter(({ result }) => result === 'Error').map(({ description }) => description)).toEqual([
    'a month without leads, as CSV',
    'the leads created on a day, as CSV',
  ])
})
