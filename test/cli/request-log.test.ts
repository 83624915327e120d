import { expect, it } from 'vitest'
import { RequestLog } from '../../src/cli/request-log.ts'

it('a request has one line, in which nothing moves the terminal or turns the words around', async () => {
  const said: string[] = []
  const log = new RequestLog((text) => void said.push(text))
  log.add({
    at: Date.parse('2026-03-02T09:00:00-03:00'),
    vendor: 'acme',
    operation: 'list',
    outcome: 'bad_name',
    injected: false,
    method: 'GET',
    path: '/acme/list',
    status: 400,
    why: 'no "\u001b[2J\u009b31m\u202e"\r\n09:00:01 200 GET /acme/forged',
    credential: undefined,
    requestHeaders: {},
    requestBody: '',
    responseBody: '',
    milliseconds: 1,
  })
  await log.explainBy([])
  expect(said).toEqual([
    '09:00:00 400 GET /acme/list acme/list.bad_name [-] 1.0 ms · no "\ufffd[2J\ufffd31m\ufffd" 09:00:01 200 GET /acme/forged',
  ])
})
