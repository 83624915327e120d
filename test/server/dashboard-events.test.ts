import { describe, expect, it, vi } from 'vitest'
import type { Duble } from '../../src/index.ts'
import { Pulse, type PulseEvent } from '../../src/server/dashboard/pulse.ts'
import { eventStream } from '../../src/server/dashboard/stream.ts'
import { Worlds } from '../../src/server/worlds.ts'
import { describeBoth, inProcess, onTheWire, zen } from '../support.ts'
import { direct } from './support.ts'

/** What the journal's event tells of its entries. */
// biome-ignore lint/suspicious/noExplicitAny: tests look inside
const data = (events: readonly PulseEvent[], event: string): any =>
  events.find((each) => each.event === event)?.data

describe('a world’s pulse', () => {
  const opened = async () => {
    const duble = await inProcess({ vendors: ['crm-zen'] })
    const worlds = new Worlds({ first: duble.world })
    return { duble, worlds, pulse: new Pulse(duble.world, worlds) }
  }

  it('tells the clock at first, and what was asked already', async () => {
    const { duble, pulse } = await opened()
    await zen(duble)
    await zen(duble)
    const events = pulse.beat()
    expect(events.map(({ event }) => event)).toEqual(['clock', 'journal'])
    expect(data(events, 'clock')).toEqual({ mode: 'frozen', now: '2026-03-02T12:00:00.000Z', offset_ms: 0 })
    expect(data(events, 'journal')).toEqual({
      entries: [
        {
          id: 1,
          at: '2026-03-02T12:00:00.000Z',
          vendor: 'crm-zen',
          operation: 'totals',
          outcome: 'ok',
          method: 'GET',
          path: '/crm-zen/api/totais_lead?data=2018-01-01',
          status: 200,
          injected: false,
          why: '',
          milliseconds: expect.any(Number),
        },
        expect.objectContaining({
          id: 2,
          outcome: 'too_many_requests',
          why: 'the last counted request was at 2026-03-02 09:00:00; 300 s are left of 300',
        }),
      ],
      skipped: 0,
      total: 2,
    })
  })

  it('tells nothing where nothing happened', async () => {
    const { pulse } = await opened()
    pulse.beat()
    expect([pulse.beat(), pulse.beat(), pulse.beat(), pulse.beat(), pulse.beat()]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ])
  })

  it('tells the newest 50, and how many more there were', async () => {
    const { duble, pulse } = await opened()
    pulse.beat()
    for (let index = 0; index < 60; index++) await zen(duble)
    const { entries, skipped, total } = data(pulse.beat(), 'journal')
    expect([entries.length, entries[0].id, entries[49].id, skipped, total]).toEqual([50, 11, 60, 10, 60])
  })

  it('cuts a long path, and masks what is secret', async () => {
    const { duble, pulse } = await opened()
    await zen(duble, `?data=2018-01-01&cpf=529.982.247-25&more=${'x'.repeat(500)}`)
    const [{ path }] = data(pulse.beat(), 'journal').entries
    expect(path).toMatch(/^\/crm-zen\/api\/totais_lead\?data=2018-01-01&cpf=\*\*\*&more=x+…$/)
    expect(path).toHaveLength(241)
  })

  it.each(['DELETE /journal', 'POST /reset'])(
    'says so when %s begins the journal anew, and goes on',
    async (ask) => {
      const { duble, pulse } = await opened()
      await zen(duble)
      pulse.beat()
      await direct(duble, ask, ask.startsWith('POST') ? {} : undefined)
      await zen(duble)
      const events = pulse.beat()
      expect(events.map(({ event }) => event)).toEqual(['changed', 'journal'])
      expect(data(events, 'changed').parts).toContain('journal')
      expect(data(events, 'journal').entries.map(({ status }: { status: number }) => status)).toEqual([
        ask === 'POST /reset' ? 200 : 429,
      ])
    },
  )

  it.each([
    ['faults', 'POST /faults', { vendor: 'crm-zen', fault: 'internal', times: 1 }],
    ['options', 'PATCH /options', { 'crm-zen': { numbers: 'string' } }],
  ])('says that %s changed, once', async (part, ask, order) => {
    const { duble, pulse } = await opened()
    pulse.beat()
    await direct(duble, ask, order)
    expect(data(pulse.beat(), 'changed')).toEqual({ parts: [part] })
    expect(pulse.beat()).toEqual([])
  })

  it('says that a fault is used up, that a vendor began anew, and where a world was opened', async () => {
    const { duble, worlds, pulse } = await opened()
    duble.fault({ vendor: 'crm-zen', fault: 'internal', times: 1 })
    pulse.beat()
    await zen(duble)
    expect(data(pulse.beat(), 'changed')).toEqual({ parts: ['faults'] })
    await duble.rereadFixtures('crm-zen')
    expect(data(pulse.beat(), 'changed').parts).toContain('vendors')
    await worlds.open(async () => (await duble.newWorld()).world, 'blue')
    expect(data(pulse.beat(), 'changed').parts).toContain('worlds')
    worlds.stop()
  })

  it('says that more was met, one beat in four', async () => {
    const { duble, pulse } = await opened()
    pulse.beat()
    await zen(duble)
    const parts = [1, 2, 3, 4, 5].map(() => data(pulse.beat(), 'changed')?.parts)
    expect(parts).toEqual([undefined, undefined, undefined, ['met'], undefined])
  })

  it('follows the clock when it is moved, not while it runs', async () => {
    const { duble, pulse } = await opened()
    duble.clock.real()
    pulse.beat()
    expect(pulse.beat()).toEqual([])
    duble.clock.advance('5m')
    expect(data(pulse.beat(), 'clock')).toMatchObject({ mode: 'offset', offset_ms: 300_000 })
  })

  it('ends with a word when its world is closed', async () => {
    const { duble, worlds } = await opened()
    const { world } = await duble.newWorld()
    const blue = await worlds.open(async () => world, world.id)
    const pulse = new Pulse(blue, worlds)
    pulse.beat()
    worlds.close(world.id)
    expect(pulse.beat()).toEqual([{ event: 'gone', data: { world: world.id } }])
  })
})

describe('a stream of events', () => {
  it('holds events back from a reader who is slow, and forgets its end when he leaves', async () => {
    let beats = 0
    const streams = new Set<() => void>()
    const pulse = { beat: () => [{ event: 'clock' as const, data: { beat: ++beats } }] }
    const reader = eventStream(pulse, streams).getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('event: clock\ndata: {"beat":1}\n\n')
    const second = await reader.read()
    expect(new TextDecoder().decode(second.value)).toBe('event: clock\ndata: {"beat":2}\n\n')
    expect([beats <= 3, streams.size]).toEqual([true, 1])
    await reader.cancel()
    expect(streams.size).toBe(0)
  })
})

it('a beat that fails ends its stream, and nothing else', async () => {
  let beats = 0
  const streams = new Set<() => void>()
  const pulse = {
    beat: () => {
      if (++beats === 2) throw new Error('no pulse')
      return [{ event: 'clock' as const, data: {} }]
    },
  }
  const reader = eventStream(pulse, streams).getReader()
  await reader.read()
  await expect(reader.read()).rejects.toThrow('no pulse')
  expect(streams.size).toBe(0)
})

describeBoth('GET /events', (open) => {
  const listen = async (duble: Duble, world = 'default', signal?: AbortSignal) => {
    const where = new Request(`${duble.url}/__admin/worlds/${world}/events`, signal ? { signal } : {})
    const answer = await (duble.url === 'http://localhost' ? duble.fetch(where) : fetch(where))
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    const until = async (wanted: string): Promise<string> => {
      let heard = ''
      while (!heard.includes(wanted)) {
        const { done, value } = await reader.read()
        if (done) return `${heard}(end)`
        heard += new TextDecoder().decode(value)
      }
      return heard
    }
    return { answer, until, reader }
  }

  it('tells what happens while it is listened to', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const { answer, until } = await listen(duble)
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await until('\n\n')).toBe(
      'event: clock\ndata: {"mode":"frozen","now":"2026-03-02T12:00:00.000Z","offset_ms":0}\n\n',
    )
    await zen(duble)
    expect(await until('\n\n')).toMatch(
      /^event: journal\ndata: \{"entries":\[\{"id":1,.*"skipped":0,"total":1\}\n\n/,
    )
    duble.clock.advance('5m')
    expect(await until('event: clock')).toContain('"now":"2026-03-02T12:05:00.000Z"')
  })

  it('ends when the world is closed, and when Dublê is', async () => {
    const duble = await open({ vendors: ['crm-zen'] })
    const world = await duble.newWorld({ id: 'blue' })
    const blue = await listen(duble, 'blue')
    const first = await listen(duble)
    await first.until('event: clock')
    await world.close()
    expect(await blue.until('(end)')).toMatch(/event: gone\ndata: \{"world":"blue"\}\n\n\(end\)$/)
    const startedAt = performance.now()
    await duble.close()
    expect(await first.until('(end)')).toMatch(/\(end\)$/)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })

  it('knows no other world', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    expect(await direct(duble, 'GET /event')).toMatchObject({ status: 404 })
    const { answer, reader } = await listen(duble, 'blu')
    expect(answer.status).toBe(404)
    await reader.cancel()
  })
})

it('a reader who leaves costs nothing more', async () => {
  await using duble = await onTheWire({ vendors: ['crm-zen'] })
  let reads = 0
  const read = duble.world.journal.read.bind(duble.world.journal)
  duble.world.journal.read = (...given) => {
    reads++
    return read(...given)
  }
  const leaving = new AbortController()
  const answer = await fetch(`${duble.admin}/events`, { signal: leaving.signal })
  await answer.body?.getReader().read()
  expect(reads).toBeGreaterThan(0)
  leaving.abort()
  const closed = new Promise<void>((resolve) => {
    const looking = setInterval(() => {
      const before = reads
      setTimeout(() => {
        if (reads !== before) return
        clearInterval(looking)
        resolve()
      }, 600)
    }, 650)
  })
  await closed
})

it('who asks for the head alone opens no stream that nobody would end', async () => {
  await using duble = await onTheWire({ vendors: ['crm-zen'] })
  const looked = vi.spyOn(duble.world.journal, 'read')
  const { status, headers } = await fetch(`${duble.admin}/events`, { method: 'HEAD' })
  expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  expect(looked).not.toHaveBeenCalled()
})
