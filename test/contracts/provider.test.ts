import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Verification } from '../../src/contracts/verify.ts'
import { type Pact, statesOf } from '../../src/contracts/verify-file.ts'
import { COMMITTED } from './pact.ts'
import { failedOf, verified } from './verifying.ts'

const files = readdirSync(COMMITTED).filter((name) => name.endsWith('.json'))
if (files.length === 0) throw new Error('contracts/ holds no contract to verify')

for (const name of files) {
  const file = path.join(COMMITTED, name)
  const { consumer, provider, interactions = [] }: Pact = JSON.parse(readFileSync(file, 'utf8'))

  describe(`the fake of ${provider.name} keeps the contract with ${consumer.name}`, () => {
    let verification: Verification
    beforeAll(async () => {
      verification = await verified(file)
    }, 60_000)

    it('every interaction of it', () => {
      expect(verification.failure).toBeUndefined()
      expect(verification.results).toHaveLength(interactions.length)
    })

    for (const [index, interaction] of interactions.entries()) {
      const states = statesOf(interaction).map((state) => state.name)
      const given = states.length === 0 ? '' : ` (given ${states.join(' and ')})`
      it(`${interaction.description}${given}`, () => {
        const found = verification.results[index]
        expect(found).toMatchObject({ description: interaction.description, states })
        expect(found?.differences).toEqual([])
        expect(found?.says).toBeUndefined()
        expect(found?.verdict).toBe('passed')
      })
    }
  })
}

it('each interaction fails that the fake answers otherwise', async () => {
  const file = path.join(COMMITTED, files.find((name) => name.includes('vocom')) as string)
  // The contract says that an agent who is logged out cannot call; this fake says that he can.
  const verification = await verified(file, { options: { vocom: { 'call_services.logged_out': 'ok' } } })
  expect(failedOf(verification)).toEqual(['a call by an agent who is logged out'])
})
