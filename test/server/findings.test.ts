import { describe, expect, it } from 'vitest'
import { printFindings, type ShownFinding } from '../../src/report/findings.ts'
import { onTheWire, vocom, zen } from '../support.ts'
import { direct } from './support.ts'

describe('findings by the admin API', () => {
  it('come with the ledger’s rows behind them, and no secret', async () => {
    await using duble = await onTheWire()
    for (let times = 0; times < 3; times++) await zen(duble)
    await vocom(duble, 'login', { agent: 'SUPORTE.BARBARA', branch: '2008' })
    const { status, body } = await direct(duble, 'GET /findings')
    expect(status).toBe(200)
    const [early, lean, ...more] = body.findings as ShownFinding[]
    expect(more).toEqual([])
    expect(early).toMatchObject({
      name: 'early_call',
      vendor: 'crm-zen',
      behaviour: 'totals.too_many_requests',
    })
    expect(early?.rows).toHaveLength(3)
    expect(early?.rows[0]).toMatchObject({ id: 'Z-11', class: 'documented', quote: expect.any(String) })
    expect(lean).toMatchObject({ name: 'assumption_leaned_on', option: 'login.again' })
    expect(lean?.rows[0]).toEqual({
      id: 'C-O08',
      class: 'observed',
      says: expect.any(String),
      place: expect.any(String),
    })
    expect(JSON.stringify(body)).not.toContain('zen-token')
  })

  it('are none where nobody asked, and are forgotten with the verdict', async () => {
    await using duble = await onTheWire()
    expect((await direct(duble, 'GET /findings')).body).toEqual({ findings: [] })
    for (let times = 0; times < 3; times++) await zen(duble)
    expect((await direct(duble, 'GET /findings')).body.findings).toHaveLength(1)
    await direct(duble, 'DELETE /verdict')
    expect((await direct(duble, 'GET /findings')).body).toEqual({ findings: [] })
  })
})

describe('findings in a terminal', () => {
  it('say what was seen, what would be right, and what the ledger has on it', () => {
    const finding: ShownFinding = {
      name: 'early_call',
      vendor: 'acme',
      operation: 'ask',
      credential: 'valid',
      world: 'default',
      times: 3,
      says: 'acme/ask was asked again',
      suggests: 'Wait',
      requests: [],
      rows: [
        { id: 'A-1', class: 'documented', says: 'It waits.', quote: 'Espere "um" pouco', place: 'line 1' },
        { id: 'A-2', class: 'assumed', says: 'It may wait.' },
      ],
    }
    expect(printFindings([finding, { ...finding, name: 'hammering', times: 1, rows: [] }])).toBe(
      `findings about who asks:
  early_call: acme/ask was asked again (3 times)
    Wait
    A-1 documented: “Espere "um" pouco”
    A-2 assumed: It may wait.
  hammering: acme/ask was asked again
    Wait`,
    )
  })
})
