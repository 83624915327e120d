import { readFile } from 'node:fs/promises'
import { isMap } from 'yaml'
import {
  type AnyOperation,
  type AnyVendor,
  DubleError,
  type JsonSchema,
  jsonSchema,
  object,
  optional,
  text,
} from '#engine'
import type { Suite } from '../contracts/conformance/check.ts'
import { shortPath } from '../fixtures/problems.ts'
import { openYaml } from '../fixtures/yaml.ts'

/** What a user's file says of the server that is verified. */
export interface MineData {
  readonly data: Readonly<Record<string, string>>
  readonly paths: Readonly<Record<string, string>>
  readonly header?: string
  readonly scheme?: string
}

/** What such a file may say. */
function schemaOf(suite: Suite, api: AnyVendor): JsonSchema {
  const field = (says: string, example: string) => optional(text(says, example))
  const data = Object.entries(suite.data).map(([name, { says, example }]) => [name, field(says, example)])
  const path = text('A path', '/api/clientes', { pattern: '^/' })
  const paths = Object.keys(api.operations).map((name) => [name, optional(path)])
  return jsonSchema(
    object({
      ...Object.fromEntries(data),
      paths: optional(object(Object.fromEntries(paths))),
      header: field('The header that carries the token', 'Authorization'),
      scheme: field('The word before it; empty for the token alone', 'Bearer'),
    }),
  )
}

/**
 * Reads a file of test data; every value is its characters as written.
 *
 * @throws DubleError `bad_option` where there is no such file; YamlProblems with every mistake at its line and column
 */
export async function loadMineData(file: string, suite: Suite, api: AnyVendor): Promise<MineData> {
  const source = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const says = `--data names a file that cannot be read: ${file} (${error.code})`
    throw new DubleError(
      'bad_option',
      `${says}; \`duble verify mine ${suite.vendor} --example-data\` prints one`,
    )
  })
  const { root, converter, reporter } = openYaml(shortPath(file), source)
  if (root === null) return { data: {}, paths: {} } // nothing but remarks
  if (!isMap(root)) converter.fault(root, [], 'must be a map, such as "a known CPF: 390.533.447-05"')
  const said = converter.value(root, schemaOf(suite, api), []) as Record<string, string> & { paths?: object }
  reporter.settle()
  const { paths = {}, header, scheme, ...data } = said
  return {
    data,
    paths: paths as Record<string, string>,
    ...(header === undefined ? {} : { header }),
    ...(scheme === undefined ? {} : { scheme }),
  }
}

/** A file of test data to begin with, which fits the fake. */
export function exampleMineData({ vendor, data }: Suite, api: AnyVendor): string {
  const lines = Object.entries(data).flatMap(([name, { says, example }]) => [
    `# ${says}`,
    example === '' ? `# ${name}: …` : `${name}: ${example}`,
  ])
  const [first = '', operation] = Object.entries<AnyOperation>(api.operations)[0] ?? []
  return [
    `# What \`duble verify mine ${vendor}\` asks for. These are the fake's: put your own server's in their place.`,
    ...lines,
    '# Where your server answers elsewhere than the fake; {names} are filled in, in the query too.',
    '# paths:',
    `#   ${first}: ${operation?.path}`,
    '# The header that carries a token, and the word before it.',
    '# header: Authorization',
    '# scheme: Bearer',
    '',
  ].join('\n')
}
