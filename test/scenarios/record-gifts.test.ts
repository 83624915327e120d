import { describe, expect, it } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { NOW } from '../support.ts'
import { basic, played, put, zenAsk } from './record-support.ts'

const customer = (codigo: string, method = 'GET') => ({
  path: method === 'GET' ? `/smartspace/clientes?codigo=${codigo}` : `/smartspace/clientes/${codigo}`,
  method,
  headers: { authorization: basic('smartspace', 'segredo'), 'content-type': 'application/json' },
  ...(method === 'GET' ? {} : { body: '{"nome":"Ana"}' }),
})

describe('what an answer gave', () => {
  it('is no gift to another vendor where only a short code is the same', async () => {
    await using duble = await startDuble({ clock: NOW })
    await put(duble, zenAsk()) // one of its products has the code 1001
    await put(duble, customer('1001', 'PUT'))
    const text = await duble.recordScenario()
    expect(await played(duble, text)).toBe('')
    expect(text).not.toContain('save:')
    expect(text).toContain('codigo: 1001')
  })

  it('is one to the same vendor', async () => {
    await using duble = await startDuble({ clock: NOW })
    await put(duble, { ...customer('1001'), path: '/smartspace/clientes?cpf=390.533.447-05' })
    await put(duble, customer('1001', 'PUT'))
    const text = await duble.recordScenario()
    expect(await played(duble, text)).toBe('')
    expect(text).toContain('save: { codigo: 0.codigo }')
    expect(text).toContain('codigo: $codigo')
  })
})
