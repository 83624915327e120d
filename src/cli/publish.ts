import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { DubleError } from '#engine'
import type { PactFile } from '../contracts/verify-file.ts'
import { struck } from '../report/struck.ts'
import { visible } from '../report/visible.ts'

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
  const url = new URL(broker)
  const { origin, username, password } = url
  // Everybody on a machine can read the arguments of what runs there.
  const pair = { PACT_BROKER_USERNAME: readable(username), PACT_BROKER_PASSWORD: readable(password) }
  const env: NodeJS.ProcessEnv = { ...process.env, ...(username === '' ? {} : pair) }
  url.username = ''
  url.password = ''
  const args = [
    'publish',
    ...files.map(({ file }) => path.resolve(file)),
    ...[
      '--broker-base-url',
      username === '' ? broker : String(url).replace(/\/$/, ''),
      '--consumer-app-version',
      appVersion,
    ],
    ...(branch === undefined ? [] : ['--branch', branch]),
  ]
  const child = spawn(process.execPath, [findCli(process.cwd()), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: user, PACT_BROKER_PASSWORD: secret } = env
  const told = visible(struck(output, [token, secret && `${user}:${secret}`, secret, password]).trim())
  if (code === 0) return say(`published ${files.length} to ${origin} as ${appVersion}`)
  const says = `the contracts are kept, but were not published: pact-broker ended with ${code}`
  throw new DubleError('no_pact', `${says}\n${told}`)
}

/** What stands behind percent signs. */
function readable(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

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
