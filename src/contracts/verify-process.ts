import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { DubleError } from '#engine'

/** What Pact says of one interaction. */
export interface Reported {
  readonly description: string
  readonly result: 'OK' | 'Error'
  readonly pending?: boolean
  /** Such as `16ms`. */
  readonly duration?: string
  readonly mismatch?: Mismatches
}

/** What Pact says of an interaction that failed. */
export type Mismatches =
  | { readonly type: 'mismatches'; readonly mismatches: readonly Mismatch[] }
  | { readonly type: 'error'; readonly message: string }

/** One thing that Pact found otherwise. */
export interface Mismatch {
  readonly type: string
  readonly mismatch: string
  /** Of a body. */
  readonly path?: string
  /** Of a header. */
  readonly key?: string
  readonly expected?: unknown
  readonly actual?: unknown
}

/** Pact's verifier, in a process that ends with it. */
export interface Verifier extends AsyncDisposable {
  /**
   * Has one pact file verified.
   *
   * @throws DubleError `bad_contract` where Pact could not make anything of it
   */
  verify(file: string, url: string, statesUrl: string): Promise<readonly Reported[]>
}

/**
 * Starts Pact's verifier.
 *
 * @param folder where Pact is looked for first: the user's project
 * @throws DubleError `no_pact` where it is not installed, or does not start
 */
export async function startVerifier(folder: string = process.cwd()): Promise<Verifier> {
  const core = findPact(folder)
  const self = fileURLToPath(import.meta.url)
  const script = path.join(path.dirname(self), `verify-child${path.extname(self)}`)
  const child = fork(script, [pathToFileURL(core).href], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Read by Pact's native part from the real environment, and nowhere else.
    env: { ...process.env, PACT_DO_NOT_TRACK: 'true', LOG_LEVEL: 'error' },
  })
  const answers = new Answers(child)
  await answers.of(0)
  let asked = 0
  return {
    async verify(file, url, statesUrl) {
      asked++
      const options = {
        providerBaseUrl: url,
        pactUrls: [file],
        providerStatesSetupUrl: statesUrl,
        logLevel: 'error',
        timeout: 30_000,
      }
      const id = asked
      child.send({ id, options }, () => {}) // one that has ended is told of by its exit
      const report = await answers.of(id)
      if (report.startsWith('{'))
        return (JSON.parse(report) as { interactionResults: Reported[] }).interactionResults
      throw new DubleError('bad_contract', `Pact could not verify it: ${report.trim()}`, { file })
    },
    async [Symbol.asyncDispose]() {
      child.disconnect()
    },
  }
}

/** The answers of a process by the number of what was asked; where it ends, all that is missing fails. */
class Answers {
  readonly #waiting = new Map<number, PromiseWithResolvers<string>>()
  #ended: DubleError | undefined

  constructor(child: ChildProcess) {
    child.on('message', ({ id, report }: { id: number; report: string }) => this.#find(id).resolve(report))
    child.once('exit', (code, signal) => {
      this.#ended = new DubleError('no_pact', `Pact's verifier ended with ${signal ?? code} and said nothing`)
      for (const { reject } of this.#waiting.values()) reject(this.#ended)
    })
  }

  of(id: number): Promise<string> {
    return this.#find(id).promise
  }

  #find(id: number): PromiseWithResolvers<string> {
    let found = this.#waiting.get(id)
    if (found === undefined) {
      found = Promise.withResolvers<string>()
      if (this.#ended !== undefined) found.reject(this.#ended)
      this.#waiting.set(id, found)
    }
    return found
  }
}

const require = createRequire(import.meta.url)

/** Pact's core: the project's own, that which its Pact brings along, or the one beside Dublê. */
function findPact(folder: string): string {
  const project = createRequire(path.join(folder, 'package.json'))
  const core = '@pact-foundation/pact-core'
  const ways = [
    () => project.resolve(core),
    () => createRequire(project.resolve('@pact-foundation/pact')).resolve(core),
    () => require.resolve('@pact-foundation/pact-core'),
  ]
  for (const find of ways) {
    try {
      return find()
    } catch {}
  }
  throw new DubleError(
    'no_pact',
    `contracts are verified by Pact, which is not installed here: npm install --save-dev ${core}`,
  )
}
