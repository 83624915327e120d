import { describe, expect, it } from 'vitest'
import { openProject } from './project.ts'

const CALLS = `curl https://erp.example.com/api/clientes?cnpj_cpf=390.533.447-05 -H 'Authorization: Token s3cr3t'
curl https://erp.example.com/api/ramais -H 'Authorization: Token s3cr3t'
`
const HAR = JSON.stringify({
  log: {
    entries: [
      {
        request: { method: 'GET', url: 'https://erp.example.com/produtos', headers: [] },
        response: {
          status: 200,
          headers: [],
          content: { mimeType: 'application/json', text: '[{"nome":"Fibra"}]' },
        },
      },
    ],
  },
})

describe('duble import', () => {
  it('writes what it read, tells what it confirms and contradicts, and changes nothing else', async () => {
    await using project = await openProject({ 'duble.yaml': '# mine\n', 'calls.sh': CALLS })
    expect(await project.duble('import', 'curl', 'calls.sh', '--vendor', 'datacake')).toEqual({
      code: 0,
      err: '',
      out: `datacake: 2 requests read, 0 answers; 1 recognised
  clientes  GET /api/clientes  behind other segments
unknown to the document:
  GET /api/{?}
not kept, for they may be data: 1 segment of a path (--keep WORD keeps one that you know to be none)
written to duble/observed/datacake.yaml

note         K-A01  your requests do otherwise, and no answer was seen: clientes at other paths
                    Paths are the documented nouns, and a prospect's calls lie below /prospectos; every ERP
                    chooses its own, so a fixture may move each of them.

so would the fake behave, by duble.yaml (--apply writes it):
  paths:
    datacake:
      clientes: "/api/clientes"
`,
    })
    expect(await project.read('duble.yaml')).toBe('# mine\n')
    expect(
      await project.read('duble/observed/datacake.yaml'),
    ).toBe(`# Observed by you: names and shapes of what was asked and answered, and no values. Written by \`duble import\`;
# \`duble ledger\` shows beside each row what it confirms or contradicts, \`duble check\` whether it is right.
vendor: datacake
class: observed by you
seen:
  - operation: clientes
    by: prefix
    method: GET
    path: /api/clientes
    query:
      cnpj_cpf: text
    headers:
      - authorization
    proof: authorization Token
  - method: GET
    path: /api/{?}
    headers:
      - authorization
    proof: authorization Token
`)
  })

  it('with --apply writes options and paths into duble.yaml, whose comments stay, and the fake then behaves so', async () => {
    await using project = await openProject({
      'duble.yaml': '# mine\nvendors: [datacake] # alone\noptions: { datacake: { leads: refused } }\n',
      'calls.sh': CALLS,
    })
    const { out } = await project.duble('import', 'curl', 'calls.sh', '--vendor', 'datacake', '--apply')
    expect(out).toMatch(/\n\nwritten into duble\.yaml:\n {2}paths\.datacake\.clientes: \/api\/clientes\n$/)
    expect(await project.read('duble.yaml')).toBe(
      '# mine\nvendors: [datacake] # alone\noptions: { datacake: { leads: refused } }\npaths:\n  datacake:\n    clientes: /api/clientes\n',
    )
    expect((await project.duble('list', 'datacake')).out).toMatch(/GET +\/datacake\/api\/clientes\n/)
    const again = await project.duble('import', 'curl', 'calls.sh', '--vendor', 'datacake', '--apply')
    expect(again.out).toMatch(/\n\nduble\.yaml says all of it already\n$/)
  })

  it('adds to what was imported before, or with --anew forgets it', async () => {
    await using project = await openProject({ 'duble.yaml': '', 'calls.sh': CALLS, 'r.har': HAR })
    await project.duble('import', 'curl', 'calls.sh', '--vendor', 'datacake')
    await project.duble('import', 'har', 'r.har', '--vendor', 'datacake')
    const seen = async () =>
      [...(await project.read('duble/observed/datacake.yaml')).matchAll(/path: (.*)/g)].map(
        ([, path]) => path,
      )
    expect(await seen()).toEqual(['/api/clientes', '/produtos', '/api/{?}'])
    await project.duble('import', 'har', 'r.har', '--vendor', 'datacake', '--anew')
    expect(await seen()).toEqual(['/produtos'])
  })

  it('reports as JSON, and keeps the words that somebody vouches for', async () => {
    await using project = await openProject({ 'calls.sh': CALLS })
    const flags = ['--vendor', 'datacake', '--keep', 'ramais', '--json', '-']
    const { out } = await project.duble('import', 'curl', 'calls.sh', ...flags)
    expect(JSON.parse(out)).toMatchObject({
      vendor: 'datacake',
      requests: 2,
      recognised: 1,
      dropped: { paths: 0 },
      findings: [
        {
          row: 'K-A01',
          verdict: 'note',
          says: 'your requests do otherwise, and no answer was seen: clientes at other paths',
        },
      ],
      suggestion: { options: {}, paths: { clientes: '/api/clientes' } },
      applied: [],
    })
    expect(await project.read('duble/observed/datacake.yaml')).toContain('path: /api/ramais')
  })

  it('refuses what it cannot read in a sentence', async () => {
    await using project = await openProject({ 'r.har': HAR, 'x.txt': 'nothing' })
    const error = async (...args: string[]) => (await project.duble('import', ...args)).err
    expect(await error('har', 'no.har', '--vendor', 'vocom')).toBe('duble: there is no file no.har\n')
    expect(await error('curl', 'x.txt', '--vendor', 'vocom')).toBe('duble: x.txt holds no curl command\n')
    expect(await error('har', 'r.har', '--vendor', 'vocom')).toBe(
      "duble: none of the 1 requests in r.har is one that the vendor's document knows\n",
    )
    expect(await error('har', 'r.har', '--vendor', 'vocm')).toMatch(
      /^duble: there is no vendor "vocm" \(did you mean vocom\?\)/,
    )
    expect(await error('soap', 'r.har', '--vendor', 'vocom')).toContain(
      'Allowed choices are postman, har, curl, openapi',
    )
  })
})

describe('what was imported', () => {
  const OBSERVED = `vendor: crm-zen
class: observed by you
seen:
  - { operation: totals, by: path, method: GET, path: /api/totais_lead, headers: [token], status: 429, outcome: too_many_requests, answer_headers: [retry-after] }
`

  it('of requests alone stands beside no row of the ledger', async () => {
    await using project = await openProject({ 'duble.yaml': '', 'calls.sh': CALLS })
    await project.duble('import', 'curl', 'calls.sh', '--vendor', 'datacake')
    expect((await project.duble('ledger', 'datacake')).out).not.toContain('observed by you')
  })

  it('stands beside the ledger’s rows', async () => {
    await using project = await openProject({ 'duble.yaml': '', 'duble/observed/crm-zen.yaml': OBSERVED })
    const { out } = await project.duble('ledger', 'crm-zen', '--class', 'assumed')
    expect(out).toContain('        observed by you, contradicts: a 429 has the header Retry-After\n')
    const json = JSON.parse((await project.duble('ledger', 'crm-zen', '--json')).out)
    const row = json.ledgers[0].rows.find(({ id }: { id: string }) => id === 'Z-A04')
    expect(row.observed).toEqual(['contradicts: a 429 has the header Retry-After'])
    expect((await project.duble('ledger', 'crm-zen', '--no-home')).code).toBe(0)
  })

  it('is checked, each mistake at its place', async () => {
    await using project = await openProject({
      'duble.yaml': 'observed: mine\n',
      'mine/crm-zen.yaml': `${OBSERVED}  - { operation: total, by: pth, metod: GET, path: /x, status: 42, answer: [{ a: intger }, text] }\n`,
    })
    const { out, code } = await project.duble('check')
    expect(out.split('\n').filter((line) => line.startsWith('mine/'))).toEqual([
      'mine/crm-zen.yaml:5:41 seen.1 has no field "metod" (did you mean method?)',
      'mine/crm-zen.yaml:5:5 seen.1 lacks method',
      'mine/crm-zen.yaml:5:18 seen.1.operation must be one of totals, got total (did you mean totals?)',
      'mine/crm-zen.yaml:5:29 seen.1.by must be one of path, prefix, moved, fields, got pth (did you mean path?)',
      'mine/crm-zen.yaml:5:64 seen.1.status must be an HTTP status',
      'mine/crm-zen.yaml:5:76 seen.1.answer must be a list of one shape: that of its elements',
      expect.stringMatching(
        /^mine\/crm-zen\.yaml:5:82 seen\.1\.answer\.0\.a has no kind "intger" \(did you mean integer\?\): there are /,
      ),
    ])
    expect(code).toBe(1)
    await project.write('mine/crm-zen.yaml', OBSERVED)
    expect((await project.duble('check')).out).toBe('2 files checked, nothing wrong\n')
    await project.write('duble.yaml', 'observed: nowhere\n')
    expect((await project.duble('check')).out).toContain('duble.yaml:1:11 observed names no folder: nowhere')
  })
})
