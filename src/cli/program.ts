import { Command, Option } from 'commander'
import { fixtureOption, judging, lazily, printing } from './act.ts'
import { declareCoverage } from './coverage-command.ts'
import { homeOptions } from './home.ts'
import { declareHomeCommands } from './home-commands.ts'
import { declareLedger } from './ledger-command.ts'
import { declareRun } from './run-command.ts'
import { declareScenario } from './scenario-command.ts'
import { declareVendorCommands } from './vendor-commands.ts'
import { declareVerbs } from './verbs.ts'
import { declareVerify } from './verify-command.ts'
import { declareVerifyMine } from './verify-mine-command.ts'
import { version } from './version.ts'

/** Variables of flags that are set or not. */
const switchesOf = (command: Command): (string | undefined)[] => [
  ...command.options.filter(({ required, optional }) => !required && !optional).map(({ envVar }) => envVar),
  ...command.commands.flatMap(switchesOf),
]

const program = new Command('duble')
  .description('Takes the place of the vendors that your code calls.')
  .version(version)
  .showHelpAfterError('(duble --help shows what there is)')

homeOptions(program.command('start'))
  .description('start the vendors and wait for requests')
  .argument('[vendor...]', 'vendors to start (default: all)')
  .addOption(new Option('-p, --port <number>', '0 takes any free port').default('4010').env('DUBLE_PORT'))
  .addOption(new Option('--host <address>', 'address to listen on').default('127.0.0.1').env('DUBLE_HOST'))
  .addOption(fixtureOption())
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
    new Option(
      '--public-url <url>',
      'stands in every URL that is told, as of a proxy (default: its own)',
    ).env('DUBLE_PUBLIC_URL'),
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
  .addOption(new Option('--no-watch', 'do not reload fixtures when they change').env('DUBLE_NO_WATCH'))
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
  .action(judging(() => import('./check.ts')))

declareLedger(program)

declareScenario(program)

program
  .command('health')
  .summary('say whether a Dublê is well')
  .description('Says in one line whether a Dublê is well, and ends with 0 or 1.')
  .option(
    '--url <url>',
    "Dublê's (default: $DUBLE_URL, or where `start` listens by $DUBLE_HOST, $DUBLE_PORT and $DUBLE_TLS)",
  )
  .helpGroup('On a Dublê that runs:')
  .action(judging(() => import('./health.ts')))

declareHomeCommands(program)
declareRun(program)
declareCoverage(program)
declareVerifyMine(declareVerify(program))
declareVendorCommands(program)
declareVerbs(program)

// Commander takes a flag's variable for set, whatever is in it.
const switches = new Set(switchesOf(program))
for (const [name, value = ''] of Object.entries(process.env)) {
  const says = switches.has(name) ? /^(?:|0|false|no|off)$/i : /^$/
  // Kubernetes, and Docker's links, tell every neighbour of a service "duble" where it is, in a variable of this name.
  const told = name === 'DUBLE_PORT' && value.startsWith('tcp://')
  if (told || (name.startsWith('DUBLE_') && says.test(value))) delete process.env[name]
}
await program.parseAsync()
