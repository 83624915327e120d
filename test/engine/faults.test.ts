import { describe, expect, it } from 'vitest'
import { draw, type FaultOrder, type JournalEntry, type World } from '#engine'
import { malform } from '../../src/engine/faults/malform.ts'
import { drawDelay } from '../../src/engine/faults.ts'
import { waiting } from './lighthouse.ts'
import { openLighthouse } from './open.ts'

type Order = Omit<FaultOrder, 'vendor'>

/** A lighthouse with these faults. */
function openFaulty(orders: readonly Order[], seed = 1) {
  const opened = openLighthouse(undefined, { seed })
  opened.world.addFaults(orders.map((order) => ({ vendor: 'lighthouse', ...order })))
  return opened
}

const last = (world: World): JournalEntry => world.journal.read({ limit: 1 }).entries[0] as JournalEntry

/** Which of so many requests met a fault: x for yes. */
async function met(order: Order, requests: number, seed = 1): Promise<string> {
  const { light } = openFaulty([order], seed)
  let shown = ''
  for (let index = 0; index < requests; index++) shown += (await light('north')).outcome === 'ok' ? '.' : 'x'
  return shown
}

describe('a fault', () => {
  it('meets every operation where it names none, but none that does not declare its error', async () => {
    const { light, ask } = openFaulty([{ fault: 'lamp_dark', times: 3 }, { fault: 'fog' }])
    const outcomes = []
    for (const asking of [light, () => ask('/lamps'), light, light, () => ask('/lamps')]) {
      outcomes.push((await asking('north')).outcome)
    }
    expect(outcomes).toEqual(['lamp_dark', 'lamp_dark', 'lamp_dark', 'fog', 'ok'])
  })

  it('meets the caller it names', async () => {
    const { ask } = openFaulty([{ credential: 'mate', fault: 'lamp_dark' }])
    expect((await ask('/lamps')).outcome).toBe('ok')
    expect((await ask('/lamps', {}, { 'lamp-token': 'beam' })).outcome).toBe('lamp_dark')
  })

  it('lets some pass, meets some, and is gone', async () => {
    expect(await met({ fault: 'lamp_dark', after: 2, times: 3 }, 8)).toBe('..xxx...')
  })

  it('lets those pass that an older fault met, too', async () => {
    const { light } = openFaulty([
      { fault: 'fog', times: 1 },
      { fault: 'lamp_dark', after: 1, times: 1 },
      { fault: 'too_many', after: 3, times: 1 },
    ])
    const outcomes = []
    for (let index = 0; index < 5; index++) outcomes.push((await light('north')).outcome)
    expect(outcomes).toEqual(['fog', 'lamp_dark', 'ok', 'too_many', 'ok'])
  })

  it('meets with a probability from the seed, the same each time', async () => {
    const order = { fault: 'lamp_dark', probability: 0.3 }
    const shown = await met(order, 400)
    expect(shown).toBe(await met(order, 400))
    expect(shown).not.toBe(await met(order, 400, 2))
    const share = shown.replaceAll('.', '').length / 400
    expect(share).toBeGreaterThan(0.22)
    expect(share).toBeLessThan(0.38)
    expect(await met({ ...order, probability: 0 }, 20)).toBe('.'.repeat(20))
    expect(await met({ ...order, probability: 1 }, 20)).toBe('x'.repeat(20))
  })

  it('counts only those whom its probability meets', async () => {
    const shown = await met({ fault: 'lamp_dark', probability: 0.3, times: 2, after: 1 }, 100)
    expect(shown.replaceAll('.', '')).toBe('xx')
  })

  it('draws the same whatever else is asked or drawn', async () => {
    const order: Order = { operation: 'lamps', fault: 'lamp_dark', probability: 0.5 }
    const among = async (others: boolean): Promise<string> => {
      const { light, ask } = openFaulty([order, { operation: 'light', fault: 'fog', probability: 0.5 }])
      let shown = ''
      for (let index = 0; index < 50; index++) {
        if (others) await light('north')
        shown += (await ask('/lamps')).outcome === 'ok' ? '.' : 'x'
      }
      return shown
    }
    expect(await among(true)).toBe(await among(false))
  })

  it('has a name of its own in its world, and starts again with it', async () => {
    const { world, fake } = openFaulty([{ fault: 'fog' }, { fault: 'lamp_dark' }])
    expect(fake.faults.list().map(({ id }) => id)).toEqual(['f1', 'f2'])
    expect(fake.faults.remove('f1')).toBe(true)
    expect(fake.faults.remove('f1')).toBe(false)
    expect(world.addFault({ vendor: 'lighthouse', fault: 'garbage' }).id).toBe('f3')
    await world.reset()
    expect(fake.faults.list()).toEqual([])
    expect(world.addFault({ vendor: 'lighthouse', fault: 'garbage' }).id).toBe('f1')
  })

  it('is set with all the others or not at all', () => {
    const { world, fake } = openLighthouse()
    const orders = [
      { vendor: 'lighthouse', fault: 'fog' },
      { vendor: 'lighthouse', fault: 'frog' },
    ]
    expect(() => world.addFaults(orders)).toThrow(
      'faults.1: lighthouse has no error "frog" (did you mean fog?)',
    )
    expect(fake.faults.list()).toEqual([])
  })

  it.each([
    [{ vendor: 'lighthose', fault: 'fog' }, 'there is no vendor "lighthose" (did you mean lighthouse?)'],
    [{ fault: 'fog' }, '"vendor" is missing or not text'],
    ['fog', 'a fault is ordered by a map with vendor, operation, fault, times…'],
    [
      { vendor: 'lighthouse', credential: 'maat', fault: 'fog' },
      'lighthouse has no credential "maat" (did you mean mate?): it has keeper, mate, old',
    ],
    [{ vendor: 'lighthouse', fault: 'fog', tims: 1 }, 'a fault has no field "tims" (did you mean times?)'],
    [{ vendor: 'lighthouse', fault: 'fog', outcome: 'fog' }, 'give "fault" or "outcome", not both'],
    [{ vendor: 'lighthouse', outcome: 'garbage' }, 'lighthouse has no error "garbage": it has no_token'],
    [{ vendor: 'lighthouse', fault: 'fog', operation: 7 }, '"operation" is not text'],
    [{ vendor: 'lighthouse', fault: 'fog', after: -1 }, '"after" takes a whole number from 0, got -1'],
    [
      { vendor: 'lighthouse', fault: 'fog', probability: 1.5 },
      '"probability" takes a number from 0 to 1, got 1.5',
    ],
  ])('%j is refused', (order, says) => {
    expect(() => openLighthouse().world.addFault(order as FaultOrder)).toThrow(says)
  })
})

describe('what stands in for the handler', () => {
  it('may be a status, in nobody’s words, that changes nothing and starts no wait', async () => {
    const { world, light, ask } = openLighthouse(waiting, { options: { 'cooldown.starts_on': 'any' } })
    world.addFault({ vendor: 'lighthouse', fault: { status: 502 }, times: 1 })
    const seen = await light('third')
    expect([seen.status, seen.body]).toEqual([502, { status: 502, error: 'Bad Gateway' }])
    expect(last(world)).toMatchObject({
      operation: 'light',
      outcome: null,
      injected: true,
      faults: ['status=502'],
    })
    expect((await light('fourth')).outcome).toBe('ok')
    expect((await ask('/lamps')).body.lamps).toHaveLength(3)
  })

  it('comes after auth, parameters and wait, which refuse as ever', async () => {
    const { world, light, ask } = openLighthouse(waiting)
    world.addFault({ vendor: 'lighthouse', fault: 'status=503' })
    expect((await ask('/lamps', {}, {})).outcome).toBe('no_token')
    expect((await light(7)).outcome).toBe('bad_request')
    expect((await ask('/lamps', { method: 'PUT' })).outcome).toBe('wrong_method')
  })
})

describe('a delay or what breaks an answer', () => {
  it('meets refusals too, once the state is kept', async () => {
    const { world, ask, light } = openFaulty([{ fault: 'malformed_body' }])
    await expect(ask('/lamps', {}, {})).rejects.toThrow(SyntaxError)
    expect(last(world)).toMatchObject({ outcome: 'no_token', injected: true, faults: ['malformed_body'] })
    await expect(light('third')).rejects.toThrow(SyntaxError)
    expect(last(world)).toMatchObject({ outcome: 'ok', injected: true, why: 'a fault broke the answer' })
    world.fake('lighthouse').faults.clear()
    expect((await ask('/lamps')).body.lamps).toHaveLength(3)
  })

  it('meets a request together with one of each other sort: the oldest that fits', async () => {
    const { world, ask, fake } = openFaulty([
      { fault: 'delay=1ms', times: 1 },
      { fault: 'delay=2ms', times: 1 },
      { fault: 'malformed_body', times: 1 },
      { fault: 'lamp_dark', times: 1 },
      { fault: 'status=500', times: 1 },
    ])
    await expect(ask('/lamps')).rejects.toThrow(SyntaxError)
    expect(last(world).faults).toEqual(['lamp_dark', 'delay=1ms', 'malformed_body'])
    expect((await ask('/lamps')).status).toBe(500)
    expect(last(world).faults).toEqual(['status=500', 'delay=2ms'])
    expect(fake.faults.empty).toBe(true)
  })

  it('is never counted as an answer of the fake’s own, unless it was only late', async () => {
    const { world, ask } = openFaulty([{ fault: 'delay=1ms' }])
    expect((await ask('/lamps')).outcome).toBe('ok')
    expect(last(world)).toMatchObject({ injected: false, faults: ['delay=1ms'] })
    world.fake('lighthouse').faults.clear()
    await ask('/lamps')
    expect(last(world)).not.toHaveProperty('faults')
  })

  it('hides no bug of ours', async () => {
    const { world, ask } = openLighthouse(undefined, { options: { breaks: 'throws' } })
    world.addFault({ vendor: 'lighthouse', fault: 'malformed_body' })
    expect((await ask('/lamps')).body.error).toBe('duble_bug')
  })
})

describe('a drawn delay', () => {
  const many = Array.from({ length: 2000 }, (_, index) => draw(7, index))

  it('is spread evenly over its range', () => {
    const drawn = many.map((chance) => drawDelay({ uniform: [100, 300] }, chance)).toSorted((a, b) => a - b)
    expect(drawn[0]).toBeGreaterThanOrEqual(100)
    expect(drawn.at(-1)).toBeLessThanOrEqual(300)
    expect(Math.abs((drawn[1000] as number) - 200)).toBeLessThan(8)
    expect(Math.abs((drawn[500] as number) - 150)).toBeLessThan(8)
  })

  it('lies around its median, with a tail', () => {
    const delay = { lognormal: { median: 200, sigma: 0.5 } }
    const drawn = many.map((chance) => drawDelay(delay, chance)).toSorted((a, b) => a - b)
    expect(Math.abs((drawn[1000] as number) - 200)).toBeLessThan(10)
    // One sigma up: 84.13 % lie below the median times e^0.5.
    expect(Math.abs((drawn[1683] as number) - 200 * Math.exp(0.5))).toBeLessThan(25)
    expect(drawn[0]).toBeGreaterThan(0)
  })
})

describe('a broken body', () => {
  it.each(['{"a":1}', '[]', '"x"', '12', 'true', '{"a":"b,"}', '{}\n', ''])('is no JSON: %s', (body) => {
    const broken = malform(body, 'application/json; charset=utf-8')
    expect(() => JSON.parse(broken as string)).toThrow(SyntaxError)
    if (/^[[{]/.test(body)) expect(malform(body, 'text/html')).toBe(broken)
    expect(malform(Buffer.from(body), 'application/json')).toBe(broken)
  })

  it.each([
    ['a,b\r\n1,2\r\n3,4\r\n', 'a,b\r\n1,2\r\n3,,"'],
    ['a,b\n1,"x y z"\n', 'a,b\n1,"x ,""'],
    ['a', 'a,"'],
  ])('has its last row torn inside a quote: %j', (body, torn) => {
    expect(malform(body, 'text/csv; charset=utf-8')).toBe(torn)
    expect(torn.split('"').length % 2).toBe(0)
  })

  it('is half of what it was, and no UTF-8', () => {
    expect(malform('<p>ok</p>', 'text/html')).toEqual(Buffer.from([0x3c, 0x70, 0x3e, 0x6f, 0xff, 0xfe]))
  })
})
