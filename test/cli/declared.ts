import { Command } from 'commander'
import { vi } from 'vitest'

/** Every command of the program with its name in full, such as `verify mine`. */
export const declared = (): Promise<[name: string, command: Command][]> => {
  read ??= readProgram()
  return read
}

/** The program is a module that parses what it finds, and is loaded but once. */
let read: Promise<[string, Command][]> | undefined

async function readProgram(): Promise<[string, Command][]> {
  let program: Command | undefined
  const parse = vi.spyOn(Command.prototype, 'parseAsync').mockImplementation(async function (this: Command) {
    program = this
    return this
  })
  await import('../../src/cli/program.ts')
  parse.mockRestore()
  return below(program as Command, '')
}

const below = (command: Command, path: string): [string, Command][] =>
  command.commands.flatMap((one) => {
    const name = `${path}${one.name()}`
    return [[name, one], ...below(one, `${name} `)]
  })
