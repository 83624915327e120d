import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Duble, startDuble } from '../../src/index.ts'
import { NOW } from '../support.ts'
import type { Contract } from './lint.ts'
import { COMMITTED } from './pact.ts'
import { type Verified, verify } from './verify.ts'

const files = readdirSync(COMMITTED).filter((name) => name.endsWith('.json'))
if (files.length === 0) throw new Error('contracts/ holds no contract to verify')

const statesOf = (interaction: Contract['interactions'][number]): string[] =>
  (interaction.providerStates ?? []).map(({ name }) => name)

for (const name of files) {
  const file = path.join(COMMITTED, name)
  const contract: Contract = JSON.parse(readFileSync(file, 'utf8'))
  const vendor = contract.provider.name
  describe(`the fake of ${vendor} keeps the contract with ${contract.consumer.name}`, () => {
    let duble: Duble
    let results: Verified[]
    beforeAll(async () => {
      duble = await startDuble({ port: 0, clock: NOW })
      results = await verify(duble, vendor, file, contract.interactions.length)
    }, 60_000)
    afterAll(() => duble.close())

    for (const interaction of contract.interactions) {
      const states = statesOf(interaction)
      const given = states.length === 0 ? '' : ` (given ${states.join(' and ')})`
      it(`${interaction.description}${given}`, () => {
        const found = results.find(
          ({ description, providerStates }) =>
            description === interaction.description && providerStates.join() === states.join(),
        )
        expect(found?.mismatch, JSON.stringify(found?.mismatch, null, 1)).toBeUndefined()
        expect(found?.result).toBe('OK')
      })
    }
  })
}

describe('the verification itself', () => {
  const file = path.join(COMMITTED, files[0] as string)
  const contract: Contract = JSON.parse(readFileSync(file, 'utf8'))

  it('fails when fewer interactions were checked than the contract has', async () => {
    await using duble = await startDuble({ port: 0, clock: NOW })
    const { length } = contract.interactions
    await expect(verify(duble, contract.provider.name, file, length + 1)).rejects.toThrow(
      `${length} of ${length + 1} interactions were verified`,
    )
  })

  it('fails each interaction that the fake answers otherwise', async () => {
    await using duble = await startDuble({ port: 0, clock: NOW, vendors: ['vocom'] })
    const name = files.find((candidate) => candidate.includes('vocom')) as string
    const other: Contract = JSON.parse(readFileSync(path.join(COMMITTED, name), 'utf8'))
    const fake = duble.world.fake('vocom')
    // The contract says that an agent who is logged out cannot call; this fake says that he can.
    const { setOptions } = fake
    fake.setOptions = (written) => setOptions.call(fake, { ...written, 'call_services.logged_out': 'ok' })
    const results = await verify(duble, 'vocom', path.join(COMMITTED, name), other.interactions.length)
    expect(results.filter(({ result }) => result === 'Error').map(({ description }) => description)).toEqual([
      'a call by an agent who is logged out',
    ])
  })
})
