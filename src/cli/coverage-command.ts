import { type Command, Option } from 'commander'
import { examples, judging, printing } from './act.ts'
import { homeOptions } from './home.ts'
import { worldOptions } from './world-options.ts'

const page = (): Option =>
  new Option('--html <file>', 'as one page that needs no network too').env('DUBLE_HTML')

/** `duble coverage` and what is done with the files of several runs. */
export function declareCoverage(program: Command): void {
  const coverage = worldOptions(homeOptions(program.command('coverage').enablePositionalOptions())) // accept's and merge's flags are their own
    .summary('show which documented behaviours were met, and how to meet the others')
    .description(
      "Shows which behaviours of the vendors a consumer has met: of a running Dublê's world, counted as its verdict is, or of the coverage.json that `duble run --report` wrote. What is documented and what is assumed is never added up; what a fault did counts nowhere.",
    )
    .argument('[file]', 'a coverage.json (default: the world of a running Dublê)')
    .addOption(
      new Option('--all', 'what is assumed, and shapes, row by row too, and operations never asked').env(
        'DUBLE_ALL',
      ),
    )
    .option('--json', 'as JSON')
    .addOption(page())
    .addHelpText(
      'after',
      examples(
        'duble coverage',
        'duble coverage out/coverage.json --all --html out/coverage.html',
        'duble coverage accept out/coverage.json',
        'duble coverage merge unit/coverage.json e2e/coverage.json --out coverage.json',
      ),
    )
    .action(printing(() => import('./coverage.ts')))

  worldOptions(homeOptions(coverage.command('accept')))
    .summary('write what was met as the baseline of later runs')
    .description(
      'Writes the behaviours that were met into a baseline, which `duble run --baseline` holds later runs against.',
    )
    .argument('[file...]', 'coverage.json of one run or several (default: the world of a running Dublê)')
    .addOption(
      new Option('--baseline <file>', 'where to (default: duble.coverage.yaml)').env('DUBLE_BASELINE'),
    )
    .action(judging(() => import('./coverage-accept.ts')))

  homeOptions(coverage.command('merge'))
    .summary('add up what several runs met')
    .description('Adds up the coverage.json of several runs, such as the shards of one pipeline.')
    .argument('<file...>', 'coverage.json of each')
    .addOption(new Option('--out <file>', 'where to').env('DUBLE_OUT').makeOptionMandatory())
    .addOption(page())
    .action(judging(() => import('./coverage-merge.ts')))
}
