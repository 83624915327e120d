import { describe, expect, it, vi } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { NOW, onTheWire, zen } from '../support.ts'

describe('who listens to requests', () => {
  it('changes no answer by throwing', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    await using duble = await onTheWire({
      onRequest: () => {
        throw new Error('no ears')
      },
    })
    expect((await zen(duble)).status).toBe(200)
    expect(duble.world.journal.read().total).toBe(1)
    expect(warned.mock.calls.map(([error]) => String(error))).toEqual(['Error: no ears'])
    warned.mockRestore()
  })
})

describe('who watches requests', () => {
  it('changes no answer by throwing, and nothing that is counted', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const heard: number[] = []
    await using duble = await onTheWire({ onRequest: ({ status }) => void heard.push(status) })
    vi.spyOn(duble.world.watch, 'see').mockImplementation(() => {
      throw new Error('no eyes')
    })
    expect((await zen(duble)).status).toBe(200)
    expect([duble.world.tallies.read().asked, duble.world.tallies.read().bugs.times, heard]).toEqual([
      1,
      0,
      [200],
    ])
    expect(warned.mock.calls.map(([error]) => String(error))).toEqual(['Error: no eyes'])
    warned.mockRestore()
  })
})

describe('beyond loopback', () => {
  const admin = async (adminToken?: string, sent = ''): Promise<unknown> => {
    await using duble = await startDuble({ port: 0, host: '0.0.0.0', clock: NOW, adminToken })
    const { port } = new URL(duble.url)
    const url = `http://127.0.0.1:${port}/__admin/health`
    const response = await fetch(url, { headers: { authorization: `Bearer ${sent}` } })
    return [response.status, (await response.json()).message]
  }

  it('the admin API is shut where nobody gave it a token', async () => {
    expect(await admin()).toEqual([
      403,
      'Dublê listens beyond loopback and was given no admin token, so the admin API is shut',
    ])
  })

  it('and asks for the token where there is one', async () => {
    expect((await admin('s3cret')) as unknown[]).toContain(401)
    expect((await admin('s3cret', 's3cret')) as unknown[]).toContain(200)
  })
})

describe('a fixture for a vendor that is not started', () => {
  it('is refused, with the nearest', async () => {
    await expect(startDuble({ fixtures: { vocon: 'default' } })).rejects.toThrow(
      'a fixture is named for "vocon", which is not started (did you mean vocom?): there are crm-zen, datacake, smartspace, vocalcontact, vocom',
    )
  })
})
