import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawnable } from './spawnable.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
type PassedOn = (typeof SIGNALS)[number]

/** Milliseconds that what a command left behind has to end by itself. */
const GRACE = 1000

/** A command could not be started. */
export class NotStarted extends Error {
  /** What a shell would end with: 127 where there is none, 126 where it may not run. */
  readonly exitCode: 126 | 127

  constructor(command: string, error: NodeJS.ErrnoException) {
    const missing = error.code === 'ENOENT'
    super(
      missing
        ? `there is no command "${command}": is it installed, and does PATH lead to it?`
        : `the command "${command}" cannot be run: ${error.message}`,
    )
    this.exitCode = missing ? 127 : 126
  }
}

/**
 * Runs a command to its end, its input and output ours, and leaves nothing of it behind.
 *
 * A signal is passed on once; the same one again ends everything at once.
 *
 * @param gone tells when nobody waits for us any more, as a signal would
 * @returns the command's exit code, 128 and the signal's number where a signal ended it
 * @throws NotStarted
 */
export async function runToEnd(
  command: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  gone: (tell: () => void) => () => void = () => () => {},
): Promise<number> {
  // At a terminal the command stays in our group, so that Ctrl-C and Ctrl-Z reach it as if it were started alone.
  const apart = process.stdin.isTTY !== true && process.platform !== 'win32'
  if (command[0] === '') throw new NotStarted('', { name: 'Error', message: 'it is empty', code: 'ENOENT' })
  const { file, args, verbatim } = spawnable(command, env)
  const child = spawn(file, args, {
    stdio: 'inherit',
    env,
    detached: apart,
    windowsVerbatimArguments: verbatim,
  })
  const seen = new Set<PassedOn>()
  const pass = (signal: PassedOn): void => {
    if (seen.has(signal)) end(child, 'SIGKILL', apart)
    else if (apart || signal !== 'SIGINT') child.kill(signal) // the terminal has told our whole group already
    seen.add(signal)
  }
  for (const signal of SIGNALS) process.on(signal, pass)
  const settle = gone(() => pass('SIGTERM'))
  try {
    const code = await ended(child, command[0])
    if (apart) await endRest(child)
    return code
  } finally {
    settle()
    for (const signal of SIGNALS) process.off(signal, pass)
  }
}

const ended = (child: ChildProcess, command: string): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new NotStarted(command, error)))
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']))
  })

/** Whether there was anybody left to be told. */
function end(child: ChildProcess, signal: NodeJS.Signals | 0, group: boolean): boolean {
  if (child.pid === undefined) return false
  if (!group) return child.kill(signal)
  try {
    return process.kill(-child.pid, signal)
  } catch {
    return false
  }
}

/** What the command started and did not wait for. */
async function endRest(child: ChildProcess): Promise<void> {
  if (!end(child, 'SIGTERM', true)) return
  for (let waited = 0; waited < GRACE; waited += 20) {
    await sleep(20)
    if (!end(child, 0, true)) return
  }
  end(child, 'SIGKILL', true)
}
