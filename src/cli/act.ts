import { Option } from 'commander'
import { DubleError } from '#engine'

/** What a command's module exports: the arguments, then the options, as commander gives them. */
type Run = (...args: never[]) => Promise<void>

/** A command's module is loaded only when the command runs: `--help` and `--version` load no server. */
export const lazily =
  (load: () => Promise<{ run: Run }>) =>
  async (...args: unknown[]): Promise<void> => {
    try {
      const { run } = await load()
      await (run as (...given: unknown[]) => Promise<void>)(...args)
    } catch (error) {
      if (!(error instanceof DubleError)) throw error
      process.stderr.write(`duble: ${error.message}\n`)
      process.exitCode = 1
    }
  }

/**
 * The same for a command that is run for its exit code and its reports: whoever reads what it prints may have seen
 * enough, and it goes on to its end.
 */
export const judging = (load: () => Promise<{ run: Run }>): ReturnType<typeof lazily> => {
  const act = lazily(load)
  return (...args) => {
    for (const stream of [process.stdout, process.stderr]) {
      stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error
      })
    }
    return act(...args)
  }
}

/** The same for a command that does nothing but print: who reads may have seen enough, as `| head` has. */
export const printing = (load: () => Promise<{ run: Run }>): ReturnType<typeof lazily> => {
  const act = lazily(load)
  return (...args) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit()
    })
    return act(...args)
  }
}

/** For an option that may be given several times. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value]

/**
 * For an option that may be given several times, or once with commas between: a variable can be given but once. A comma
 * is one between two only where what follows has the same form.
 */
export const collectAll =
  (form: keyof typeof COMMAS) =>
  (value: string, before: string[] = []): string[] => [...before, ...value.split(COMMAS[form])]

/** `--fixture`, of every command that opens worlds. */
export const fixtureOption = (): Option =>
  new Option('-f, --fixture <vendor=name>', 'fixture of a vendor: a name or a file; repeatable')
    .argParser(collectAll('vendor=name'))
    .env('DUBLE_FIXTURE')

const COMMAS = {
  vendor: /,\s*/,
  'vendor=name': /,\s*(?=[a-z0-9-]+=)/,
  'vendor/name': /,\s*(?=[a-z0-9-]+\/)/,
  'vendor/name=value': /,\s*(?=[a-z0-9-]+(?:\/\w+)?=)/,
  'vendor.name=value': /,\s*(?=[a-z0-9-]+\.[\w.]+=)/,
  'vendor=url': /,\s*(?=[a-z0-9-]+=https?:)/,
} as const

/** Lines that work, for the end of a command's help. */
export const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
