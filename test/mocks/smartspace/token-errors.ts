import { expect } from 'vitest'
import type { Seen } from '../../support.ts'

const SAYS = {
  invalid_request:
    'The request lacks a required parameter, repeats one, or uses more than one way to authenticate the client',
  invalid_client: 'Client authentication failed',
  invalid_grant: 'The user name or password is invalid',
  unauthorized_client: 'The client is not authorized to use this grant type',
  unsupported_grant_type: 'The grant type is not supported',
  invalid_scope: 'The requested scope is invalid, unknown, or more than the client may have',
} as const

/** That an answer is one of RFC 6749's errors, with the headers that go with it. */
export function expectError(seen: Seen, error: keyof typeof SAYS, why: string): void {
  expect([seen.status, seen.outcome, seen.why]).toEqual([error === 'invalid_client' ? 401 : 400, error, why])
  expect(seen.text).toBe(JSON.stringify({ error, error_description: SAYS[error] }))
  expect(SAYS[error]).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
  expect(seen.headers.get('cache-control')).toBe('no-store')
  expect(seen.headers.get('pragma')).toBe('no-cache')
  expect(seen.headers.get('content-type')).toBe('application/json')
  expect(seen.headers.get('www-authenticate')).toBe(
    error === 'invalid_client' ? 'Basic realm="smartspace", charset="UTF-8"' : null,
  )
}
