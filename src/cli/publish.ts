import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { DubleError } from '#engine'
import type { PactFile } from '../contracts/verify-file.ts'

/** Where and as what contracts are published. */
export interface PublishOrder {
  readonly broker: string
  readonly appVersion: string
  readonly branch: string | undefined
}

const CLI = '@pact-foundation/pact-cli'

/**
 * Reads what publishing needs, before anything is verified.
 *
 * @throws DubleError `bad_option`
 */
export function readPublishFlags(flags: Partial<PublishOrder>): PublishOrder {
  const { broker = '', appVersion = '', branch } = flags
  if (!URL.canParse(broker)) {
    const says = `--publish needs the broker's URL: --broker or PACT_BROKER_BASE_URL${broker === '' || broker.includes('@') ? '' : `, got "${broker}"`}`
    throw new DubleError('bad_option', says)
  }
  if (appVersion === '') {
    const says = '--publish needs the version of the consumer: --app-version, such as the commit'
    throw new DubleError('bad_option', says)
  }
  return { broker, appVersion, branch }
}

/**
 * Publishes contracts by Pact's own CLI. The token stays in the environment, where that reads it, and is struck out
 * of all that is printed.
 *
 * @throws DubleError `no_pact` where the CLI is not installed
 */
export async function publish(
  files: readonly PactFile[],
  { broker, appVersion, branch }: PublishOrder,
  say: (text: string) => void,
): Promise<void> {
  const args = [
    'publish',
    ...files.map(({ file }) => path.resolve(file)),
    ...['--broker-base-url', broker, '--consumer-app-version', appVersion],
    ...(branch === undefined ? [] : ['--branch', branch]),
  ]
  const child = spawn(process.execPath, [findCli(process.cwd()), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const { origin, password } = new URL(broker)
  const told = struck(output, [
    process.env['PACT_BROKER_TOKEN'],
    process.env['PACT_BROKER_PASSWORD'],
    password,
  ])
  if (code === 0) return say(`published ${files.length} to ${origin} as ${appVersion}`)
  const says = `the contracts are kept, but were not published: pact-broker ended with ${code}`
  throw new DubleError('no_pact', `${says}\n${told}`)
}

/** Text without secrets. */
const struck = (text: string, secrets: readonly (string | undefined)[]): string =>
  secrets.reduce<string>((left, secret) => (secret ? left.replaceAll(secret, '…') : left), text).trim()

/** The script that starts `pact-broker`: the project's, or the one beside Dublê. */
function findCli(folder: string): string {
  for (const from of [path.join(folder, 'package.json'), import.meta.url]) {
    try {
      const file = createRequire(from).resolve(`${CLI}/package.json`)
      const { bin = {} } = JSON.parse(readFileSync(file, 'utf8')) as { bin?: Record<string, string> }
      const script = bin['pact-broker']
      if (script !== undefined) return path.join(path.dirname(file), script)
    } catch {}
  }
  throw new DubleError('no_pact', `contracts are published by Pact's own CLI: npm install --save-dev ${CLI}`)
}
