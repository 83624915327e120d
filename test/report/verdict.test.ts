import { describe, expect, it } from 'vitest'
import type { Tally } from '#engine'
import { printVerdict, verdictOf } from '../../src/report/verdict.ts'

const NOTHING: Tally = {
  asked: 0,
  vendors: {},
  injected: {},
  shapes: {},
  unmatched: [],
  bugs: { times: 0, says: undefined },
}

describe('a verdict', () => {
  it('fails where nothing was asked: a test that never reached Dublê proves nothing', () => {
    const verdict = verdictOf('default', NOTHING)
    expect(verdict).toEqual({
      world: 'default',
      verdict: 'fail',
      why: ['nothing was asked'],
      asked: 0,
      unmatched: [],
      bugs: 0,
      vendors: {},
      injected: {},
    })
    expect(printVerdict(verdict)).toBe('Dublê, world default: nothing was asked, fail')
  })

  it('passes where all that was asked was known, refusals included', () => {
    const vendors = { zen: { totals: { ok: 1, too_many_requests: 2 } }, vocom: { login: { ok: 1 } } }
    const verdict = verdictOf('w1', { ...NOTHING, asked: 4, vendors })
    expect([verdict.verdict, verdict.why]).toEqual(['pass', []])
    expect(printVerdict(verdict)).toBe(
      `Dublê, world w1: 4 requests, pass
  vocom  login   ok 1
  zen    totals  ok 1, too_many_requests 2`,
    )
  })

  it('breaks a long line between two outcomes, never before a count', () => {
    const outcomes = ['bad_authorization', 'insufficient_scope', 'invalid_token', 'one_key', 'not_found']
    const consultar_cliente = Object.fromEntries(outcomes.map((outcome) => [outcome, 1]))
    const text = printVerdict(
      verdictOf('w1', { ...NOTHING, asked: 5, vendors: { smartspace: { consultar_cliente } } }),
    )
    const [, first = '', second = ''] = text.split('\n')
    expect(first).toBe(
      '  smartspace  consultar_cliente  bad_authorization 1, insufficient_scope 1, invalid_token 1,',
    )
    expect(second.trim()).toBe('one_key 1, not_found 1')
  })

  it('tells injected answers apart, also of an operation that answered nothing else', () => {
    const verdict = verdictOf('w1', {
      ...NOTHING,
      asked: 6,
      vendors: { vocom: { login: { ok: 1 } } },
      injected: { vocom: { login: { execute_failed: 2 }, logout: { '503': 1 } }, zen: { totals: { ok: 2 } } },
    })
    expect(printVerdict(verdict)).toBe(
      `Dublê, world w1: 6 requests, pass
  vocom  login   ok 1; injected: execute_failed 2
         logout  injected: 503 1
  zen    totals  injected: ok 2`,
    )
  })

  it('fails for each kind of request that no operation answers, and for each bug of Dublê’s', () => {
    const says = `vocom has no operation at /lgin/; the nearest is login, POST /vocom/login/: its path is /login/; ${'its body is long; '.repeat(4)}`
    const verdict = verdictOf('w1', {
      ...NOTHING,
      asked: 4,
      unmatched: [
        { method: 'POST', path: '/vocom/lgin/', says: says.trim(), times: 2 },
        { method: 'GET', path: '/x', says: '/x names no vendor', times: 1 },
      ],
      bugs: { times: 1, says: 'it broke' },
    })
    expect(verdict.why).toEqual([
      `POST /vocom/lgin/ was answered by no operation, 2 times: ${says.trim()}`,
      'GET /x was answered by no operation: /x names no vendor',
      'Dublê itself failed: it broke',
    ])
    const printed = printVerdict(verdict)
    expect(printed).toBe(
      `Dublê, world w1: 4 requests, fail
answered by no operation:
  POST /vocom/lgin/ (2 times)
    vocom has no operation at /lgin/; the nearest is login, POST /vocom/login/: its path is /login/;
    its body is long; its body is long; its body is long; its body is long;
  GET /x
    /x names no vendor
  Dublê itself failed: it broke`,
    )
  })

  it('is as wide as a terminal, however many outcomes there are', () => {
    const outcomes = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`outcome_${index}`, index]))
    const printed = printVerdict(
      verdictOf('w', { ...NOTHING, asked: 435, vendors: { acme: { an_operation: outcomes } } }),
    )
    const lines = printed.split('\n')
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100)
    expect(lines[1]).toMatch(/^ {2}acme {2}an_operation {2}outcome_0 0, outcome_1 1, /)
    expect(lines[2]).toMatch(/^ {22}outcome_\d+ \d+, /)
  })
})
