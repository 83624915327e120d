import { describe, expect, it } from 'vitest'
import { type Credential, jsonSchema, type Presented, pathToken } from '#engine'

const auth = pathToken('chave', {
  missing: 'none',
  wrong: 'unknown',
  statuses: { asleep: 'forbidden' },
  kinds: ['main', 'spare'],
  accepts: (kind, { spare }) => kind === 'main' || spare === true,
})
const credentials: Credential[] = [
  { name: 'keeper', token: 'abc', kind: 'main', status: 'valid' },
  { name: 'second', token: 'def', kind: 'spare', status: 'valid' },
  { name: 'sleeper', token: 'ghi', kind: 'main', status: 'asleep' },
  { name: 'plain', token: 'jkl', status: 'valid' },
]
const presenting = (token: string | undefined): Presented =>
  ({ path: (name: string) => (name === 'chave' ? token : undefined) }) as Presented
const asked = (token: string | undefined, options = {}) =>
  auth.compile(credentials, options)(presenting(token))

describe('a token in the path', () => {
  it.each([
    ['abc', {}, { credential: credentials[0] }],
    ['def', { spare: true }, { credential: credentials[1], letIn: ['unknown'] }],
    ['jkl', {}, { credential: credentials[3] }],
    [undefined, {}, { refuse: 'none', why: 'the path has no value behind the key "chave"' }],
    ['', {}, { refuse: 'none', why: 'the path has no value behind the key "chave"' }],
    ['xyz', {}, { refuse: 'unknown', why: 'no credential has the value behind the path\'s key "chave"' }],
    ['def', {}, { refuse: 'unknown', why: 'credential "second" is a spare, which opens nothing here' }],
    ['ghi', {}, { refuse: 'forbidden', why: 'credential "sleeper" is asleep' }],
  ])('as %s under %j is judged, and never told', (token, options, verdict) => {
    expect(asked(token, options)).toEqual(verdict)
  })

  it('is sent among the parameters, and no header carries it', () => {
    expect(auth.present({ token: 'abc' })).toEqual({ parameters: { chave: 'abc' } })
    expect(auth.headers({})).toEqual([])
  })

  it('may be left without a kind and a status in a fixture', () => {
    const { properties = {}, required } = jsonSchema(auth.credential)
    expect(required).toEqual(['name', 'token'])
    expect(properties['kind']).toMatchObject({ enum: ['main', 'spare'], default: 'main' })
    expect(properties['status']).toMatchObject({ enum: ['valid', 'asleep'], default: 'valid' })
  })
})
