import { type Command, Option } from 'commander'
import type { Home } from '../fixtures/home.ts'

/** What every command takes that reads the user's home. */
export interface HomeFlags {
  /** A file; false takes none. Default: the nearest `duble.yaml` from the working directory upwards */
  readonly home?: string | false
}

/** Adds `--home` and `--no-home`. */
export const homeOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--home <file>', 'the duble.yaml to go by (default: the nearest from here upwards)').env(
        'DUBLE_HOME',
      ),
    )
    .addOption(new Option('--no-home', 'go by no duble.yaml').env('DUBLE_NO_HOME'))

/**
 * The user's home, if there is one; loaded only by the commands that want it.
 *
 * @throws DubleError `bad_home`; YamlProblems with every mistake in it
 */
export async function homeOf({ home }: HomeFlags): Promise<Home | undefined> {
  if (home === false) return undefined
  const { openHome, openNamedHome } = await import('../fixtures/home.ts')
  return home ? openNamedHome(home) : openHome()
}
