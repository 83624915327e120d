import assert from 'node:assert/strict'
import { test } from 'node:test'
import { totals } from './zen.js'

/** Nobody waits for five minutes: the clock of the vendor moves. */
async function advance(time) {
  const response = await fetch(`${process.env.DUBLE_ADMIN_URL}/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: time }),
  })
  assert.equal(response.status, 200)
}

test('CRM Zen is asked once in five minutes', async () => {
  assert.deepEqual(await totals('2018-01-01'), { 'Ana Lima': 12, 'João Prado': 4 })
  await assert.rejects(totals('2018-01-01'), /CRM Zen answered 429: Você excedeu o número de requisições\./)
  await advance('5m')
  assert.deepEqual(await totals('2018-01-02'), { 'Ana Lima': 3, 'João Prado': 0 })
})
