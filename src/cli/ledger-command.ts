import { type Command, Option } from 'commander'
import { collectAll, examples, printing } from './act.ts'
import { homeOptions } from './home.ts'
import { worldOptions } from './world-options.ts'

/** `duble ledger`: every fact about the vendors, and how far it is to be trusted. */
export function declareLedger(program: Command): void {
  const command = homeOptions(program.command('ledger'))
    .summary('show every fact about a vendor: class, quote, place, behaviours')
    .description(
      'Shows every fact about a vendor: what its document proves, what is assumed and the option that changes it, and where the document contradicts itself.',
    )
    .argument('[vendor...]', 'vendors to show (default: all)')
    .option(
      '--class <class>',
      'rows of one class: documented, example, elsewhere, observed, assumed; repeatable',
      collectAll('vendor'),
    )
    .option('--section <section>', 'proven, assumed or contradictory; repeatable', collectAll('vendor'))
    .option('--option <name>', 'rows that an option belongs to')
    .option('--grep <text>', 'rows with this in them, whatever its capitals and accents')
    .option('--met', 'rows with a behaviour that was met, by a running Dublê or --coverage')
    .option('--never-met', 'rows whose behaviours were never met')
    .option('--coverage <file>', 'a coverage.json of `duble run --report`, which tells what was met')
    .option('--json', 'as JSON')
    .addOption(
      new Option('--html <file>', 'write one page that needs no network; - prints it').env('DUBLE_HTML'),
    )
  worldOptions(
    command,
    "Dublê's or a world's, for what was met and how options are set (default: none; for --met $DUBLE_ADMIN_URL, $DUBLE_URL, or http://localhost:4010)",
  )
  command
    .addHelpText(
      'after',
      examples(
        'duble ledger vocom --section assumed',
        'duble ledger --section contradictory',
        'duble ledger crm-zen --never-met --coverage out/coverage.json',
        'duble ledger --html ledger.html',
      ),
    )
    .action(printing(() => import('./ledger.ts')))
}
