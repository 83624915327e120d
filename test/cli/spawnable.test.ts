import { describe, expect, it } from 'vitest'
import { spawnable } from '../../src/cli/spawnable.ts'

const NPM = String.raw`C:\Program Files\nodejs\npm.cmd`
const SHIM = String.raw`C:\shop\node_modules\.bin\vitest.cmd`
const env = {
  Path: String.raw`C:\shop\node_modules\.bin;C:\Program Files\nodejs`,
  PATHEXT: '.EXE;.CMD',
  ComSpec: 'cmd.exe',
}
const files = [NPM, SHIM, String.raw`C:\Program Files\nodejs\node.EXE`]
/** Windows asks for no case. */
const exists = (file: string): boolean => files.some((name) => name.toLowerCase() === file.toLowerCase())
const onWindows = (...command: [string, ...string[]]) => spawnable(command, env, 'win32', exists)

describe('a command', () => {
  it('is started without a shell, its arguments as they are', () => {
    expect(spawnable(['npm', 'test', 'a b;c'], env, 'linux', exists)).toEqual({
      file: 'npm',
      args: ['test', 'a b;c'],
      verbatim: false,
    })
  })

  it('is started without a shell on Windows too, where it is a program', () => {
    expect(onWindows('node', '-e', '1 & 2')).toEqual({ file: 'node', args: ['-e', '1 & 2'], verbatim: false })
    expect(onWindows('nosuch')).toEqual({ file: 'nosuch', args: [], verbatim: false })
  })

  it('is started through the shell of Windows where it is a script, and the shell reads no more than its words', () => {
    expect(onWindows('npm', 'test', 'say "hi" & go', String.raw`C:\a b\\`)).toEqual({
      file: 'cmd.exe',
      args: [
        '/d',
        '/s',
        '/c',
        String.raw`"C:\Program^ Files\nodejs\npm.CMD ^"test^" ^"say^ \^"hi\^"^ ^&^ go^" ^"C:\a^ b\\\\^""`,
      ],
      verbatim: true,
    })
  })

  it('is escaped twice for the scripts of packages, which hand their words to the shell once more', () => {
    expect(onWindows('vitest', 'a&b').args.at(-1)).toBe(
      String.raw`"C:\shop\node_modules\.bin\vitest.CMD ^^^"a^^^&b^^^""`,
    )
  })

  it.each([
    ['npm.cmd', 'npm.cmd'],
    [String.raw`C:\Program Files\nodejs\npm`, 'npm.CMD'],
  ])('is found as %s', (command, name) => {
    expect(onWindows(command).args.at(-1)).toBe(String.raw`"C:\Program^ Files\nodejs${'\\'}${name}"`)
  })
})
