import { type Command, Option } from 'commander'
import { collectAll, examples, fixtureOption, judging } from './act.ts'
import { homeOptions } from './home.ts'
import { reportOptions } from './report-flags.ts'

const found = [
  'It finds the vendors by DUBLE_<VENDOR>_URL, and their credentials by names such as DUBLE_CRM_ZEN_TOKEN or',
  'DUBLE_VOCOM_USER and DUBLE_VOCOM_PASSWORD; the world by DUBLE_URL, and its admin API by DUBLE_ADMIN_URL; and all',
  'by the variables that duble.yaml sets. In its arguments {{vocom.url}} and the like are filled in. What it asked',
  'is told on the standard error.',
].join(' ')

/** A flag that makes a run end with 1 where its command ends well. */
const gate = (flags: string, says: string): Option =>
  new Option(flags, says).helpGroup('Gates, which make it end with 1 unless it holds:')

/** `duble run`, in a world of its own. */
export function declareRun(program: Command): void {
  program.enablePositionalOptions() // flags behind the command's name are the command's, with and without `--`
  reportOptions(homeOptions(program.command('run').passThroughOptions()))
    .summary('run a command in a fresh world')
    .description(
      `Runs a command, such as your tests, in a fresh world, and ends as the command ends.

${found}`,
    )
    .argument('<command...>', 'the command and its arguments')
    .addOption(
      new Option('--vendor <vendor>', 'a vendor to start; repeatable (default: all)')
        .argParser(collectAll('vendor'))
        .env('DUBLE_VENDOR'),
    )
    .addOption(fixtureOption())
    .addOption(
      new Option('--state <vendor/name>', 'a state to begin in; repeatable')
        .argParser(collectAll('vendor/name'))
        .env('DUBLE_STATE'),
    )
    .addOption(
      new Option('--option <vendor.name=value>', 'an assumption to change, e.g. vocom.cap=error; repeatable')
        .argParser(collectAll('vendor.name=value'))
        .env('DUBLE_OPTION'),
    )
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
      new Option(
        '--report <folder>',
        'write verdict.json, journal.json, coverage.json and findings.json there',
      ).env('DUBLE_REPORT'),
    )
    .addOption(
      new Option('--junit <file>', 'coverage as JUnit XML: what was never met is skipped').env('DUBLE_JUNIT'),
    )
    .addOption(new Option('--ctrf <file>', 'the same in the Common Test Report Format').env('DUBLE_CTRF'))
    .addOption(
      new Option('--all', 'tell what is assumed, and shapes, row by row too, and operations never asked').env(
        'DUBLE_ALL',
      ),
    )
    .addOption(new Option('-q, --quiet', 'tell nothing at the end but gates that failed').env('DUBLE_QUIET'))
    .addOption(
      gate('--require <behaviour>', 'that this is met, e.g. crm-zen/totals.too_many_requests; repeatable')
        .argParser(collectAll('vendor/name'))
        .env('DUBLE_REQUIRE'),
    )
    .addOption(
      gate(
        '--min-coverage <vendor=percent>',
        "that so much of a vendor's documented behaviours is met, or of an operation's (vocom/login=50); repeatable",
      )
        .argParser(collectAll('vendor/name=value'))
        .env('DUBLE_MIN_COVERAGE'),
    )
    .addOption(
      gate('--baseline <file>', 'that all is met that it names; duble coverage accept writes it').env(
        'DUBLE_BASELINE',
      ),
    )
    .addOption(
      gate('--fail-on <finding>', 'that there is no such finding, or none at all (any); repeatable')
        .argParser(collectAll('vendor'))
        .env('DUBLE_FAIL_ON'),
    )
    .addHelpText(
      'after',
      examples(
        'duble run -- npm test',
        'duble run --fixture vocom=my-shift --state "vocom/DEV is on a break" -- npx vitest run',
        'duble run --attach http://localhost:4010 -- curl {{vocom.url}}/',
      ),
    )
    .action(judging(() => import('./run.ts')))
}
