import { describe, expect, it } from 'vitest'
import { describeBoth, inProcess, send, zen } from '../../support.ts'
import { DAY, openWith, TOTALS, VALID, ways, zenOptions } from './support.ts'

const ASK = TOTALS + DAY
const WRONG_METHOD = { error: 'O método utilizado não é permitido para este recurso' }
const ask = (method: string, headers: HeadersInit = VALID): RequestInit => ({ method, headers })

describeBoth('CRM Zen’s methods', (open) => {
  it('are GET alone: any other is refused, and Allow names the one [Z-10] [Z-26] [Z-A05]', async () => {
    await using duble = await open()
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const seen = await send(duble, ASK, ask(method))
      expect([method, seen.status, seen.body]).toEqual([method, 405, WRONG_METHOD])
      expect(seen.headers.get('allow')).toBe('GET')
    }
    expect((await send(duble, ASK, ask('GET'))).status).toBe(200)
  })

  it('do not include HEAD, which gets a 405 without a body [Z-A05]', async () => {
    await using duble = await open()
    const seen = await send(duble, ASK, ask('HEAD'))
    expect(seen.status).toBe(405)
    expect(seen.outcome).toBe('wrong_method')
    expect(seen.headers.get('allow')).toBe('GET')
    expect(seen.text).toBe('')
    expect((await zen(duble)).status).toBe(200)
  })

  it('include HEAD under head as_get: checked, answered and counted like GET, without the body [Z-A05]', async () => {
    await using duble = await open({}, zenOptions({ head: 'as_get' }))
    expect((await send(duble, ASK, ask('HEAD', {}))).status).toBe(401)
    const seen = await send(duble, ASK, ask('HEAD'))
    expect(seen.status).toBe(200)
    expect(seen.outcome).toBe('ok')
    expect(seen.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(seen.text).toBe('')
    expect((await zen(duble)).status).toBe(429)
    const post = await send(duble, ASK, ask('POST'))
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET'])
  })
})

it('sends no Allow under allow_header false [Z-A05]', async () => {
  await using duble = await inProcess({}, zenOptions({ allow_header: false }))
  const seen = await send(duble, ASK, ask('POST'))
  expect(seen.status).toBe(405)
  expect(seen.body).toEqual(WRONG_METHOD)
  expect(seen.headers.has('allow')).toBe(false)
})

it.each(Object.keys(ways).filter((outcome) => outcome !== 'wrong_method'))(
  'sends no Allow with %s [Z-A05]',
  async (outcome) => {
    await using duble = await inProcess()
    const seen = await ways[outcome]?.(duble)
    expect(seen?.outcome).toBe(outcome)
    expect(seen?.headers.has('allow')).toBe(false)
  },
)

describe('CRM Zen’s content type', () => {
  it.each(Object.keys(ways))(
    'is JSON in UTF-8 with %s, and the body is JSON [Z-14] [Z-31] [Z-A06]',
    async (outcome) => {
      await using duble = await inProcess()
      const seen = await ways[outcome]?.(duble)
      expect(seen?.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(JSON.parse(seen?.text ?? '')).toBeTypeOf('object')
    },
  )

  it.each(Object.keys(ways))('names no charset with %s under charset false [Z-A06]', async (outcome) => {
    await using duble = await inProcess({}, zenOptions({ charset: false }))
    const seen = await ways[outcome]?.(duble)
    expect(seen?.outcome).toBe(outcome)
    expect(seen?.headers.get('content-type')).toBe('application/json')
  })
})

const EMOJI = `fixture: accents
vendor: crm-zen
credentials:
  - { name: valid, token: zen-token }
days:
  - { data: 2018-01-01, usuarios: [{ nome: "Zoë 😀/ção" }] }
`

describeBoth('CRM Zen’s letters', (open) => {
  it('are UTF-8 on the wire, in a success and in an error [Z-12] [Z-Q11]', async () => {
    await using duble = await openWith(EMOJI, {}, open)
    const bytes = async (headers: HeadersInit) => {
      const request = new Request(`${duble.url}${ASK}`, { headers })
      const response = await (duble.url === 'http://localhost' ? duble.fetch(request) : fetch(request))
      return Buffer.from(await response.arrayBuffer())
    }
    const success = await bytes(VALID)
    expect(success.includes(Buffer.from('Zoë 😀/ção', 'utf8'))).toBe(true)
    expect(new TextDecoder('utf-8', { fatal: true }).decode(success)).toContain('"nome":"Zoë 😀/ção"')
    const failure = await bytes({})
    expect(failure).toEqual(Buffer.from('{"error":"Token não informado"}', 'utf8'))
  })

  it('are Unicode escapes under escape_unicode, which mean the same [Z-12] [Z-Q11]', async () => {
    await using duble = await openWith(EMOJI, { escape_unicode: true }, open)
    const success = await zen(duble)
    expect(success.text).toContain('"nome":"Zo\\u00eb \\ud83d\\ude00/\\u00e7\\u00e3o"')
    expect(success.body.usuarios[0].nome).toBe('Zoë 😀/ção')
    const failure = await zen(duble, DAY, {})
    expect(failure.text).toBe('{"error":"Token n\\u00e3o informado"}')
  })
})

const BROWSER = { origin: 'https://painel.example', 'access-control-request-method': 'GET' }

describeBoth('a browser of another origin', (open) => {
  it('may ask CRM Zen: its preflight needs no token and starts no wait [Z-A12]', async () => {
    await using duble = await open({}, zenOptions({ 'cooldown.starts_on': 'any', 'cooldown.scope': 'ip' }))
    const headers = { ...BROWSER, 'access-control-request-headers': 'token' }
    const asked = await send(duble, ASK, ask('OPTIONS', headers))
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe('*')
    expect(asked.headers.get('access-control-allow-headers')).toBe('token')
    const served = await zen(duble, DAY, { ...VALID, origin: BROWSER.origin })
    expect(served.status).toBe(200)
    expect(served.headers.get('access-control-allow-origin')).toBe('*')
    const refused = await zen(duble, DAY, { origin: BROWSER.origin })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('may not under cors off: OPTIONS is another method [Z-A12] [Z-26]', async () => {
    await using duble = await open({}, zenOptions({ cors: 'off' }))
    const asked = await send(duble, ASK, ask('OPTIONS', BROWSER))
    expect(asked.status).toBe(405)
    expect(asked.body).toEqual(WRONG_METHOD)
    const served = await zen(duble, DAY, { ...VALID, origin: BROWSER.origin })
    expect(served.status).toBe(200)
    expect(served.headers.has('access-control-allow-origin')).toBe(false)
  })
})
