import path from 'node:path'
import { stringify } from 'yaml'
import { type AnyOperation, type Fixture, jsonSchema, printDuration } from '#engine'
import type { Room } from '../fixtures/rooms.ts'
import { requestOf } from '../report/sample.ts'
import type { NewFile } from './files.ts'
import { MODELINE } from './schemas.ts'

/** Where a project keeps what it has of Dublê. */
export interface Folders {
  readonly fixtures: string
  readonly scenarios: string
}

const flow = (value: unknown): string => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()

/** A `duble.yaml` that starts these vendors, with what else it could say as comments. */
export function homeText(rooms: readonly Room[], all: boolean): string {
  const { name, mock } = rooms[0] as Room
  const [option = '', def] = Object.entries(mock.api.options)[1] ?? Object.entries(mock.api.options)[0] ?? []
  const { accepts, fallback } = def as { accepts: readonly string[] | string; fallback: string }
  const other =
    typeof accepts === 'string' ? fallback : (accepts.find((value) => value !== fallback) ?? fallback)
  const [operation = ''] = Object.keys(mock.api.operations)
  const fields = Object.entries(jsonSchema(mock.api.auth.credential).properties ?? {})
  const sent = fields.filter(
    ([field, schema]) => !['name', 'status'].includes(field) && !('default' in schema),
  )
  const credential = { name: 'mine', ...Object.fromEntries(sent.map(([field]) => [field, `my-${field}`])) }
  const [secret = 'token'] = sent.map(([field]) => field).slice(-1)
  const shouted = name.toUpperCase().replaceAll('-', '_')
  const names = flow(rooms.map((room) => room.name)).replace(/^\[ | \]$/g, (end) => end.trim())
  return `# yaml-language-server: $schema=duble/home.schema.json
# What this project says of Dublê. Every command goes by the nearest duble.yaml from its folder upwards.

${all ? '# ' : ''}vendors: ${names} # which start; without this line, all

# fixtures: duble/fixtures # <vendor>/<name>.yaml, looked in before Dublê's own
# rooms: duble/rooms # vendors of your own: \`duble new acme\` writes one
# scenarios: duble/scenarios # what \`duble scenario\` plays
# contracts: pacts # what \`duble verify\` verifies

# Which fixture a vendor opens with. Without it: default, yours or else Dublê's.
# fixture: { ${name}: my-world }

# Over whatever fixture is opened: assumptions (\`duble ledger ${name}\` lists them), paths, credentials.
# options: { ${name}: { ${option}: ${other} } }
# paths: { ${name}: { ${operation}: ${mock.api.operations[operation]?.path} } }
# credentials: { ${name}: [${flow(credential)}] }

# Variables for your code, beside DUBLE_URL, DUBLE_${shouted}_URL and the like: \`duble env\` prints them all.
# env: { ${shouted}_BASE: "{{${name}.url}}", ${shouted}_SECRET: "{{${name}.${secret}}}" }
`
}

/** A vendor's default world in the project: Dublê's own, and what is written over it. */
export function fixtureFile({ name, mock }: Room, { fixtures }: Folders): NewFile {
  const [[table, def] = ['', undefined]] = Object.entries(
    mock.fixture.tables as Record<string, { readonly key: readonly string[] }>,
  )
  const text = `${MODELINE}
# The world that ${name} opens with in this project: Dublê's own, and over it what is written here.
fixture: default
vendor: ${name}
extends: default

# A row with the same ${def?.key.join(' and ')} as one of the base's patches it, any other is added:
# ${table}: [{ … }]
# Tables of the base that are not wanted:
# without: [${table}]
# Named patches for tests and scenarios:
# states: { what is different: { ${table}: [{ … }] } }
`
  return { file: path.join(fixtures, name, 'default.yaml'), text }
}

/** A scenario that works: one call, and what happens when the vendor makes one wait or fails. */
export function scenarioFile({ name, mock }: Room, fixture: Fixture, { scenarios }: Folders): NewFile {
  const { api } = mock
  const [operation = ''] = Object.keys(api.operations)
  const parameters = requestOf(api.operations[operation] as AnyOperation, {})
  const left = Object.entries(parameters).filter(([field]) => !(field in fixture.defaults))
  const call = `  - call: ${operation}${left.length > 0 ? `\n    with: ${flow(Object.fromEntries(left))}` : ''}\n`
  const steps =
    api.cooldown === undefined
      ? `  - fault: status=503 # the vendor is down for one request
    on: ${operation}
    times: 1
${call}    expect: { status: 503 }
${call}    expect: ok
`
      : `${call}    expect: ${api.cooldown.refuse} # too early
  - advance: ${printDuration(api.cooldown.seconds * 1000)} # nobody waits: the world's clock moves
${call}    expect: ok
`
  const text = `# yaml-language-server: $schema=scenario.schema.json
scenario: ${name} answers${api.cooldown === undefined ? ', fails and recovers' : ', and makes one wait'}
given: { vendor: ${name} }
steps:
${call}    expect: ok
${steps}`
  return { file: path.join(scenarios, `${name}.scenario.yaml`), text }
}
