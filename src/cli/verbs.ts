import type { Command } from 'commander'
import { examples, judging, printing } from './act.ts'
import { homeOptions } from './home.ts'
import { worldOptions } from './world-options.ts'

/** The commands that direct a Dublê which runs already. */
export function declareVerbs(program: Command): void {
  onRunning(
    program
      .command('clock')
      .summary('show or move the clock')
      .description(
        'Shows the clock of a running Dublê, or moves it: waits, tokens, Date headers, call durations and the journal all read it.',
      )
      .argument('[time]', '+5m moves it on; 2026-03-02T09:00:00-03:00 or freeze stops it; real lets it go')
      .addHelpText(
        'after',
        examples('duble clock +5m', 'duble clock 2026-03-02T09:00:00-03:00', 'duble clock real'),
      )
      .action(printing(() => import('./clock.ts'))),
  )

  onRunning(
    program
      .command('state')
      .summary('list the states, or put a vendor into one')
      .description('Lists the states that the fixtures know, or puts a vendor into one.')
      .argument('[vendor]', 'whose states (default: all)')
      .argument('[state]', 'its name, as listed')
      .addHelpText('after', examples('duble state vocom', 'duble state vocom "DEV is on a break"'))
      .action(printing(() => import('./state.ts'))),
  )

  onRunning(
    program
      .command('fault')
      .summary('list the faults, set one, or clear them')
      .description('Lists the faults that wait for requests, sets one, or clears them.')
      .argument('[where]', 'a vendor, or one of its operations: vocom/login')
      .argument('[what]', "an operation's error, or status=503, delay=2s, connection_reset=mid_body, …")
      .option('--times <n>', 'how many requests it meets (default: all, until it is cleared)')
      .option('--after <n>', 'how many matching requests pass first')
      .option('--probability <p>', 'from 0 to 1: how likely it meets a request, drawn from the seed')
      .option('--credential <name>', 'meet requests of this credential alone')
      .option('--clear [id]', 'remove one, or all')
      .addHelpText(
        'after',
        `${examples(
          'duble fault vocom/login execute_failed --times 2',
          'duble fault crm-zen status=503 --probability 0.2',
          'duble fault vocom connection_reset=mid_body --after 3 --times 1',
          'duble fault --clear',
        )}

What may befall a request: an error that the operation declares (duble list names them), status=503, delay=2s,
connection_reset (=before_head, after_head or mid_body), empty_response, malformed_body, truncated_body,
slow_body=1000 (bytes a second), garbage.`,
      )
      .action(printing(() => import('./fault.ts'))),
  )

  onRunning(
    program
      .command('options')
      .summary('list the assumptions, or change some')
      .description('Lists every assumption about a vendor with what it may say, or changes some.')
      .argument('[vendor]', 'whose options (default: all)')
      .argument('[changes...]', 'name=value; name= goes back to what the fixture says')
      .addHelpText('after', examples('duble options vocom', 'duble options vocom cap=error cap.keeps='))
      .action(printing(() => import('./options.ts'))),
  )

  onRunning(
    program
      .command('reset')
      .summary('bring everything back to the start')
      .description('Brings state, options, faults, tokens, waits, clock and journal back to the start.')
      .action(printing(() => import('./reset.ts'))),
  )

  onRunning(
    program
      .command('tail')
      .summary('show requests as they come')
      .description('Shows each request as it comes, one line each, until Ctrl-C.')
      .option('--vendor <vendor>', 'of one vendor alone')
      .option('-n, --lines <n>', 'how many of the latest to begin with (default: 10)')
      .option('--no-follow', 'end after those')
      .addHelpText(
        'after',
        examples('duble tail', 'duble tail --vendor vocom --json', 'duble tail -n 100 --no-follow'),
      )
      .action(printing(() => import('./tail.ts'))),
    true,
  )

  onRunning(
    program
      .command('call')
      .summary('send one request, written as the vendor documents it')
      .description(
        "Sends one request, written as the vendor documents it: path, method, credentials and body are Dublê's to know. Ends with 0 for ok and every ok.*, with 1 for anything else.",
      )
      .argument('<operation>', 'vocom/login')
      .argument('[parameters...]', "name=value; what the fixture's defaults know may be left out")
      .option('--as <credential>', 'as which credential; nobody sends none (default: the first valid one)')
      .option('--example', "fills what is missing from the document's own examples")
      .addHelpText(
        'after',
        examples('duble call vocom/login agent=DEV branch=2000', 'duble call crm-zen/totals --example'),
      )
      .action(judging(() => import('./call.ts'))),
    true,
  )
}

/** Says which Dublê and which world are meant, and answers as JSON where that is wished. @param home whether the user's home is read */
function onRunning(command: Command, home = false): void {
  if (home) homeOptions(command)
  command.option('--json', 'as JSON')
  worldOptions(command)
  command.helpGroup('On a Dublê that runs:')
}
