import { type Command, Option } from 'commander'
import { examples, fixtureOption, judging } from './act.ts'
import { homeOptions } from './home.ts'
import { reportOptions } from './report-flags.ts'

/** `duble verify`, contracts held against the fakes. */
export function declareVerify(program: Command): Command {
  return reportOptions(homeOptions(program.command('verify')))
    .summary('verify contracts against the fakes, and say who says so where they differ')
    .description(
      [
        'Verifies Pact contracts against the fakes, each interaction in a world as at the start. Provider states are',
        'those of the fixtures (duble list --states). Where an expectation is not met it says what differed, and whether',
        'what came is documented or assumed; what holds only by an assumption is listed too.',
      ].join(' '),
    )
    .addOption(
      new Option(
        '--pact <place...>',
        "pacts of any language, V2 to V4: files, or folders of them (default: duble.yaml's contracts, ./contracts or ./pacts)",
      ).env('DUBLE_PACT'),
    )
    .addOption(
      new Option(
        '--vendor <vendor>',
        "whom the contracts mean whose provider has no vendor's name, in whatever spelling",
      ).env('DUBLE_VENDOR'),
    )
    .addOption(fixtureOption())
    .addOption(
      new Option('--clock <instant>', 'freeze the clock, e.g. 2026-03-02T09:00:00-03:00').env('DUBLE_CLOCK'),
    )
    .addOption(new Option('--seed <number>', 'seed of everything drawn (default: 1)').env('DUBLE_SEED'))
    .addOption(new Option('--leans', 'show each expectation that leans on an assumption').env('DUBLE_LEANS'))
    .addOption(new Option('--no-leans', 'do not look for them, which is quicker').env('DUBLE_NO_LEANS'))
    .addOption(new Option('--json <file>', 'report as JSON; - prints nothing else').env('DUBLE_JSON'))
    .addOption(new Option('--junit <file>', 'report as JUnit XML').env('DUBLE_JUNIT'))
    .addOption(
      new Option('--publish', "where all are kept, publish them to a Pact Broker, by Pact's own CLI").env(
        'DUBLE_PUBLISH',
      ),
    )
    .addOption(
      new Option('--broker <url>', 'the broker; its token is $PACT_BROKER_TOKEN').env('PACT_BROKER_BASE_URL'),
    )
    .addOption(
      new Option('--app-version <version>', 'version of the consumer that is published').env(
        'DUBLE_APP_VERSION',
      ),
    )
    .addOption(new Option('--branch <name>', 'its branch (default: none)').env('DUBLE_BRANCH'))
    .addHelpText(
      'after',
      examples(
        'duble verify',
        'duble verify --pact pacts --fixture vocom=my-shift --junit out/contracts.xml',
        'duble verify --pact pacts/web-erp.json --vendor datacake --leans',
        'duble verify --publish --broker https://broker.example.com --app-version "$(git rev-parse HEAD)" --branch main',
      ),
    )
    .action(judging(() => import('./verify.ts')))
}
