import { type Command, Option } from 'commander'
import { collectAll, examples, judging } from './act.ts'
import { homeOptions } from './home.ts'
import { reportOptions } from './report-flags.ts'
import { worldOptions } from './world-options.ts'

/** `duble scenario`, and below it `duble scenario record`. */
export function declareScenario(program: Command): void {
  const scenario = reportOptions(homeOptions(program.command('scenario')))
    .description('play scenarios, each in a fresh world, and say what failed where and why')
    .argument('[place...]', "scenario files, or folders of them (default: duble.yaml's scenarios)")
    .addOption(new Option('--only <text>', 'those with this in their title').env('DUBLE_ONLY'))
    .addOption(new Option('-j, --jobs <number>', 'how many play at once').default('8').env('DUBLE_JOBS'))
    .addOption(new Option('--bail', 'end at the first that fails').env('DUBLE_BAIL'))
    .addOption(
      new Option(
        '--against <vendor=url>',
        'ask your own server in place of the fake; its secrets in DUBLE_<VENDOR>_<FIELD>; repeatable',
      )
        .argParser(collectAll('vendor=url'))
        .default([])
        .env('DUBLE_AGAINST'),
    )
    .addOption(
      new Option('--allow-writes', 'let --against send requests that may change something there').env(
        'DUBLE_ALLOW_WRITES',
      ),
    )
    .addOption(new Option('--json <file>', 'report as JSON; - prints nothing else').env('DUBLE_JSON'))
    .addOption(new Option('--junit <file>', 'report as JUnit XML').env('DUBLE_JUNIT'))
    .action(judging(() => import('./scenario.ts')))
  const record = scenario
    .command('record')
    .summary('save what was done by hand as a scenario')
    .description(
      'Writes what was done in a world of a running Dublê since its beginning or its last reset as a scenario: requests, clock moves, states, options, faults. It was played before it is written, and passed; what can be no scenario is refused with its reason.',
    )
    .argument('<file>', 'the file, <name>.scenario.yaml; one that is there already is left as it is')
    .option('--title <text>', 'what is to happen, in a sentence (default: what was asked, in short)')
    .option('--force', 'write over a file that is there')
    .addHelpText(
      'after',
      examples(
        'duble reset',
        'duble call crm-zen/totals data=2018-01-01',
        'duble scenario record twice.scenario.yaml --title "Zen is asked once"',
      ),
    )
    .action(judging(() => import('./scenario-record.ts')))
  worldOptions(record)
}
