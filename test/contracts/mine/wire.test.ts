import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { exitCodeOf, mineJunit } from '../../../src/contracts/conformance/report.ts'
import type { CheckResult, MineReport } from '../../../src/contracts/conformance/run.ts'
import type { Transport } from '../../../src/contracts/conformance/transport.ts'
import { startDuble } from '../../../src/index.ts'
import { NOW } from '../../support.ts'
import { ownServer } from './own-server.ts'
import { rowsOf, verify } from './support.ts'

/** A server that answers by hand. */
async function serverOf(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => void,
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => answer(request, Buffer.concat(chunks).toString('utf8'), response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const json = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(200, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** What was found of a row. */
const found = (report: MineReport, row: string): CheckResult | undefined =>
  report.rows
    .find(({ id }) => id === row)
    ?.checks.toSorted((a) => (a.verdict === 'not_met' ? -1 : 1))
    .at(0)

const ANA = { id_cliente: '1', nome: 'Ana Lima' }

describe('a GET with a body that is refused', () => {
  it('has a proxy or CDN for a suspect, by the name that the answer gives', async () => {
    await using own = await ownServer('refuses a GET with a body')
    const report = await verify('datacake', `${own.url}/erp`, { only: ['K-01'] })
    expect(found(report, 'K-01')).toMatchObject({
      verdict: 'not_met',
      came: 'a GET with a JSON body: HTTP 403, though the same in the query is answered',
      right: 'HTTP 200 and the client, its cnpj_cpf read from the JSON body',
      suspect:
        "a proxy or CDN before your server may be what refuses it, for many let no GET pass that has a body: the answer's header server points to Cloudflare",
      exchange: {
        sent: 'GET /clientes with {"cnpj_cpf":"<a known CPF>"}, authorization: Bearer ***',
        came: 'HTTP 403, application/json; charset=utf-8, empty',
      },
    })
  })

  it('and also where the connection is closed', async () => {
    await using server = await serverOf((request, body, response) => {
      if (body !== '') request.socket.destroy()
      else json(response, ANA)
    })
    const report = await verify('datacake', server.url, { only: ['K-01'], credentials: {} })
    expect(found(report, 'K-01')).toMatchObject({
      came: 'a GET with a JSON body: no answer: the connection was closed (ECONNRESET), though the same in the query is answered',
      suspect: expect.stringMatching(/^a proxy or CDN .* has a body$/),
    })
  })

  it('has none where the server itself passes the body over', async () => {
    await using server = await serverOf((request, _body, response) => {
      json(response, request.url?.includes('cnpj_cpf') ? ANA : {})
    })
    const report = await verify('datacake', server.url, { only: ['K-01'], credentials: {} })
    const { came, suspect } = found(report, 'K-01') ?? {}
    expect(came).toBe(
      'a GET with a JSON body: an answer without the client, though the same in the query is answered',
    )
    expect(suspect).toBeUndefined()
  })
})

describe('a server of which little is there', () => {
  const ofPath = (answers: Readonly<Record<string, unknown>>) =>
    serverOf((request, _body, response) => {
      const { pathname, search } = new URL(request.url ?? '', 'http://localhost')
      const stranger = pathname === '/clientes' && !search.includes('390.533.447-05')
      if (stranger || !(pathname in answers)) response.writeHead(stranger ? 500 : 404).end()
      else json(response, answers[pathname], { 'content-type': 'application/json; charset=utf-8' })
    })
  const only = ['K-04', 'K-06', 'K-S04', 'K-A06', 'K-A21']

  it('is not praised for a failure, and numbers where no answer is printed are a note', async () => {
    const lists = {
      '/boletos': [{ valor_inicial: 9.9 }],
      '/cidades': [{ id_cidade: 1 }],
      '/funcionarios': [],
    }
    await using server = await ofPath({ '/clientes': ANA, ...lists })
    const report = await verify('datacake', server.url, { only, credentials: {} })
    expect(found(report, 'K-04')).toMatchObject({
      verdict: 'unchecked',
      came: 'a CPF that nobody has could not be checked (HTTP 500)',
    })
    expect(found(report, 'K-06')).toMatchObject({
      verdict: 'met',
      came: 'all values of 1 answers are texts',
    })
    expect(found(report, 'K-S04')?.came).toMatch(/^a boleto lacks .*; no text: valor_inicial is a number$/)
    expect(found(report, 'K-A06')?.came).toMatch(/cidades: without .*, no text: id_cidade is a number$/)
    expect(found(report, 'K-A21')).toMatchObject({
      verdict: 'unchecked',
      came: 'installations are not found whoever is named: see K-09',
    })
  })

  it('says what a client who is not named is told, where installations are there', async () => {
    await using server = await ofPath({ '/clientes': ANA, '/instalacoes': [] })
    const report = await verify('datacake', server.url, { only: ['K-A21'], credentials: {} })
    expect(found(report, 'K-A21')?.came).toBe('installations without id_cliente: HTTP 200 (the fake: 400)')
  })
})

describe('a server of another make', () => {
  it('may read a GET’s fields from a body alone: it is asked so', async () => {
    const asked: string[] = []
    await using server = await serverOf((request, body, response) => {
      asked.push(`${request.url} ${body}`)
      const { cnpj_cpf, id_cliente } = body === '' ? ({} as Record<string, string>) : JSON.parse(body)
      if (request.url === '/boletos') json(response, id_cliente === '1' ? [{ id_fatura: '1' }] : {})
      else json(response, cnpj_cpf === '390.533.447-05' ? ANA : {})
    })
    const report = await verify('datacake', server.url, { only: ['K-04', 'K-08', 'K-Q4'], credentials: {} })
    expect(rowsOf(report, 'met')).toEqual(['K-04', 'K-08'])
    expect(found(report, 'K-Q4')?.came).toBe("a GET's fields are read from a JSON body")
    expect(asked).toContain('/boletos {"id_cliente":"1"}')
  })

  it('may have its own paths, its own header and no word before the token', async () => {
    await using server = await serverOf((request, _body, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
      if (request.headers['x-chave'] !== 'own-token') response.writeHead(401).end()
      else if (pathname === '/v1/cliente')
        json(response, searchParams.get('doc') === '390.533.447-05' ? ANA : {})
      else response.writeHead(404).end()
    })
    const report = await verify('datacake', server.url, {
      only: ['K-02', 'K-04', 'K-10'],
      credentials: { token: 'own-token' },
      header: 'X-Chave',
      scheme: '',
      paths: { clientes: '/v1/cliente?doc={cnpj_cpf}' },
    })
    expect(rowsOf(report, 'met')).toEqual(['K-02', 'K-04'])
    expect(found(report, 'K-10')).toMatchObject({
      came: 'HTTP 404',
      right: 'HTTP 200 at /produtos; if it answers elsewhere, name its path under paths.produtos',
      exchange: { sent: 'GET /produtos, x-chave: ***', came: 'HTTP 404, no content type, empty' },
    })
  })

  it('may ask for a user and a password, or for a token of another server’s', async () => {
    await using server = await serverOf((request, _body, response) => {
      const { authorization } = request.headers
      const good = [`Basic ${Buffer.from('erp:segredo').toString('base64')}`, 'Bearer from-elsewhere']
      if (good.includes(authorization ?? '')) json(response, ANA)
      else response.writeHead(403).end()
    })
    await using tokens = await serverOf((request, body, response) => {
      const client = `Basic ${Buffer.from('id:secret%2B').toString('base64')}`
      if (request.headers.authorization === client && body === 'grant_type=client_credentials') {
        json(response, { access_token: 'from-elsewhere', token_type: 'bearer' })
      } else response.writeHead(400).end()
    })
    const pair = { user: 'erp', password: 'segredo' }
    const client = { id: 'id', secret: 'secret+', tokenUrl: `${tokens.url}/token` }
    for (const credentials of [{ pair }, { client }]) {
      const report = await verify('datacake', server.url, { only: ['K-02', 'K-07'], credentials })
      expect([credentials, rowsOf(report, 'met')]).toEqual([credentials, ['K-02']])
    }
    const wrong = { client: { ...client, secret: 'other' } }
    const report = await verify('datacake', server.url, { only: ['K-04'], credentials: wrong })
    expect(found(report, 'K-04')?.came).toBe('the token endpoint gives no Bearer token')
  })

  it.each([
    ['text/html', '[]', 'the content type is text/html', 'application/json'],
    [
      'application/json; charset=iso-8859-1',
      '[]',
      'the charset is iso-8859-1',
      'JSON in UTF-8 (RFC 8259, section 8.1)',
    ],
    [
      'application/json',
      '{ [ {} ] }',
      'the answer is no JSON, as the page prints it: a list inside braces, or a comma behind the last key',
      'JSON that a parser reads',
    ],
    ['application/json', '<html>', 'the answer is no JSON', 'JSON that a parser reads'],
  ])('that answers %s and %s does not meet the row that wants JSON', async (type, body, came, right) => {
    await using server = await serverOf((_request, _body, response) =>
      json(response, body, { 'content-type': type }),
    )
    const report = await verify('datacake', server.url, { only: ['K-01'], credentials: {}, data: {} })
    expect(found(report, 'K-01')).toMatchObject({ came: `produtos: ${came}`, right })
  })

  it('whose lists stand inside an object is told what a list is', async () => {
    await using server = await serverOf((_request, _body, response) => json(response, { data: [] }))
    const report = await verify('datacake', server.url, { only: ['K-10', 'K-11'], credentials: {} })
    expect(found(report, 'K-10')).toMatchObject({
      came: 'the answer is an object',
      right: 'a bare list, [ … ]',
    })
    expect(found(report, 'K-11')?.came).toBe('what it would look at is not as it must be: see K-10')
  })
})

describe('where nobody can be asked', () => {
  it('a certificate that is not believed is a finding of the row that demands HTTPS', async () => {
    await using duble = await startDuble({
      port: 0,
      tls: true,
      vendors: ['datacake', 'smartspace'],
      clock: NOW,
    })
    const api = await verify('smartspace', duble.vendor('smartspace').url)
    expect([rowsOf(api, 'not_met'), rowsOf(api, 'met'), api.asked, exitCodeOf(api)]).toEqual([
      ['S-05'],
      [],
      1,
      1,
    ])
    expect(found(api, 'S-05')?.came).toMatch(/^its certificate is not believed: [A-Z_]+$/)
    const erp = await verify('datacake', duble.vendor('datacake').url)
    expect([erp.counts.unchecked, erp.asked, exitCodeOf(erp)]).toEqual([erp.rows.length, 1, 2])
  })

  it('one who believes any certificate learns nothing of it', async () => {
    await using duble = await startDuble({ port: 0, tls: true, vendors: ['smartspace'], clock: NOW })
    const order = { insecure: true, transportOrder: { insecure: true }, only: ['S-01', 'S-05'] }
    const report = await verify('smartspace', duble.vendor('smartspace').url, order)
    expect([rowsOf(report, 'met'), found(report, 'S-05')?.came]).toEqual([
      ['S-01'],
      '--insecure believes any certificate',
    ])
  })

  it('a server that never answers is waited for once', async () => {
    await using server = await serverOf(() => {})
    const report = await verify('datacake', server.url, { transportOrder: { timeout: 40 } })
    expect([report.asked, exitCodeOf(report), found(report, 'K-04')?.came]).toEqual([
      1,
      2,
      'your server is not reached: no answer: no whole answer within 40 ms',
    ])
  })

  it('HTTP is not met beyond this machine', async () => {
    const transport: Transport = async (sent) => ({
      sent,
      came: { status: 200, headers: {}, bytes: Buffer.from('[]') },
    })
    const report = await verify('smartspace', 'http://api.example.com', { transport, only: ['S-05'] })
    expect(found(report, 'S-05')).toMatchObject({
      verdict: 'not_met',
      came: 'the URL is http://',
      right: 'https://',
    })
  })
})

describe('the order of requests', () => {
  it('is one at a time, the pace between each two, and the same is asked once', async () => {
    let [open, most] = [0, 0]
    const asked: string[] = []
    await using server = await serverOf((request, body, response) => {
      open += 1
      most = Math.max(most, open)
      asked.push(`${request.method} ${request.url} ${body}`)
      setImmediate(() => {
        open -= 1
        json(response, [])
      })
    })
    const slept: number[] = []
    const sleep = async (milliseconds: number) => void slept.push(milliseconds)
    const order = { transportOrder: { pace: 200, sleep }, allowWrites: false, credentials: {} }
    const report = await verify('datacake', server.url, order)
    expect(most).toBe(1)
    expect(slept).toEqual(Array.from({ length: report.asked - 1 }, () => 200))
    const gets = asked.filter((each) => each.startsWith('GET'))
    expect(new Set(gets).size).toBe(gets.length)
  })
})

describe('what a server of one’s own need not have', () => {
  it('credentials: that they are asked for is told', async () => {
    await using duble = await startDuble({ port: 0, vendors: ['datacake'], clock: NOW })
    const report = await verify('datacake', duble.vendor('datacake').url, {
      credentials: {},
      only: ['K-02', 'K-10'],
    })
    expect(report.rows.map(({ checks }) => checks[0]?.came)).toEqual([
      'no credentials are given: set DUBLE_MINE_TOKEN',
      'your server asks for credentials, and none are given (HTTP 401): look at the DUBLE_MINE_ variables',
    ])
  })

  it('test data: what lacks is named', async () => {
    await using duble = await startDuble({ port: 0, vendors: ['datacake'], clock: NOW })
    const report = await verify('datacake', duble.vendor('datacake').url, {
      data: {},
      only: ['K-04', 'K-24', 'K-A01'],
    })
    expect(report.rows.map(({ verdict, checks }) => [verdict, checks[0]?.came])).toEqual([
      ['unchecked', 'the test data lack "a known CPF"'],
      [
        'unchecked',
        `the test data lack "a new prospect's name", "a new prospect's telephone", "a new prospect's CPF"`,
      ],
      ['unchecked', 'no check looks at it'],
    ])
  })

  it('a prospect: a known one is not moved on', async () => {
    await using duble = await startDuble({ port: 0, vendors: ['datacake'], clock: NOW })
    await duble.state('datacake', 'prospect 9001 is new')
    const data = { 'a known prospect': '9001' }
    const report = await verify('datacake', duble.vendor('datacake').url, {
      data,
      only: ['K-26', 'K-28', 'K-31'],
    })
    expect(rowsOf(report, 'met')).toEqual(['K-26', 'K-28', 'K-31'])
    expect(found(report, 'K-26')?.came).toBe('an edit of obs alone left the status at 1')
  })

  it('a fresh start: what an earlier run made is found again', async () => {
    await using duble = await startDuble({ port: 0, vendors: ['datacake'], clock: NOW })
    const { url } = duble.vendor('datacake')
    await verify('datacake', url)
    const again = await verify('datacake', url)
    expect(rowsOf(again, 'not_met')).toEqual([])
    expect(found(again, 'K-24')?.came).toBe(
      'that CPF is a prospect’s already: name another, or `a known prospect`',
    )
    expect(rowsOf(again, 'met')).toEqual(expect.arrayContaining(['K-26', 'K-28', 'K-31']))
  })
})

describe('the JUnit report', () => {
  it('has a case a row, what is not met a failure, what could not be checked skipped', async () => {
    await using own = await ownServer('takes images alone')
    const report = await verify('datacake', `${own.url}/erp`)
    expect(found(report, 'K-29')?.exchange?.sent).toBe(
      'POST /prospectos/1/arquivos with {"nome_arquivo":"duble.pdf","tipo":"application/pdf","arquivo":"…"}, authorization: Bearer ***',
    )
    const xml = mineJunit(report)
    expect(xml).toContain('<testsuites name="duble verify mine" tests="50" failures="1" skipped="1"')
    expect(xml).toMatch(/<testcase name="K-29 Files come in Base64[^"]*" classname="verify mine datacake"/)
    expect(xml).toContain(
      'message="a file of type application/pdf: HTTP 415; right: jpg, png, gif and PDF are taken"',
    )
  })
})

describe('a report', () => {
  const token = 'sekret tok/én+1'
  const proof = `Bearer ${token}`
  const base64 = Buffer.from(proof).toString('base64')

  it.each([
    ['as it is', proof],
    ['behind percent signs', encodeURIComponent(proof)],
    ['as a form', String(new URLSearchParams({ t: proof }))],
    ['in Base64', base64],
    ['in Base64 for URLs', base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')],
    ['escaped in JSON', JSON.stringify(JSON.stringify({ t: proof }))],
    ['where it is cut', `${'x'.repeat(270)} ${base64}`],
  ])('holds no secret that an error repeats %s', async (_, text) => {
    await using server = await serverOf((_request, _body, response) => {
      response.writeHead(500, {
        'content-type': `text/plain; a=${encodeURIComponent(proof)}; b=eva@example.com`,
      })
      response.end(JSON.stringify({ erro: text, [text]: 1 }))
    })
    const report = await verify('datacake', server.url, { credentials: { token } })
    const written = JSON.stringify(report) + mineJunit(report)
    expect(written).toContain('HTTP 500, text/plain; a=Bearer%20***; b=***')
    expect(written).not.toMatch(/sekret|c2VrcmV0|NrcmV0|Vrcm|eva@/)
  })

  it('holds no key of an answer that is no name of a field', async () => {
    await using server = await serverOf((_request, _body, response) => {
      json(response, {
        'Ana Lima Quintela': 1,
        '390.533.447-05': { nome: 2 },
        'ana@example.com': [3],
        nome: 4,
      })
    })
    const report = await verify('datacake', server.url)
    const written = JSON.stringify(report)
    expect(written).toContain('{\\"…\\": number, \\"…\\": {\\"nome\\": number}')
    expect(written).not.toMatch(/Quintela|390\.533|ana@/)
  })

  it('holds nothing that a terminal obeys, or that turns the text around it', async () => {
    await using server = await serverOf((_request, _body, response) => {
      response.writeHead(500, { 'content-type': 'application/json', 'x-b': 'a' })
      response.end(JSON.stringify({ erro: '\u001b[31m \u202eanA \u2066 \u009b1m' }))
    })
    const report = await verify('datacake', server.url)
    const shown = report.rows.flatMap(({ checks }) => checks.map((check) => check.exchange?.came ?? ''))
    expect(shown.join('')).toContain('anA')
    expect(shown.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  })
})

describe('a server that switches to another protocol', () => {
  it('is told as one that does not answer', async () => {
    const server = createServer()
    server.on('upgrade', () => {})
    server.on('connection', (socket) =>
      socket.on('data', () =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
      ),
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const report = await verify('datacake', url, { only: ['K-10'] })
    server.closeAllConnections()
    server.close()
    expect(JSON.stringify(report.rows)).toContain('it switches to another protocol (HTTP 101)')
  })
})
