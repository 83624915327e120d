import { type Command, Option } from 'commander'

const ANY = "Dublê's or a world's (default: $DUBLE_ADMIN_URL, $DUBLE_URL, or http://localhost:4010)"

/**
 * Adds `--url`, `--world` and `--token`: which Dublê and which world are meant.
 *
 * @param url what is said of `--url`. Default: that one is asked anyway
 */
export function worldOptions(command: Command, url = ANY): Command {
  const which = [
    new Option('--url <url>', url),
    new Option('--world <name>', "its name (default: the URL's, $DUBLE_WORLD, or default)"),
    new Option('--token <token>', 'admin token, where one is asked for (default: $DUBLE_ADMIN_TOKEN)'),
  ]
  for (const option of which) command.addOption(option.helpGroup('Which Dublê and which world:'))
  return command
}
