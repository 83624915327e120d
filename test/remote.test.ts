import { afterEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../src/remote.ts'
import { onTheWire, vocom, zen } from './support.ts'

const AT = '2026-03-02T12:00:00.000Z'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

describe('a handle on a Dublê that runs elsewhere', () => {
  it('turns a 429 into a 200 by its clock', async () => {
    await using duble = await onTheWire()
    const { clock } = connect({ url: duble.url })
    expect((await zen(duble)).status).toBe(200)
    expect((await zen(duble)).status).toBe(429)
    expect(await clock.advance('4m59s')).toEqual({
      mode: 'frozen',
      now: '2026-03-02T12:04:59.000Z',
      offset_ms: 0,
    })
    expect((await zen(duble)).status).toBe(429)
    await clock.advance(1000)
    expect((await zen(duble)).status).toBe(200)
  })

  it('explains a request', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    const said = await connect({ url: duble.url }).explain({ path: '/crm-zen/api/totais_lead' })
    expect([said.refused_by, said.right]).toEqual([
      'auth',
      'send credential "valid": the header "token: zen-token"',
    ])
  })

  it('shows, stops and frees the clock', async () => {
    await using duble = await onTheWire()
    const { clock } = connect({ url: duble.url })
    expect(await clock.show()).toEqual({ mode: 'frozen', now: AT, offset_ms: 0 })
    expect(await clock.freeze('2018-11-04 12:00')).toMatchObject({ now: '2018-11-04T14:00:00.000Z' })
    expect(await clock.real()).toMatchObject({ mode: 'real' })
    await clock.advance('1h')
    const stopped = await clock.freeze()
    expect(stopped.mode).toBe('frozen')
    expect(await clock.show()).toEqual(stopped)
  })

  it('sets faults and clears them', async () => {
    await using duble = await onTheWire()
    const world = connect({ url: duble.url })
    const fault = { vendor: 'vocom', operation: 'get_agent_list', fault: 'execute_failed', times: 1 }
    const [set] = await world.fault(fault)
    expect(set).toMatchObject(fault)
    const asked = () => vocom(duble, 'get_agent_list', { queue: 'FILA_VENDAS' })
    expect((await asked()).outcome).toBe('execute_failed')
    expect((await asked()).outcome).toBe('ok')
    await world.fault(fault)
    expect(await world.faults()).toHaveLength(1)
    expect(await world.clearFaults()).toEqual([])
    expect((await asked()).outcome).toBe('ok')
  })

  it('clears one fault by its id', async () => {
    await using duble = await onTheWire()
    const world = connect({ url: duble.url })
    await world.fault({ vendor: 'vocom', fault: 'delay=1ms' })
    const [, second] = await world.fault({ vendor: 'crm-zen', fault: 'status=503' })
    expect(await world.clearFaults(second?.id)).toMatchObject([{ vendor: 'vocom', fault: 'delay=1ms' }])
  })

  it('lists states and puts a vendor into one', async () => {
    await using duble = await onTheWire()
    const world = connect({ url: duble.url })
    expect(await world.states()).toContainEqual({ vendor: 'crm-zen', name: 'no leads on 2018-01-01' })
    await world.state('crm-zen', 'no leads on 2018-01-01')
    expect((await zen(duble)).outcome).toBe('ok.empty')
  })

  it('changes options, and goes back', async () => {
    await using duble = await onTheWire()
    const world = connect({ url: duble.url })
    const changed = await world.setOptions({ 'crm-zen': { future_dates: 'bad_date' } })
    expect(changed['crm-zen']?.['future_dates']?.value).toBe('bad_date')
    expect((await zen(duble, '?data=2030-01-01')).outcome).toBe('bad_date')
    await world.setOptions({ 'crm-zen': { future_dates: null } })
    expect((await world.options())['crm-zen']?.['future_dates']?.value).toBe('empty')
  })

  it('reads the journal by filter, and resets', async () => {
    await using duble = await onTheWire()
    const world = connect({ url: duble.url })
    await zen(duble)
    await zen(duble)
    const { entries, total } = await world.journal({ vendor: 'crm-zen', status: 429, limit: 1 })
    expect([total, entries[0]?.outcome]).toEqual([1, 'too_many_requests'])
    await world.reset()
    expect(await world.journal()).toEqual({ entries: [], total: 0 })
  })

  it('opens a world beside it and closes that', async () => {
    await using duble = await onTheWire()
    const world = connect({ url: duble.url })
    const other = await world.newWorld({ id: 'blue', vendors: ['crm-zen'] })
    expect([other.id, other.url, other.admin]).toEqual([
      'blue',
      `${duble.url}/w/blue`,
      `${duble.url}/__admin/worlds/blue`,
    ])
    expect((await other.vendors()).map(({ url }) => url)).toEqual([`${duble.url}/w/blue/crm-zen`])
    await other.close()
    await expect(other.clock.show()).rejects.toMatchObject({ code: 'unknown_world' })
    await world.close()
    expect((await world.clock.show()).now).toBe(AT)
  })

  it('throws the server’s own code and sentence', async () => {
    await using duble = await onTheWire()
    const world = connect({ url: duble.url })
    await expect(world.state('voom', 'x')).rejects.toMatchObject({
      name: 'DubleError',
      code: 'unknown_vendor',
      message:
        'there is no vendor "voom" (did you mean vocom?): there are crm-zen, datacake, smartspace, vocalcontact, vocom',
      facts: { vendor: 'voom' },
    })
    await expect(world.clock.advance('5')).rejects.toMatchObject({ code: 'bad_duration' })
  })

  it('sends the admin token', async () => {
    await using duble = await onTheWire({ adminToken: 'secret' })
    await expect(connect({ url: duble.url }).clock.show()).rejects.toMatchObject({ code: 'no_admin_token' })
    expect((await connect({ url: duble.url, token: 'secret' }).clock.show()).now).toBe(AT)
    vi.stubEnv('DUBLE_ADMIN_TOKEN', 'secret')
    expect((await connect({ url: duble.url }).clock.show()).now).toBe(AT)
  })
})

describe('where a handle leads', () => {
  it.each([
    [{}, {}, 'http://localhost:4010/__admin/worlds/default'],
    [{ DUBLE_URL: 'http://a:1/w/blue' }, {}, 'http://a:1/__admin/worlds/blue'],
    [{ DUBLE_URL: 'http://a:1', DUBLE_WORLD: 'blue' }, {}, 'http://a:1/__admin/worlds/blue'],
    [
      { DUBLE_URL: 'http://a:1', DUBLE_ADMIN_URL: 'http://b:1/__admin/worlds/red' },
      {},
      'http://b:1/__admin/worlds/red',
    ],
    [
      { DUBLE_URL: 'http://a:1', DUBLE_WORLD: 'red' },
      { url: 'http://b:1/w/blue/' },
      'http://b:1/__admin/worlds/blue',
    ],
    [{}, { url: 'http://b:1/w/blue', world: 'red' }, 'http://b:1/__admin/worlds/red'],
    [{}, { url: 'https://b:1/__admin' }, 'https://b:1/__admin/worlds/default'],
  ])('is told by %j and %j', (env, options, admin) => {
    for (const name of ['DUBLE_URL', 'DUBLE_ADMIN_URL', 'DUBLE_WORLD']) vi.stubEnv(name, undefined)
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    expect(connect(options).admin).toBe(admin)
  })

  it.each(['localhost:4010', 'http://localhost:4010/w/%zz'])(
    'refuses what is no URL of a Dublê: %s',
    (url) => {
      expect(() => connect({ url })).toThrow(
        `"${url}" is no URL of a Dublê: write one like http://localhost:4010, or the one of a world, http://localhost:4010/w/blue`,
      )
    },
  )

  it('says in one sentence that nobody listens', async () => {
    const duble = await onTheWire()
    const { url } = duble
    await duble.close()
    await expect(connect({ url }).clock.show()).rejects.toMatchObject({
      code: 'no_duble',
      message: `no Dublê answers at ${url}: start one with \`duble start\`, or name it with --url`,
    })
  })

  it('says in one sentence that what listens is no Dublê', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response('<html>', { status: 404 }))
    await expect(connect({ url: 'http://a:1' }).clock.show()).rejects.toMatchObject({
      code: 'no_duble',
      message: 'what answers at http://a:1 is no Dublê (HTTP 404): name one with --url',
    })
  })

  it('says how to trust a certificate', async () => {
    await using duble = await onTheWire({ tls: true })
    await expect(connect({ url: duble.url }).clock.show()).rejects.toThrow(
      /^the certificate of https:\/\/localhost:\d+ is not trusted \(\w+\): set NODE_EXTRA_CA_CERTS to the file that `duble start --tls` prints$/,
    )
  })
})
