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
  `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  `${'{"endereco":'.repeat(5000)}1${'}'.repeat(5000)}`,
  '\u0000\u001b[31m',
]
const STATUSES = [200, 204, 404, 500]

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
      for (const status of STATUSES) {
        for (const body of BODIES) {
          answer = { status, body, headers: { 'content-type': 'application/json', location: '/' } }
          const report = await verify(vendor, url)
          const text = printMine(report) + mineJunit(report)
          expect([status, body.slice(0, 40), report.rows.length]).toEqual([
            status,
            body.slice(0, 40),
            report.counts.met + report.counts.not_met + report.counts.unchecked + report.counts.note,
          ])
          expect(text).not.toMatch(/undefined|NaN|\[object/)
          expect(exitCodeOf(report)).toBe(report.counts.not_met > 0 ? 1 : 0)
        }
      }
    },
    60_000,
  )
})
