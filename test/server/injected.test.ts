import { describe, expect, it } from 'vitest'
import { type AnyOperation, jsonSchema, outcomesOf } from '#engine'
import { callOf } from '../../src/clients/call.ts'
import { inProcess } from '../support.ts'

const { rooms } = await inProcess()

describe.each(rooms)('a fault that stands in for $name’s handler', ({ name: vendor }) => {
  it('is every error that an operation declares, in a sentence without a gap', async () => {
    await using duble = await inProcess({ vendors: [vendor] })
    const fake = duble.world.fake(vendor)
    const { api } = fake.mock
    const [valid] = fake.credentials
    for (const [name, operation] of Object.entries<AnyOperation>(api.operations)) {
      const { properties = {} } = jsonSchema(operation.parameters)
      const examples = Object.entries(properties).map(([field, { examples }]) => [field, examples?.[0]])
      const request = { ...Object.fromEntries(examples), ...fake.fixture.defaults, ...operation.example }
      const sending = operation.open || valid === undefined ? {} : api.auth.present(valid, fake.options)
      const call = callOf({
        operation,
        url: `${duble.url}/${vendor}`,
        path: fake.pathOf(name),
        sending,
        request,
      })
      for (const outcome of outcomesOf(api, name).filter((each) => !each.startsWith('ok'))) {
        await duble.reset()
        duble.fault({ vendor, operation: name, fault: outcome, times: 1 })
        const answer = await duble.fetch(new Request(call.url, call))
        const text = await answer.text()
        const [entry] = duble.journal().entries
        expect([name, entry?.outcome, entry?.injected]).toEqual([name, outcome, true])
        expect(text, outcome).not.toMatch(/\{\w+\}|undefined|NaN/)
      }
    }
  })
})
