import { maskText } from '#engine'
import { struck } from '../report/struck.ts'
import { visible } from '../report/visible.ts'

/** What a run began with, as it was given. */
export interface Begun {
  readonly vendor?: readonly string[]
  readonly fixture?: readonly string[]
  readonly state?: readonly string[]
  readonly option?: readonly string[]
  readonly clock?: string
  readonly seed?: string
  readonly tls?: boolean
  readonly attach?: string
  readonly home?: string | false
}

/**
 * A command that runs the same again, for a shell; without secrets, reports and gates.
 *
 * @param secrets that may stand in the command. Default: none are known
 * @example reproduce(['npm', 'test'], { seed: '7' }) // npx duble run --seed 7 -- npm test
 */
export function reproduce(
  command: readonly string[],
  begun: Begun,
  secrets: readonly (string | undefined)[] = [],
): string {
  const { vendor = [], fixture = [], state = [], option = [], clock, seed = '1', tls, attach, home } = begun
  const flags = [
    ['--seed', seed],
    ...(clock === undefined ? [] : [['--clock', clock]]),
    ...vendor.map((name) => ['--vendor', name]),
    ...fixture.map((name) => ['--fixture', name]),
    ...state.map((name) => ['--state', name]),
    ...option.map((change) => ['--option', change]),
    ...(attach === undefined ? [] : [['--attach', attach.replace(/\/\/[^/@]*@/, '//')]]),
    ...(tls ? [['--tls']] : []),
    ...(home === false ? [['--no-home']] : home === undefined ? [] : [['--home', home]]),
  ]
  const bare = command.map((word) => struck(maskText(word).replace(SECRET_HEADER, '$1: ***'), secrets))
  return visible(['npx', 'duble', 'run', ...flags.flat(), '--', ...bare].map(quoted).join(' '))
}

/** A header as curl takes it. */
const SECRET_HEADER = /^((?:proxy-)?authorization|cookie|x-api-key|token)\s*:.*/is

/** A word as any POSIX shell reads it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
