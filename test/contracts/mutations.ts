/**
 * Ten mistakes, one at a time, in a copy of this tree, and which checks turn red: `node test/contracts/mutations.ts`.
 * Ends with 1 where one of them is noticed by no check.
 */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ROOT } from '../cli/run.ts'

interface Edit {
  readonly file: string
  readonly from: string
  readonly to: string
}

interface Mutation {
  readonly says: string
  readonly edits: readonly Edit[]
}

const edit = (file: string, from: string, to: string): Edit => ({ file, from, to })

const MUTATIONS: readonly Mutation[] = [
  {
    says: "vocom: the fake's login no longer answers agent",
    edits: [edit('mocks/vocom/api.ts', 'success({ agent }, name, {})', 'success({}, name, {})')],
  },
  {
    says: 'vocom: the fake says execute_failed where a parameter is missing',
    edits: [
      edit(
        'mocks/vocom/api.ts',
        "{ status: 'error', status_type: code },",
        "{ status: 'error', status_type: code.replace('params_failed', 'execute_failed') },",
      ),
    ],
  },
  {
    says: "crm-zen: the fake's erros lack duplicados",
    edits: [
      edit('mocks/crm-zen/api.ts', "  duplicados: count('Quantidade de leads duplicados'),\n", ''),
      edit('mocks/crm-zen/handlers.ts', '        duplicados: count(duplicados),\n', ''),
    ],
  },
  {
    says: 'crm-zen: the fake says "Token invalido" without its accent',
    edits: [edit('mocks/crm-zen/api.ts', "'Token inválido']", "'Token invalido']")],
  },
  {
    says: 'datacake: the fake says "Cliente inexistente"',
    edits: [edit('mocks/datacake/api.ts', "'Cliente não encontrado'", "'Cliente inexistente'")],
  },
  {
    says: 'datacake: the client asks for a client by the query parameter cpf_cnpj',
    edits: [
      edit(
        'src/clients/datacake.ts',
        "ask('clientes', { cnpj_cpf }",
        "ask('clientes', { cpf_cnpj: cnpj_cpf }",
      ),
    ],
  },
  {
    says: "smartspace: the fake's customers lack enderecoBairro",
    edits: [edit('mocks/smartspace/words.ts', '  enderecoBairro: parts.bairro,\n', '')],
  },
  {
    says: 'smartspace: the client asks by the query parameter fone',
    edits: [
      edit(
        'src/clients/smartspace.ts',
        "return { [key]: key === 'telefone' ?",
        "return { [key === 'telefone' ? 'fone' : key]: key === 'telefone' ?",
      ),
    ],
  },
  {
    says: 'vocalcontact: the fake says "Período invalido" without its accent',
    edits: [edit('mocks/vocalcontact/api.ts', "'Período inválido'", "'Período invalido'")],
  },
  {
    says: 'vocalcontact: the client names the first day `since`',
    edits: [
      edit(
        'src/clients/vocalcontact.ts',
        'await run.ask(operation, { from, to })',
        'await run.ask(operation, { since: from, to } as never)',
      ),
    ],
  },
]

/** What is not copied: what is made, and what is only linked. */
const LEFT = ['node_modules', '.git', '.cache', 'dist']

const copy = await mkdtemp(path.join(tmpdir(), 'duble-mutations-'))
const missed: string[] = []
try {
  await cp(ROOT, copy, { recursive: true, filter: (file) => !LEFT.includes(path.relative(ROOT, file)) })
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'))
  const before = await redIn(copy)
  if (before.length > 0) throw new Error(`red before anything is changed:\n${before.join('\n')}`)
  for (const [index, { says, edits }] of MUTATIONS.entries()) {
    const undo = await apply(edits)
    const red = await redIn(copy)
    await undo()
    if (red.length === 0) missed.push(says)
    console.log(
      `${index + 1}. ${says}\n${red.map((check) => `   red: ${check}`).join('\n') || '   NOTICED BY NO CHECK'}`,
    )
  }
} finally {
  await rm(copy, { recursive: true, force: true })
}
console.log(`${MUTATIONS.length - missed.length} of ${MUTATIONS.length} noticed`)
if (missed.length > 0) process.exitCode = 1

/** Makes edits in the copy. @returns what undoes them */
async function apply(edits: readonly Edit[]): Promise<() => Promise<void>> {
  const texts = new Map<string, string>()
  for (const { file, from, to } of edits) {
    const place = path.join(copy, file)
    const text = await readFile(place, 'utf8')
    if (text.split(from).length !== 2) throw new Error(`${file} has not once: ${from}`)
    texts.set(place, texts.get(place) ?? text)
    await writeFile(
      place,
      text.replace(from, () => to),
    )
  }
  return async () => {
    for (const [place, text] of texts) await writeFile(place, text)
  }
}

/** The names of the checks that fail: the consumers' tests, and the contracts held against the fakes. */
async function redIn(folder: string): Promise<string[]> {
  const [consumers, fakes] = await Promise.all([redConsumers(folder), redContracts(folder)])
  return [...consumers, ...fakes]
}

async function redConsumers(folder: string): Promise<string[]> {
  const file = path.join(folder, '.cache', 'consumers.json')
  const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs')
  const { said } = await run(folder, [
    vitest,
    'run',
    '--project',
    'consumer',
    '--reporter=json',
    `--outputFile=${file}`,
  ])
  const text = await readFile(file, 'utf8').catch(() => undefined)
  await rm(file, { force: true })
  if (text === undefined) return [`the consumers' tests, which did not start: ${said}`]
  const { testResults } = JSON.parse(text) as {
    testResults: {
      name: string
      status: string
      message: string
      assertionResults: { status: string; fullName: string }[]
    }[]
  }
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName)
    const broken = status === 'failed' && failed.length === 0
    const where = path.relative(folder, name)
    return broken ? [`${where}: ${message.split('\n')[0]}`] : failed.map((title) => `${where}: ${title}`)
  })
}

async function redContracts(folder: string): Promise<string[]> {
  const { code, out, said } = await run(folder, ['src/cli/main.js', 'verify', '--no-leans', '--json', '-'])
  if (code === 0) return []
  if (!out.startsWith('{')) return [`duble verify, which did not start: ${said}`]
  const { verifications } = JSON.parse(out) as {
    verifications: {
      file: string
      failure?: string
      results: { verdict: string; description: string; differences: Spot[] }[]
    }[]
  }
  return verifications.flatMap(({ file, failure, results }) => [
    ...(failure === undefined ? [] : [`${file}: ${failure}`]),
    ...results
      .filter(({ verdict }) => verdict === 'failed')
      .map(({ description, differences }) => `${file}: ${description}: ${spotsOf(differences)}`),
  ])
}

interface Spot {
  readonly part: string
  readonly place: string
}

function spotsOf(differences: readonly Spot[]): string {
  return differences.map(({ part, place }) => `${part} ${place}`.trim()).join(', ')
}

interface Ended {
  readonly code: number | string
  readonly out: string
  /** The last line of its errors that says something. */
  readonly said: string
}

function run(cwd: string, args: readonly string[]): Promise<Ended> {
  const limits = { cwd, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((resolve) => {
    execFile(process.execPath, args, limits, (error, out, err) => {
      const said = err.split('\n').find((line) => /error|duble:/i.test(line)) ?? ''
      resolve({ code: error === null ? 0 : (error.code ?? 'killed'), out, said })
    })
  })
}
