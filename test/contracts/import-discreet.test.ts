import { describe, expect, it } from 'vitest'
import { har, imported, postman } from './import-support.ts'

/** What belongs to persons, and what opens doors: in every input below, in many places and spellings. */
const PRIVATE = [
  'Marina Quintela',
  'marina.quintela@example.com',
  '390.533.447-05',
  '39053344705',
  '11222333000181',
  '41987654321',
  'sk_live_4f9aXyZ81',
  'S3nh4-Secreta',
  'Rua das Acácias',
  'quintela',
  'marina',
  '8f14e45fceea167a5a36dedd4bea2543',
]

const forms = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
  Buffer.from(value).toString('base64url'),
  Buffer.from(value).toString('hex'),
  JSON.stringify(value).slice(1, -1),
]

/** Which private values a text gives away. */
function givenAway(text: string): string[] {
  const small = text.toLowerCase()
  return PRIVATE.filter((value) => forms(value).some((form) => small.includes(form.toLowerCase())))
}

const [NAME, EMAIL, CPF, BARE, CNPJ, PHONE, TOKEN, PASSWORD, STREET, LAST, FIRST, HASH] = PRIVATE as [
  string,
  ...string[],
] as string[]
const basic = `Basic ${Buffer.from(`${EMAIL}:${PASSWORD}`).toString('base64')}`
const person = {
  nome: NAME,
  email: EMAIL,
  cnpj_cpf: CPF,
  telefone_celular: PHONE,
  endereco: STREET,
  obs: `ligar para ${NAME}`,
}
/** Objects whose names are data. */
const byPerson = {
  [NAME as string]: 3,
  [LAST as string]: 1,
  [FIRST as string]: 2,
  [BARE as string]: person,
  [EMAIL as string]: true,
  [HASH as string]: null,
  [Buffer.from(NAME as string).toString('base64')]: 1,
  total: 6,
}
const headers = {
  Authorization: basic,
  'X-Api-Key': TOKEN as string,
  Cookie: `session=${TOKEN}; name=${encodeURIComponent(NAME as string)}`,
  [`X-${LAST}`]: '1',
  [`X-${HASH}`]: '1',
}

describe('no value survives an import', () => {
  it('of a HAR: paths, queries, cookies, bodies, keys, answers in base64', async () => {
    const answered = { ...person, contagem: byPerson, lista: [byPerson, { [LAST as string]: [person] }] }
    const left = await imported(
      'har',
      'datacake',
      har(
        {
          url: `https://erp.example.com/clientes?cnpj_cpf=${CPF}&${LAST}=1&q=${encodeURIComponent(NAME as string)}`,
          headers,
          answer: answered,
          answerHeaders: { 'Set-Cookie': `id=${HASH}`, Location: `/u/${LAST}`, [`X-${FIRST}`]: '1' },
        },
        {
          url: `https://erp.example.com/v1/token/${TOKEN}/clientes/${BARE}/${encodeURIComponent(NAME as string)}/${LAST}/${HASH}`,
          answer: `{"a":"${NAME}`,
          status: 500,
        },
        {
          method: 'POST',
          url: `https://erp.example.com/prospectos#${NAME}`,
          headers,
          body: { mimeType: `multipart/form-data; boundary=${LAST}`, text: `--${LAST}\r\n${NAME}` },
          status: 201,
          type: 'text/html',
          answer: `<p>${NAME}</p>`,
        },
        {
          method: 'POST',
          url: 'https://erp.example.com/prospectos',
          body: {
            mimeType: 'application/x-www-form-urlencoded',
            text: `nome=${encodeURIComponent(NAME as string)}&${LAST}=x&${HASH}=1`,
          },
          answer: byPerson,
          status: 201,
        },
        {
          method: 'PUT',
          url: `https://erp.example.com/prospectos/${BARE}`,
          body: {
            mimeType: 'application/json',
            text: JSON.stringify({ ...person, extra: JSON.stringify(person) }),
          },
          answer: { status: 'success', msg: NAME },
        },
        {
          url: `https://erp.example.com/${Buffer.from(NAME as string).toString('base64')}/${Buffer.from(NAME as string).toString('hex')}`,
          answer: {},
        },
      ),
    )
    expect(left.imported.recognised).toBeGreaterThanOrEqual(4)
    expect(left.text).toContain('telefone_celular: digits')
    expect(givenAway(left.text)).toEqual([])
  })

  it('of a HAR whose answers are kept in base64 and as CSV', async () => {
    const rows = `id,name,${LAST},email\r\n12,${NAME},${PHONE},${EMAIL}\r\n`
    const given = har(
      {
        url: `https://v.example.com/api/app/lead/all/token/${TOKEN}/format/csv`,
        type: 'text/csv',
        answer: rows,
      },
      {
        url: `https://v.example.com/api/app/lead/all/token/${TOKEN}/format/csv`,
        type: 'text/csv',
        answer: rows.split('\r\n')[1],
      },
      {
        url: `https://v.example.com/api/app/lead/all/token/${TOKEN}`,
        answer: [{ id: '12', name: NAME, regiao: STREET }],
      },
    )
    const [first] = given.log.entries
    const content = first?.response.content as { text: string; encoding?: string }
    Object.assign(content, { text: Buffer.from(content.text).toString('base64'), encoding: 'base64' })
    const left = await imported('har', 'vocalcontact', given)
    expect(left.imported.recognised).toBe(3)
    expect(left.text).toContain('path: /api/app/lead/all/token/{token}/format/{format}')
    expect(left.text).toContain('- email')
    expect(givenAway(left.text)).toEqual([])
  })

  it('of a Postman collection: names of folders, variables, saved answers, auth', async () => {
    const given = postman(
      [
        {
          name: `Leads de ${NAME}`,
          description: `pergunte a ${NAME}`,
          item: [
            {
              name: `Buscar (Todos) ${LAST}`,
              request: {
                method: 'GET',
                header: Object.entries(headers).map(([key, value]) => ({ key, value })),
                auth: {
                  type: 'basic',
                  basic: [
                    { key: 'username', value: EMAIL },
                    { key: 'password', value: PASSWORD },
                  ],
                },
                url: `{{baseUrl}}/lead/all/token/{{${LAST}}}/${LAST}/${BARE}?${LAST}={{token}}`,
              },
              response: [
                {
                  name: NAME,
                  code: 200,
                  header: [{ key: 'Content-Type', value: 'application/json' }],
                  body: JSON.stringify([{ id: '1', ...person, [LAST as string]: 1 }]),
                },
              ],
            },
            {
              name: 'x',
              request: {
                method: 'POST',
                body: { mode: 'raw', raw: `{"agent": {{agent}}, "nome": "${NAME}"}` },
                url: { raw: `https://${LAST}.example.com/${FIRST}`, host: [LAST], path: [FIRST] },
              },
            },
          ],
        },
      ],
      {
        variable: [
          { key: 'baseUrl', value: `https://${TOKEN}.example.com/api/app` },
          { key: 'token', value: TOKEN },
          { key: LAST, value: NAME },
        ],
      },
    )
    const left = await imported('postman', 'vocalcontact', given)
    expect(left.imported.recognised).toBe(1)
    expect(givenAway(left.text)).toEqual([])
  })

  it('of curl commands: -u, headers, data, cookies, hosts, comments', async () => {
    const text = `# ${NAME}, ${PHONE}
curl -u '${EMAIL}:${PASSWORD}' 'https://${LAST}.example.com/interact_cti/agent/get_break_list/' \\
  -H 'X-${LAST}: ${TOKEN}' -b 'id=${TOKEN}' --data-raw '{"agent":"${NAME}","company_id":"${HASH}","${LAST}":"x"}'
curl -G https://x.example.com/${FIRST}/${CNPJ} --data-urlencode 'q=${NAME}' -d ${LAST}=1 --oauth2-bearer ${TOKEN} -o ${LAST}.json
curl $'https://x.example.com/tabs/list_all/' -d nome="${NAME}" -d '${LAST}=${STREET}'`
    const left = await imported('curl', 'vocom', text)
    expect(left.imported.requests).toBe(3)
    expect(left.imported.recognised).toBe(2)
    expect(givenAway(left.text)).toEqual([])
  })

  it('of an OpenAPI description: examples, defaults, enumerations, descriptions, servers', async () => {
    const schema = {
      type: 'object',
      description: NAME,
      example: person,
      properties: {
        nome: { type: 'string', example: NAME, default: NAME },
        cpf: { type: 'string', enum: [CPF, BARE], const: CPF },
        [LAST as string]: { type: 'string' },
        codigo: { type: 'string', pattern: LAST },
      },
    }
    const left = await imported('openapi', 'smartspace', {
      openapi: '3.0.3',
      info: { title: NAME, contact: { email: EMAIL } },
      servers: [{ url: `https://${LAST}.example.com/${LAST}/api`, description: NAME }],
      paths: {
        '/clientes': {
          get: {
            summary: NAME,
            tags: [LAST],
            parameters: [
              { name: 'cpf', in: 'query', example: CPF, schema: { type: 'string', default: BARE } },
              { name: LAST, in: 'query' },
            ],
            responses: {
              200: {
                description: NAME,
                headers: { [`X-${LAST}`]: {} },
                content: {
                  'application/json': { example: person, schema: { type: 'array', items: schema } },
                },
              },
            },
          },
        },
        [`/${LAST}/{${FIRST}}/${BARE}`]: { get: { responses: {} } },
      },
    })
    expect(left.imported.recognised).toBe(1)
    expect(givenAway(left.text)).toEqual([])
  })

  it('would be found out: the inputs hold all of them, in plain or encoded', () => {
    expect(givenAway(JSON.stringify([person, byPerson, headers]) + TOKEN + CNPJ + PASSWORD)).toEqual(PRIVATE)
    expect(givenAway(`x=${encodeURIComponent(NAME as string)}`)).toContain('Marina Quintela')
  })

  it('keeps a word that somebody vouches for, and no other', async () => {
    const text = 'curl https://x.example.com/ramais/lista/joaquim'
    expect((await imported('curl', 'vocom', text)).text).toContain('path: /{?}/lista/{?}')
    const kept = await imported('curl', 'vocom', text, { keep: ['ramais'] })
    expect(kept.text).toContain('path: /ramais/lista/{?}')
    expect(kept.text).toContain('not kept, for they may be data: 1 segment of a path')
  })

  it.each([
    ['in a long text', { obs: `${'lorem '.repeat(60)}wandercleia` }],
    ['in JSON within a text', { obs: JSON.stringify({ a: 'x'.repeat(200), login: 'wandercleia' }) }],
    ['with another', { obs: 'Wandercléia da Quintelazz' }],
  ])('as a name that was a value elsewhere, %s', async (_, value) => {
    const names = { wandercleia: 1, total_wandercleia: 2, wandercleiaLogin: 3 }
    const answer = { nome: 'x', email: 'y', id: 1, telefone: '1', cpf: '2', uf: '3', ...value, ...names }
    const left = await imported(
      'har',
      'datacake',
      har({ url: 'https://erp.example.com/clientes', answer, headers: {} }),
    )
    expect(left.text).not.toMatch(/wandercleia/i)
  })

  it('in XML, as a name of JSON elsewhere', async () => {
    const url = 'https://erp.example.com/clientes'
    const left = await imported(
      'har',
      'datacake',
      har(
        { url, answer: '<c login="quintelazz"><nome>wandercleia</nome></c>', type: 'text/xml' },
        {
          url,
          answer: {
            nome: 'x',
            email: 'y',
            id: 1,
            uf: '1',
            cpf: '2',
            wandercleia: 1,
            quintelazz: 2,
            ramais: 3,
          },
        },
      ),
    )
    expect(left.text).toContain('ramais: integer')
    expect(left.text).not.toMatch(/wandercleia|quintelazz/i)
  })

  it.each(['mariasilva', 'msilva', 'marias', 'joaomaria'])('as a login for a name: %s', async (login) => {
    const answer = { nome: 'x', email: 'y', id: 1, [login]: 1, ramais: 3 }
    const left = await imported('har', 'datacake', har({ url: 'https://erp.example.com/clientes', answer }))
    expect(left.text).toContain('ramais: integer')
    expect(left.text).not.toContain(login)
  })
})
