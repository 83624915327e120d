import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
export const MAIN = path.join(ROOT, 'src/cli/main.js')

/** What a finished command left. */
export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Where a command runs. */
export interface Place {
  /** Default: the project's root */
  readonly cwd?: string
  /** Variables beside those that there are. Default: none */
  readonly env?: Readonly<Record<string, string>>
  /** Default: the program as it stands here */
  readonly main?: string
}

/** A command that may still be running. */
export class Running implements AsyncDisposable {
  readonly child: ChildProcess
  readonly done: Promise<Finished>
  out = ''
  err = ''

  constructor(args: readonly string[], { cwd = ROOT, env = {}, main = MAIN }: Place = {}) {
    this.child = spawn(process.execPath, [main, ...args], {
      cwd,
      env: { ...process.env, GITHUB_STEP_SUMMARY: '', ...env }, // our own tests tell no pipeline what they play
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stdout?.on('data', (chunk) => {
      this.out += chunk
    })
    this.child.stderr?.on('data', (chunk) => {
      this.err += chunk
    })
    this.done = new Promise((resolve) => {
      this.child.once('close', (code) => resolve({ code, out: this.out, err: this.err }))
    })
  }

  /** Resolves with the match when the output has it; fails when the command ends first. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.out)
      if (found !== null) return found
      const ended = await Promise.race([
        this.done,
        new Promise<undefined>((resolve) => this.child.stdout?.once('data', () => resolve(undefined))),
      ])
      if (ended !== undefined && !pattern.test(this.out)) {
        throw new Error(`ended with ${ended.code} before ${pattern}: ${ended.out}${ended.err}`)
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL')
    await this.done
  }
}

/** Runs `duble …` to its end. */
export const duble = (...args: string[]): Promise<Finished> => new Running(args).done

/** The same in another folder, or with variables. */
export const dubleIn = (place: Place, ...args: string[]): Promise<Finished> => new Running(args, place).done

/** Starts `duble start --port 0 …` and reads its URL. */
export async function startCli(...args: string[]): Promise<{ running: Running; url: string }> {
  const running = new Running(['start', '--port', '0', ...args])
  const [, url = ''] = await running.until(/ · (https?:\S+) · admin API/)
  return { running, url }
}

/** A folder for one test, with a copy of a shipped fixture, changed. */
export async function fixtureCopy(
  vendor: string,
  change: (text: string) => string,
): Promise<AsyncDisposable & { readonly file: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'duble-cli-'))
  const file = path.join(folder, `${vendor}.yaml`)
  const shipped = path.join(ROOT, 'fixtures', vendor, 'default.yaml')
  await writeFile(file, change(await readFile(shipped, 'utf8')))
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
