import { type Command, Option } from 'commander'
import { collect, lazily, printing } from './act.ts'
import { homeOptions } from './home.ts'

/** The commands that direct a Dublê which runs already. */
export function declareVerbs(program: Command): void {
  verb(program, 'clock')
    .summary('show or move the clock')
    .description(
      'Shows the clock of a running Dublê, or moves it: waits, tokens, Date headers, call durations and the journal all read it.',
    )
    .argument('[time]', '+5m moves it on; 2026-03-02T09:00:00-03:00 or freeze stops it; real lets it go')
    .addHelpText(
      'after',
      examples('duble clock +5m', 'duble clock 2026-03-02T09:00:00-03:00', 'duble clock real'),
    )
    .action(printing(() => import('./clock.ts')))

  verb(program, 'state')
    .summary('list the states, or put a vendor into one')
    .description('Lists the states that the fixtures know, or puts a vendor into one.')
    .argument('[vendor]', 'whose states (default: all)')
    .argument('[state]', 'its name, as listed')
    .addHelpText('after', examples('duble state vocom', 'duble state vocom "DEV is on a break"'))
    .action(printing(() => import('./state.ts')))

  verb(program, 'fault')
    .summary('list the faults, set one, or clear them')
    .description('Lists the faults that wait for requests, sets one, or clears them.')
    .argument('[where]', 'a vendor, or one of its operations: vocom/login')
    .argument('[what]', "an operation's error, or status=503, delay=2s, connection_reset=mid_body, …")
    .option('--times <n>', 'how many requests it meets (default: all, until it is cleared)')
    .option('--after <n>', 'how many matching requests it lets pass first')
    .option('--probability <p>', 'from 0 to 1: how likely it meets a request, drawn from the seed')
    .option('--credential <name>', 'meets requests of this credential alone')
    .option('--clear [id]', 'removes one, or all')
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
    .action(printing(() => import('./fault.ts')))

  verb(program, 'options')
    .summary('list the assumptions, or change some')
    .description('Lists every assumption about a vendor with what it may say, or changes some.')
    .argument('[vendor]', 'whose options (default: all)')
    .argument('[changes...]', 'name=value; name= goes back to what the fixture says')
    .addHelpText('after', examples('duble options vocom', 'duble options vocom cap=error cap.keeps='))
    .action(printing(() => import('./options.ts')))

  verb(program, 'reset')
    .summary('bring everything back to the start')
    .description('Brings state, options, faults, tokens, waits, clock and journal back to the start.')
    .action(printing(() => import('./reset.ts')))

  homeOptions(verb(program, 'tail'))
    .summary('show requests as they come')
    .description('Shows each request as it comes, one line each, until Ctrl-C.')
    .option('--vendor <vendor>', 'of one vendor alone')
    .option('-n, --lines <n>', 'how many of the latest to begin with', '10')
    .option('--no-follow', 'ends after those')
    .addHelpText(
      'after',
      examples('duble tail', 'duble tail --vendor vocom --json', 'duble tail -n 100 --no-follow'),
    )
    .action(printing(() => import('./tail.ts')))

  homeOptions(verb(program, 'call'))
    .summary('send one request, written as the vendor documents it')
    .description(
      "Sends one request, written as the vendor documents it: path, method, credentials and body are Dublê's to know. Ends with 0 for ok and every ok.*, with 1 for anything else.",
    )
    .argument('<operation>', 'vocom/login')
    .argument('[parameters...]', "name=value; what the fixture's defaults know may be left out")
    .option('--as <credential>', 'its name; nobody sends none (default: the first valid one)')
    .option('--example', "fills what is missing from the document's own examples")
    .addHelpText(
      'after',
      examples('duble call vocom/login agent=DEV branch=2000', 'duble call crm-zen/totals --example'),
    )
    .action(printing(() => import('./call.ts')))
}

const found = [
  'It finds the vendors by DUBLE_<VENDOR>_URL, and their credentials by names such as DUBLE_CRM_ZEN_TOKEN or',
  'DUBLE_VOCOM_USER and DUBLE_VOCOM_PASSWORD; the world by DUBLE_URL, and its admin API by DUBLE_ADMIN_URL; and all',
  'by the variables that duble.yaml sets. In its arguments {{vocom.url}} and the like are filled in. What it asked',
  'is told on the standard error.',
].join(' ')

/** `duble run`, in a world of its own. */
export function declareRun(program: Command): void {
  program.enablePositionalOptions() // flags behind the command's name are the command's, with and without `--`
  homeOptions(program.command('run').passThroughOptions())
    .summary('run a command in a fresh world')
    .description(
      `Runs a command, such as your tests, in a fresh world, and ends as the command ends.

${found}`,
    )
    .argument('<command...>', 'the command and its arguments')
    .option('--vendor <vendor>', 'a vendor to start; repeatable (default: all)', collect)
    .option('-f, --fixture <vendor=name>', 'fixture of a vendor: a name or a file; repeatable', collect)
    .option('--state <vendor/name>', 'a state to begin in; repeatable', collect)
    .addOption(
      new Option('--clock <instant>', 'freeze the clock, e.g. 2026-03-02T09:00:00-03:00').env('DUBLE_CLOCK'),
    )
    .addOption(new Option('--seed <number>', 'seed of everything drawn (default: 1)').env('DUBLE_SEED'))
    .addOption(
      new Option('--tls', 'speak HTTPS; $DUBLE_CA names the file of the CA, and Node believes it').env(
        'DUBLE_TLS',
      ),
    )
    .addOption(
      new Option(
        '--attach <url>',
        "open the world on a Dublê that runs there already, by that one's own duble.yaml",
      ).env('DUBLE_ATTACH'),
    )
    .addOption(new Option('--keep', 'leave that world there').env('DUBLE_KEEP'))
    .option('--token <token>', 'its admin token, where one is asked for (default: $DUBLE_ADMIN_TOKEN)')
    .addOption(
      new Option('--report <folder>', 'write verdict.json and journal.json there').env('DUBLE_REPORT'),
    )
    .addOption(new Option('-q, --quiet', 'tell nothing at the end').env('DUBLE_QUIET'))
    .addHelpText(
      'after',
      examples(
        'duble run -- npm test',
        'duble run --fixture vocom=my-shift --state "vocom/DEV is on a break" -- npx vitest run',
        'duble run --attach http://localhost:4010 -- curl {{vocom.url}}/',
      ),
    )
    .action(lazily(() => import('./run.ts')))
}

const examples = (...lines: string[]): string => `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`

/** A verb says where it is meant, and may answer as JSON. */
const verb = (program: Command, name: string): Command =>
  program
    .command(name)
    .option(
      '--url <url>',
      "Dublê's or a world's (default: $DUBLE_ADMIN_URL, $DUBLE_URL, or http://localhost:4010)",
    )
    .option('--world <name>', "which world (default: the URL's, $DUBLE_WORLD, or default)")
    .option('--token <token>', 'admin token, where one is asked for (default: $DUBLE_ADMIN_TOKEN)')
    .option('--json', 'as JSON')
