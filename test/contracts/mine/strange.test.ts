import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodeOf, mineJunit, printMine } from '../../../src/contracts/conformance/report.ts'
import { verify } from './support.ts'

const BODIES: readonly string[] = [
  '',
  'null',
  '1',
  '"text"',
  'true',
  '[]',
  '{}',
  '[null]',
  '[[]]',
  '[1, "a"]',
  '[{}]',
  '[{"nome": null}, 3]',
  '{"id_cliente": {"a": []}}',
  '{"id_cliente": 1, "status": null}',
  '{"access_token": 3, "token_type": {}}',
  '{"status": "error", "msg": {}}',
  '{"erro": [], "error": "invalid_client"}',
  '{"__proto__": {"nome": "x"}, "constructor": 1}',
  '<!DOCTYPE html><title>404</title>',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"endereco":'.repeat(5000)}1${'}'.repeat(5000)}`,
  '\u0000\u001b[31m',
]
/** Each body with 200; these with a few of them too. */
const STATUSES = [204, 301, 404, 429, 500]
const TRIED: readonly (readonly [status: number, body: string])[] = [
  ...BODIES.map((body) => [200, body] as const),
  ...STATUSES.flatMap((status) => BODIES.slice(0, 3).map((body) => [status, body] as const)),
]

describe('a server that answers whatever it likes', () => {
  let answer = { status: 200, body: '', headers: {} }
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(answer.status, answer.headers)
      response.end(answer.status === 204 ? undefined : answer.body)
    })
  })
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  it.each(['datacake', 'smartspace'] as const)(
    'gets a whole report of %s',
    async (vendor) => {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      for (const [status, body] of TRIED) {
        answer = { status, body, headers: { 'content-type': 'application/json', location: '/' } }
        const report = await verify(vendor, url)
        const text = printMine(report) + mineJunit(report)
        const { met, not_met, unchecked, note } = report.counts
        const all = met + not_met + unchecked + note
        expect([status, body.slice(0, 40), report.rows.length]).toEqual([status, body.slice(0, 40), all])
        expect(text).not.toMatch(/undefined|NaN|\[object/)
        expect(exitCodeOf(report)).toBe(not_met > 0 ? 1 : 0)
      }
    },
    60_000,
  )
})
