import { describe, expect, it } from 'vitest'
import { basicOrBearer, type Credential, issueToken, oauthTables, type Row } from '#engine'

const CREDENTIAL: Credential = {
  name: 'valid',
  status: 'valid',
  user: 'company',
  password: 'secret',
  scopes: 'read write',
  grants: 'client_credentials',
}
const PAIR = `Basic ${Buffer.from('company:secret').toString('base64')}`
const HOUR = 3_600_000

/** A world of one credential: its tables, its clock, and the two faces of OAuth over them. */
function world(credential: Credential = CREDENTIAL) {
  const tables: Record<string, Map<string, Row>> = { tokens: new Map(), issuer: new Map() }
  const time = { now: Date.UTC(2026, 2, 2) }
  let issued = 0
  let counted = 0
  const table = (name: string, key: string) => ({
    get: (id: string) => tables[name]?.get(id),
    put: (row: Row) => void tables[name]?.set(String(row[key]), row),
    each: () => tables[name]?.values() ?? [],
    remove: (row: Row) => void tables[name]?.delete(String(row[key])),
  })
  const auth = basicOrBearer({
    accepts: () => 'both',
    scopeOf: (operation) => operation,
    revokedAfter: () => 0,
    scopes: 'read',
    grants: 'client_credentials',
    outcomes: {
      none: 'none',
      wrongPair: 'pair',
      malformed: 'malformed',
      badToken: 'token',
      smallScope: 'scope',
    },
  }).compile([credential], {})
  return {
    tables,
    time,
    issue: (request: Parameters<typeof issueToken>[0], authorization: string | undefined = PAIR) =>
      issueToken(
        request,
        {
          state: { tokens: table('tokens', 'token'), issuer: table('issuer', 'id') },
          now: time.now,
          credentials: [credential],
          header: () => authorization,
          uuid: () => `token-${++issued}`,
          next: () => ++counted,
          fail(code: string, why: string) {
            throw { code, why }
          },
        } as never,
        { grants: ['client_credentials'], expiresIn: HOUR },
      ),
    ask(authorization: string, operation?: string) {
      const verdict = auth({
        header: () => authorization,
        query: () => undefined,
        path: () => undefined,
        row: (name, key) => tables[name]?.get(key),
        now: time.now,
        operation,
      })
      return 'refuse' in verdict ? verdict.refuse : verdict.credential.name
    },
  }
}

describe('a token endpoint', () => {
  it('issues tokens that open what their scope is for, until their time is over', () => {
    const { issue, ask, time } = world()
    const { access_token, ...rest } = issue({ grant_type: 'client_credentials', scope: 'read' })
    expect(rest).toEqual({ token_type: 'Bearer', expires_in: 3600, scope: 'read' })
    const header = `Bearer ${access_token}`
    expect([ask(header, 'read'), ask(header, 'write'), ask(header)]).toEqual(['valid', 'scope', 'valid'])
    time.now += HOUR - 1
    expect(ask(header, 'read')).toBe('valid')
    time.now += 1
    expect(ask(header, 'read')).toBe('token')
  })

  it('begins another generation with the first token after all were revoked', () => {
    const { issue, ask, tables } = world()
    const bearer = () => `Bearer ${issue({ grant_type: 'client_credentials' }).access_token}`
    const revoke = () => tables['issuer']?.set('issuer', { ...tables['issuer'].get('issuer'), revoked: true })
    const first = bearer()
    revoke()
    expect(ask(first)).toBe('token')
    const second = bearer()
    expect([ask(first), ask(second)]).toEqual(['token', 'valid'])
    revoke()
    expect([ask(second), ask(bearer()), ask(first), ask(second)]).toEqual([
      'token',
      'valid',
      'token',
      'token',
    ])
  })

  it('keeps nothing of a request that it refuses', () => {
    const { issue, tables } = world()
    for (const request of [{}, { grant_type: 'other' }, { grant_type: 'client_credentials', scope: 'all' }]) {
      expect(() => issue(request)).toThrow()
    }
    expect(tables['tokens']?.size).toBe(0)
  })

  it('asks for tables that a room can spread among its own', () => {
    expect(Object.entries(oauthTables).map(([name, { key }]) => [name, key])).toEqual([
      ['tokens', ['token']],
      ['issuer', ['id']],
    ])
  })
})

describe('tokens that a load test leaves behind', () => {
  const many = (issue: () => unknown, count: number): void => {
    for (let number = 0; number < count; number++) issue()
  }

  it('are forgotten a day after their end, but not those that still count, nor a fixture’s own', () => {
    const { issue, tables, time, ask } = world()
    const another = () => issue({ grant_type: 'client_credentials' })
    const own = { token: 'own', client: 'valid', scope: 'read', expires_at: '2000-01-01T00:00:00Z' }
    tables['tokens']?.set('own', { ...own, generation: '1', status: 'valid' })
    many(another, 990)
    time.now += HOUR + 86_400_000 + 1
    many(another, 5)
    expect(tables['tokens']?.size).toBe(996)
    many(another, 5)
    expect(tables['tokens']?.size).toBe(11)
    expect(tables['tokens']?.has('own')).toBe(true)
    expect([ask('Bearer token-991'), ask('Bearer token-990')]).toEqual(['valid', 'token'])
  })

  it('are never more than a hundred thousand and a thousand, the oldest forgotten first', () => {
    const { issue, tables, ask } = world()
    many(() => issue({ grant_type: 'client_credentials' }), 102_500)
    expect(tables['tokens']?.size).toBeLessThan(101_001)
    expect([ask('Bearer token-1'), ask('Bearer token-102500')]).toEqual(['token', 'valid'])
  })
})

describe('Basic or Bearer', () => {
  it.each([
    ['', 'none'],
    ['Digest x', 'none'],
    ['Basicx', 'none'],
    [PAIR, 'valid'],
    [PAIR.replace('Basic', 'bASIC'), 'valid'],
    [PAIR.replace(/=+$/, ''), 'valid'],
    ['Basic', 'pair'],
    ['Basic Og==', 'pair'],
    ['Bearer', 'malformed'],
    ['Bearer a b', 'malformed'],
    ['Bearer unknown', 'token'],
  ])('calls %s %s', (header, outcome) => {
    expect(world().ask(header)).toBe(outcome)
  })

  it('lets nobody in whose credential is disabled, with a token of better days neither', () => {
    const { issue, tables } = world()
    const { access_token } = issue({ grant_type: 'client_credentials' })
    const later = world({ ...CREDENTIAL, status: 'disabled' })
    for (const [id, row] of tables['tokens'] ?? []) later.tables['tokens']?.set(id, row)
    expect([later.ask(PAIR), later.ask(`Bearer ${access_token}`)]).toEqual(['pair', 'token'])
  })
})
