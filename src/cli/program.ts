import { Command, Option } from 'commander'
import { collect, lazily, printing } from './act.ts'
import { homeOptions } from './home.ts'
import { declareHomeCommands } from './home-commands.ts'
import { reportOptions } from './report-flags.ts'
import { declareRun } from './run-command.ts'
import { declareVerbs } from './verbs.ts'
import { declareVerify } from './verify-command.ts'
import { declareVerifyMine } from './verify-mine-command.ts'
import { version } from './version.ts'

/** Variables of flags that are set or not. */
const SWITCHES = 'TLS QUIET KEEP LEANS PUBLISH MINE_ALLOW_WRITES MINE_INSECURE'
  .split(' ')
  .map((name) => `DUBLE_${name}`)

const program = new Command('duble')
  .description('Takes the place of the vendors that your code calls.')
  .version(version)
  .showHelpAfterError('(duble --help shows what there is)')

homeOptions(program.command('start'))
  .description('start the vendors and wait for requests')
  .argument('[vendor...]', 'vendors to start (default: all)')
  .addOption(new Option('-p, --port <number>', '0 takes any free port').default('4010').env('DUBLE_PORT'))
  .addOption(new Option('--host <address>', 'address to listen on').default('127.0.0.1').env('DUBLE_HOST'))
  .option('-f, --fixture <vendor=name>', 'fixture of a vendor: a name or a file; repeatable', collect, [])
  .addOption(
    new Option('--clock <instant>', 'freeze the clock, e.g. 2026-03-02T09:00:00-03:00').env('DUBLE_CLOCK'),
  )
  .addOption(new Option('--seed <number>', 'seed of everything drawn').default('1').env('DUBLE_SEED'))
  .addOption(
    new Option('--allowed-hosts <names>', 'further Host names for the admin API, comma between').env(
      'DUBLE_ALLOWED_HOSTS',
    ),
  )
  .addOption(
    new Option('--tls', 'speak HTTPS; prints the file of the CA that clients must believe').env('DUBLE_TLS'),
  )
  .addOption(
    new Option(
      '--world-idle <duration>',
      'close a further world unused for so long; 0s: never (default: 1h)',
    ).env('DUBLE_WORLD_IDLE'),
  )
  .addOption(new Option('-q, --quiet', 'no line per request').env('DUBLE_QUIET'))
  .option('--no-watch', 'do not reload fixtures when they change')
  .action(lazily(() => import('./start.ts')))

homeOptions(program.command('list'))
  .description('list vendors, operations, outcomes and states')
  .argument('[vendor...]', 'vendors to list (default: all)')
  .option('--states', "the fixtures' states alone, which are a pact's provider states")
  .option('--json', 'as JSON')
  .action(printing(() => import('./list.ts')))

homeOptions(program.command('check'))
  .description('check fixtures, scenarios and ledgers')
  .argument(
    '[file...]',
    'fixture files (default: your own where there is a duble.yaml, else every shipped one)',
  )
  .action(printing(() => import('./check.ts')))

homeOptions(program.command('ledger'))
  .description('show every fact about a vendor: class, quote, place, behaviours')
  .argument('[vendor...]', 'vendors to show (default: all)')
  .addOption(
    new Option('--class <class>', 'rows of one class').choices([
      'documented',
      'example',
      'elsewhere',
      'observed',
      'assumed',
    ]),
  )
  .option('--json', 'as JSON')
  .action(printing(() => import('./ledger.ts')))

reportOptions(homeOptions(program.command('scenario')))
  .description('play scenarios, each in a fresh world, and say what failed where and why')
  .argument('[place...]', "scenario files, or folders of them (default: duble.yaml's scenarios)")
  .option('--only <text>', 'those with this in their title')
  .option('-j, --jobs <number>', 'how many play at once', '8')
  .option('--bail', 'end at the first that fails')
  .option(
    '--against <vendor=url>',
    'ask your own server in place of the fake; its secrets in DUBLE_<VENDOR>_<FIELD>; repeatable',
    collect,
    [],
  )
  .option('--json <file>', 'report as JSON; - prints nothing else')
  .option('--junit <file>', 'report as JUnit XML')
  .action(printing(() => import('./scenario.ts')))

declareHomeCommands(program)
declareRun(program)
declareVerifyMine(declareVerify(program))
declareVerbs(program)

// Commander takes a flag's variable for set, whatever is in it.
for (const [name, value = ''] of Object.entries(process.env)) {
  const says = SWITCHES.includes(name) ? /^(?:|0|false|no|off)$/i : /^$/
  if (name.startsWith('DUBLE_') && says.test(value)) delete process.env[name]
}
await program.parseAsync()
