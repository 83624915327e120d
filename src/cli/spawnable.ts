import { existsSync } from 'node:fs'
import path from 'node:path'

/** A command as the system can start it, without a shell between wherever that can be. */
export interface Spawnable {
  readonly file: string
  readonly args: readonly string[]
  /** Whether the arguments are quoted already, for Windows. */
  readonly verbatim: boolean
}

/**
 * Finds what starts a command. Windows starts no `.cmd`, which npm and npx are there, but through its shell.
 *
 * @param exists a test brings its own
 */
export function spawnable(
  [command, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  exists: (file: string) => boolean = existsSync,
): Spawnable {
  const plain = { file: command, args, verbatim: false }
  if (platform !== 'win32') return plain
  const script = windowsFile(command, env, exists)
  if (script === undefined || !/\.(cmd|bat)$/i.test(script)) return plain
  // The scripts that npm writes beside its packages hand their arguments to the shell once more.
  const twice = /node_modules[\\/]\.bin[\\/]/i.test(script)
  const line = [escaped(script), ...args.map((arg) => quoted(arg, twice))].join(' ')
  return { file: env['ComSpec'] ?? 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], verbatim: true }
}

/** The first file that a name without an ending stands for, as Windows looks for it. */
function windowsFile(
  command: string,
  env: NodeJS.ProcessEnv,
  exists: (file: string) => boolean,
): string | undefined {
  const endings =
    path.win32.extname(command) === '' ? (env['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';') : ['']
  const folders = /[\\/]/.test(command) ? [''] : ['', ...(env['Path'] ?? env['PATH'] ?? '').split(';')]
  for (const folder of folders) {
    for (const ending of endings) {
      const file = path.win32.join(folder, command + ending)
      if (exists(file)) return file
    }
  }
  return undefined
}

/** What the shell reads as more than itself, escaped. */
const escaped = (text: string): string => text.replace(/[()\][%!^"`<>&|;, *?]/g, '^$&')

/** Quoted for the called program, then escaped for the shell. */
function quoted(text: string, twice: boolean): string {
  const inQuotes = `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, '$1$1')}"`
  return twice ? escaped(escaped(inQuotes)) : escaped(inQuotes)
}
