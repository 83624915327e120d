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

/** Lines that work, for the end of a command's help. */
export const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
