import { describe, expect, it } from 'vitest'
import { apiOf, type HarEntry, har, imported, postman, verdicts } from './import-support.ts'

const erp = 'https://erp.example.com'

describe('an import recognises operations', () => {
  const recognise = async (vendor: string, curl: string, moved = {}) => {
    const { imported: found } = await imported('curl', vendor, curl, { moved })
    return found.sightings.map(({ operation, by, path }) => [operation, by, path])
  }

  it.each([
    [
      'vocom',
      '-X POST https://h/interact_cti/agent/login/ -d {}',
      ['login', 'path', '/interact_cti/agent/login/'],
    ],
    [
      'vocom',
      '-X POST https://h/api/v2/interact_cti/agent/login/ -d {}',
      ['login', 'prefix', '/api/v2/interact_cti/agent/login/'],
    ],
    [
      'vocom',
      '-X POST h:8080/interact_cti/agent/login -d {}',
      ['login', 'path', '/interact_cti/agent/login'],
    ],
    ['datacake', 'https://h/api/customers/?cnpj_cpf=1', ['clientes', 'moved', '/api/customers/']],
    [
      'datacake',
      'https://h/v1/prospectos/77/status',
      ['status_prospecto', 'prefix', '/v1/prospectos/{id_prospecto}/status'],
    ],
    ['datacake', 'https://h/status_prospectos', ['status_prospectos', 'path', '/status_prospectos']],
    [
      'datacake',
      '-X PUT https://h/api/prospects/77 -d {}',
      ['editar_prospecto', 'moved', '/api/prospects/{?}'],
    ],
    [
      'vocalcontact',
      'https://h/api/app/lead/created/from/2024-01-01/to/2024-01-31/token/abc',
      ['created_lead', 'path', '/api/app/lead/created/from/{from}/to/{to}/token/{token}'],
    ],
    [
      'vocalcontact',
      'https://h/v2/oportunidades/modificacao/token/abc',
      ['modified_opportunity', 'moved', '/v2/oportunidades/modificacao/token/{token}'],
    ],
    [
      'vocalcontact',
      'https://h/v2/campos-complementares/todos/token/abc',
      ['all_customfield', 'moved', '/v2/campos-complementares/todos/token/{token}'],
    ],
    ['crm-zen', "https://h/x7f/q9?data=2018-01-01 -H 'token: abc'", ['totals', 'fields', '/{?}/{?}']],
    [
      'smartspace',
      '-X POST https://h/api/oauth/token -d grant_type=client_credentials',
      ['oauth_token', 'prefix', '/api/oauth/token'],
    ],
  ])('of %s in curl %s', async (vendor, curl, expected) => {
    expect(await recognise(vendor, `curl ${curl}`)).toEqual([expected])
  })

  it.each([
    ['vocom', 'curl https://h/interact_cti/agent/login/', 'GET /interact_cti/agent/login/'],
    ['vocom', 'curl -X POST https://h/joaquim/lista', 'POST /{?}/lista'],
    ['datacake', 'curl https://h/contratos?id=1', 'GET /contratos'],
    ['crm-zen', 'curl https://h/x7f/q9?dia=1', 'GET /{?}/{?}'],
  ])('of %s, and lists what the document does not know: %s', async (vendor, curl, says) => {
    expect((await imported('curl', vendor, curl)).text).toContain(`unknown to the document:\n  ${says}\n`)
  })

  it('at paths that the home moved, which stay other paths than the document’s', async () => {
    const moved = { all_lead: '/exp/contatos' }
    expect(
      await recognise('vocalcontact', 'curl https://h/exp/contatos/token/abc/format/csv', moved),
    ).toEqual([['all_lead', 'moved', '/exp/contatos/token/{token}/format/{format}']])
  })

  it('by the names of a collection’s folders', async () => {
    const request = (name: string, url: string) => ({ name, request: { method: 'GET', url } })
    const { imported: found } = await imported(
      'postman',
      'vocalcontact',
      postman([
        { name: 'Atendimentos', item: [request('Buscar (Data de Criação)', 'https://h/9z/1/token/a')] },
      ]),
    )
    expect(found.sightings.map(({ operation, path }) => [operation, path])).toEqual([
      ['created_attendance', '/{?}/{?}/token/{token}'],
    ])
  })
})

describe('an import reads', () => {
  it('curl as a shell does', async () => {
    const text = String.raw`
      # curl https://h/never
      curl "https://h/clientes?cnpj_cpf=1" -H "X-Api-Key: \"a\"" ; curl -sS \
        -XPOST https://h/prospectos --json '{"nome": "it'"'"'s", "id_servico": 10}'
      echo x | curl -G https://h/boletos -d id_cliente=1&& curl https://h/produtos?x=1&id_cliente=2
      curl $'https://h/prospectos\x2f' -F 'nome=a' -F arquivo=@b
      FOO=1 curl --request PUT --url https://h/prospectos/1 --data 'nome=a&uf=PR' -I`
    const { imported: found } = await imported('curl', 'datacake', text)
    expect(found.requests).toBe(6)
    expect(
      found.sightings.map(({ method, operation, query, body, headers, sends }) => [
        method,
        operation,
        Object.keys(query),
        Object.keys(body?.fields ?? {}),
        headers,
        sends,
      ]),
    ).toEqual([
      ['GET', 'boletos', ['id_cliente'], [], [], undefined],
      ['GET', 'clientes', ['cnpj_cpf'], [], ['x-api-key'], undefined],
      ['POST', 'criar_prospecto', [], ['nome', 'id_servico'], [], 'application/json'],
      ['PUT', 'editar_prospecto', [], ['nome', 'uf'], [], 'application/x-www-form-urlencoded'],
      ['GET', 'produtos', ['x', 'id_cliente'], [], [], undefined],
      ['POST', undefined, [], ['nome', 'arquivo'], [], 'multipart/form-data'],
    ])
  })

  it('a HAR in pieces of any size, one exchange at a time, hosts apart', async () => {
    const given = har(
      { url: `${erp}/clientes?cnpj_cpf=1`, answer: { nome: 'a "quoted" } ] text\\' } },
      { url: 'https://analytics.example.net/collect?v=1', answer: {} },
      { url: `${erp}/style.css`, type: 'text/css' },
      { method: 'OPTIONS', url: `${erp}/clientes`, status: 204 },
      { url: `${erp}/contratos`, status: 0 },
    )
    for (const piece of [1, 7, 100_000]) {
      const { imported: found } = await imported('har', 'datacake', given, { piece })
      expect([found.requests, found.answers, found.recognised, found.elsewhere]).toEqual([2, 1, 1, 1])
      expect(found.sightings.map(({ path, status }) => [path, status])).toEqual([
        ['/clientes', 200],
        ['/contratos', undefined],
      ])
    }
  })

  it('a large HAR without holding it', async () => {
    const [entry] = har({
      url: `${erp}/boletos?id_cliente=1`,
      answer: [{ id_fatura: '1', obs: 'x'.repeat(10_000) }],
    }).log.entries
    const text = JSON.stringify(entry)
    function* pieces(): Iterable<string> {
      yield '{"log":{"entries":['
      for (let at = 0; at < 3000; at++) yield at === 0 ? text : `,${text}`
      yield ']}}'
    }
    const { importFile } = await import('../../src/contracts/observed/import.ts')
    const api = apiOf('datacake')
    const found = await importFile({
      source: 'har',
      api,
      file: 'f',
      pieces: pieces(),
      keep: [],
      persons: new Set(),
      moved: {},
    })
    expect([found.requests, found.sightings.length]).toEqual([3000, 1])
  })

  it('a collection’s variables, its auth, its saved answers with their own requests', async () => {
    const answer = (code: number, body: string, more = {}) => ({
      code,
      header: [{ key: 'Content-Type', value: 'application/json; charset=utf-8' }],
      body,
      ...more,
    })
    const given = postman(
      [
        {
          name: 'cliente',
          request: {
            method: 'GET',
            header: [{ key: 'X-Off', value: '1', disabled: true }],
            url: { raw: '{{url}}/clientes?cnpj_cpf={{doc}}', query: [{ key: 'cnpj_cpf', value: '{{doc}}' }] },
          },
          response: [
            answer(200, '{"nome":""}'),
            answer(404, '{"status":"error","msg":"Cliente não encontrado"}', {
              originalRequest: { method: 'GET', url: '{{url}}/clientes?cnpj_cpf=2' },
            }),
          ],
        },
        {
          name: 'status',
          request: {
            method: 'GET',
            url: '{{nowhere}}/prospectos/:id/status',
            auth: {
              type: 'apikey',
              apikey: [
                { key: 'key', value: 'x-api-key' },
                { key: 'value', value: 'a' },
              ],
            },
          },
        },
      ],
      {
        auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{t}}' }] },
        variable: [
          { key: 'url', value: 'https://{{host}}/api/v1' },
          { key: 'host', value: 'h.example.com' },
          { key: 'doc', value: '39053344705' },
        ],
      },
    )
    const { imported: found } = await imported('postman', 'datacake', given)
    expect([found.requests, found.answers, found.recognised]).toEqual([2, 2, 2])
    expect(
      found.sightings.map(({ path, proof, status, outcome, query }) => [
        path,
        proof,
        status,
        outcome,
        query['cnpj_cpf']?.kinds,
      ]),
    ).toEqual([
      ['/api/v1/clientes', 'authorization Bearer', 200, 'ok', ['digits']],
      ['/api/v1/clientes', 'authorization Bearer', 404, 'unknown_client', ['digits']],
      ['/prospectos/{id_prospecto}/status', 'x-api-key', undefined, undefined, undefined],
    ])
  })

  it('an OpenAPI description in YAML: references, allOf, nullable, one that contains itself', async () => {
    const { imported: found } = await imported(
      'openapi',
      'datacake',
      `openapi: 3.0.1
servers: [{ url: /erp/v2/ }]
components:
  schemas:
    Base: { type: object, required: [nome], properties: { nome: { type: string, nullable: true }, descricao: { $ref: '#/components/schemas/Produto' } } }
    Produto: { allOf: [{ $ref: '#/components/schemas/Base' }, { required: [valor], properties: { valor: { oneOf: [{ type: number }, { type: string }] } } }] }
paths:
  /produtos:
    parameters: [{ $ref: '#/components/parameters/page' }]
    get: { responses: { 200: { content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Produto' } } } } }, default: {} } }
`,
    )
    const [seen] = found.sightings
    expect([seen?.operation, seen?.by, seen?.path]).toEqual(['produtos', 'prefix', '/erp/v2/produtos'])
    const { writeShape } = await import('../../src/contracts/observed/notation.ts')
    expect(writeShape(seen?.answer ?? { kinds: [], listed: [] })).toEqual([
      { nome: 'null | text', 'descricao?': 'any', valor: 'number | text' },
    ])
  })

  it.each([
    ['har', '{"log":{}}', 'the file is no HAR: it has no log with entries'],
    ['har', '{"log":{"entries":[{"a":}]}}', 'the file is no HAR: one of its entries is no JSON'],
    [
      'postman',
      '{"info":{"schema":"/v1.0/"}}',
      'the file is no Postman collection: export it as "Collection v2.1"',
    ],
    ['curl', 'wget https://h/x', 'the file holds no curl command'],
    [
      'openapi',
      'swagger: "2.0"',
      'the file is no OpenAPI 3 description: it has no "openapi: 3.x" with paths',
    ],
  ] as const)('no %s that is none: %s', async (source, text, says) => {
    await expect(imported(source, 'vocom', text)).rejects.toThrow(says)
  })
})

describe('an import judges the ledger’s assumptions', () => {
  const lines = ({ findings }: Awaited<ReturnType<typeof imported>>) =>
    findings.map(({ row, verdict, says }) => `${verdict} ${row}: ${says}`)

  it('by answers alone: of requests without any it says no more than what they do', async () => {
    const left = await imported(
      'curl',
      'vocalcontact',
      `curl 'https://h/api/app/lead/created?token=a'
       curl 'https://h/v2/oportunidades/modificacao?since=1&token=a'`,
    )
    expect(left.imported.answers).toBe(0)
    const otherwise = 'your requests do otherwise, and no answer was seen:'
    expect(lines(left)).toEqual([
      `note V-A01: ${otherwise} requests without a token in the path`,
      `note V-A02: ${otherwise} modified_opportunity at other paths`,
      `note V-A03: ${otherwise} modified_opportunity at other paths`,
      `note V-A04: ${otherwise} periods are asked with other names than from and to: since`,
    ])
    const datacake = await imported('curl', 'datacake', 'curl https://h/boletos?id_cliente=1')
    const so = 'your requests do so, and no answer was seen:'
    expect(lines(datacake)).toEqual([
      `note K-A01: ${so} boletos at the assumed paths`,
      `note K-A21: ${so} what belongs to a client is asked for by id_cliente`,
    ])
  })

  it('not by requests that were refused, nor by a period that was left out', async () => {
    const [token, answer] = ['token/a', [{ id: '1' }]]
    const left = await imported(
      'har',
      'vocalcontact',
      har(
        { url: `https://h/api/app/lead/created/${token}`, answer },
        { url: 'https://h/api/app/lead/created?since=1', status: 301 },
      ),
    )
    expect(verdicts(left)).toMatchObject({ 'V-A01': 'confirms' })
    expect(verdicts(left)).not.toHaveProperty('V-A04')
  })

  const suggested = async (...entries: readonly HarEntry[]) => {
    const left = await imported('har', 'datacake', har(...entries))
    return { ...verdicts(left), options: left.suggestion.options, paths: left.suggestion.paths }
  }

  it('of Datacake: paths, token, envelope, formats, fields', async () => {
    const bearer = { Authorization: 'Token abc' }
    expect(
      await suggested(
        {
          url: `${erp}/api/clientes?cnpj_cpf=1`,
          headers: bearer,
          answer: { nome: 'a', Sexo: 'F', data_cadastro: '31/12/2020', ativo: 'S' },
          answerHeaders: { 'Access-Control-Allow-Origin': '*' },
        },
        { url: `${erp}/boletos?id_cliente=1`, headers: bearer, answer: '{ [ { "id_fatura": "" } ] }' },
        { url: `${erp}/produtos`, headers: bearer, answer: { data: [{ id_servico: '1' }] } },
        {
          method: 'POST',
          url: `${erp}/prospectos`,
          headers: bearer,
          body: { mimeType: 'application/json', text: '{"nome":"a"}' },
          status: 200,
          answer: { status: 'success' },
        },
      ),
    ).toEqual({
      'K-A01': 'contradicts',
      'K-Q1': 'contradicts',
      'K-Q2': 'confirms',
      'K-Q3': 'contradicts',
      'K-Q4': 'confirms',
      'K-Q5': 'confirms',
      'K-A02': 'confirms',
      'K-A05': 'contradicts',
      'K-A08': 'contradicts',
      'K-A17': 'confirms',
      'K-A20': 'confirms',
      'K-A21': 'confirms',
      options: { 'auth.scheme': 'Token', documented_only: 'true', literal_envelope: 'true' },
      paths: { clientes: '/api/clientes' },
    })
  })

  it('of CRM Zen: numbers, header, where the token is', async () => {
    const usuarios = [{ nome: 'a', total_lead: '3' }]
    const url = 'https://h/api/totais_lead?data=2018-01-01'
    const left = await imported(
      'har',
      'crm-zen',
      har(
        { url, headers: { Authorization: 'Bearer a' }, answer: { data: '2018-01-01', usuarios, erros: [] } },
        {
          url,
          headers: { token: 'a' },
          status: 429,
          answerHeaders: { 'Retry-After': '10' },
          answer: {
            error:
              'Você excedeu o número de requisições. Sua última requisição foi em "x". Sua próxima requisição estará disponível em "y"',
          },
        },
      ),
    )
    expect(verdicts(left)).toEqual({
      'Z-Q1': 'contradicts',
      'Z-Q2': 'confirms',
      'Z-Q3': 'contradicts',
      'Z-A09': 'contradicts',
      'Z-A01': 'confirms',
      'Z-A04': 'contradicts',
      'Z-A06': 'contradicts',
      'Z-A08': 'contradicts',
    })
    expect(left.suggestion.options).toEqual({
      numbers: 'string',
      'erros.empty': 'array',
      retry_after: 'true',
      charset: 'false',
      token_also_in: 'bearer',
    })
    expect(left.imported.sightings.map(({ outcome }) => outcome)).toEqual(['ok', 'too_many_requests'])
  })

  it('of Vocom: HTTP status of errors, labels, slashes, counts', async () => {
    const post = (path: string, answer: object, status: number) => ({
      method: 'POST',
      url: `https://h${path}`,
      body: { mimeType: 'application/json', text: '{"agent":""}' },
      status,
      type: 'text/html; charset=UTF-8',
      answer: { response: answer },
      answerHeaders: { 'Content-Type': 'text/html; charset=UTF-8' },
    })
    const left = await imported(
      'har',
      'vocom',
      har(
        post(
          '/interact_cti/agent/login/',
          { agent: 'A', command: 'login', status: 'error', status_type: 'not_found_failed' },
          404,
        ),
        post(
          '/interact_cti/agent/logout',
          { agent: 'A', command: 'logout', status: 'ok', status_type: '' },
          200,
        ),
        post('/tabs/list_all/', { list: '', command: 'list', count: 0, status: 'ok', status_type: '' }, 200),
      ),
    )
    expect(left.suggestion.options).toEqual({
      'tabs.count': 'true',
      error_http_status: 'per_type',
      content_type: 'text/html; charset=UTF-8',
      empty_strings: 'accepted',
      slashless: 'served',
      empty_list: 'string',
    })
    expect(verdicts(left)['C-A05']).toBe('confirms')
    expect(left.text).toContain('status_type: "\'not_found_failed\'"')
  })

  it('of Smartspace: the address’s style, flags, shape, nobody', async () => {
    const person = {
      nome: 'A',
      endereco_cep: '1',
      ativo: true,
      data_nascimento: '01/01/1990',
      extra: { a: '1' },
    }
    const left = await imported(
      'har',
      'smartspace',
      har(
        { url: 'https://h/clientes?cpf=1', answer: [person] },
        { url: 'https://h/clientes?cpf=2', status: 404, answer: { erro: 'Cliente não encontrado' } },
      ),
    )
    expect(left.suggestion.options).toEqual({
      address_style: 'snake',
      birth_key: 'data_nascimento',
      flags: 'boolean',
      unknown_customer: 'not_found',
      answer_shape: 'nested',
      codigo: 'omitted',
    })
  })

  it('with rows and options that there are', async () => {
    const { rulesOf } = await import('../../src/contracts/observed/judge.ts')
    const { loadLedger } = await import('../../src/fixtures/ledger.ts')
    for (const vendor of ['crm-zen', 'datacake', 'smartspace', 'vocalcontact', 'vocom']) {
      const { rows } = await loadLedger(apiOf(vendor), `mocks/${vendor}/ledger.yaml`)
      const ids = rows
        .filter((row) => row.class === 'assumed' || row.class === 'observed')
        .map(({ id }) => id)
      expect(
        rulesOf(vendor)
          .rules.map(({ row }) => row)
          .filter((row) => !ids.includes(row)),
      ).toEqual([])
    }
  })
})
