import { describe, expect, it } from 'vitest'
import { type AnyOperation, createAjv, jsonSchema, type TableDef } from '#engine'
import { openRooms } from '../src/fixtures/rooms.ts'

describe('every room’s schemas', () => {
  it('are valid JSON Schema in ajv’s strict mode', async () => {
    let compiled = 0
    for (const { mock } of await openRooms()) {
      const { api, fixture } = mock
      const operations = Object.values(api.operations as Record<string, AnyOperation>)
      const schemas = [
        api.failureSchema,
        api.auth.credential,
        ...operations.flatMap(({ parameters, answer, failure }) => [
          parameters,
          answer,
          failure ?? api.failureSchema,
        ]),
        ...Object.values(fixture.tables as Record<string, TableDef>).map(({ row }) => row),
      ]
      for (const schema of schemas) {
        expect(() => createAjv(true).compile(JSON.parse(JSON.stringify(jsonSchema(schema))))).not.toThrow()
        compiled++
      }
    }
    expect(compiled).toBeGreaterThan(50)
  })

  it('would not be, with a word that JSON Schema does not know', () => {
    expect(() => createAjv(true).compile({ type: 'texto' })).toThrow('schema is invalid: data/type must be')
  })
})
