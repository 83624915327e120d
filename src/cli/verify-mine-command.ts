import { type Command, Option } from 'commander'
import { collect, examples, judging } from './act.ts'
import { reportOptions } from './report-flags.ts'

const credentials = `
Who calls is told by variables, for arguments are seen by others:
  DUBLE_MINE_TOKEN                                 a token, sent as Authorization: Bearer
  DUBLE_MINE_USER, DUBLE_MINE_PASSWORD             Basic authentication
  DUBLE_MINE_CLIENT_ID, DUBLE_MINE_CLIENT_SECRET   an OAuth2 client; its token endpoint is DUBLE_MINE_TOKEN_URL

It ends with 1 where something that the document shows is not met, with 2 where nothing could be checked.`

/** `duble verify mine`, a command below `duble verify`. */
export function declareVerifyMine(verify: Command): void {
  const option = (flags: string, says: string, variable: string): Option =>
    new Option(flags, says).env(`DUBLE_MINE_${variable}`)
  reportOptions(verify.command('mine'))
    .summary('hold a server of your own against the document')
    .description(
      "Asks your own server, an ERP that Datacake calls or a customer API that Smartspace reads, what the platform would ask, and says of every fact of the vendor's document: met, not met, or could not be checked. Where the document is silent it tells which option of the fake does as your server does.",
    )
    .argument('<vendor>', 'datacake or smartspace')
    .addOption(option('--url <url>', 'where your server is', 'URL'))
    .addOption(option('--data <file>', 'test data of your server, in YAML', 'DATA'))
    .option('--example-data', 'print such a file, and ask nothing')
    .addOption(option('--allow-writes', 'make the checks that change something too', 'ALLOW_WRITES'))
    .addOption(
      option(
        '--state-url <url>',
        'your own; before a check that needs a state it gets POST {state, action, params}',
        'STATE_URL',
      ),
    )
    .addOption(
      option('--only <row>', 'check one row of the ledger, such as K-26; repeatable', 'ONLY').argParser(
        collect,
      ),
    )
    .addOption(
      option('--watch [every]', 'ask again and again, and tell what changed (default: every 5s)', 'WATCH'),
    )
    .addOption(option('--pace <duration>', 'from one answer to the next request', 'PACE').default('200ms'))
    .addOption(option('--timeout <duration>', 'for a whole answer', 'TIMEOUT').default('10s'))
    .addOption(option('--ca <file>', 'an authority to believe besides, in PEM', 'CA'))
    .addOption(option('--insecure', 'believe any certificate', 'INSECURE'))
    .addOption(new Option('--json <file>', 'report as JSON; - prints nothing else').env('DUBLE_JSON'))
    .addOption(new Option('--junit <file>', 'report as JUnit XML').env('DUBLE_JUNIT'))
    .addHelpText(
      'after',
      `${credentials}\n${examples(
        'duble verify mine datacake --example-data > mine.yaml',
        'duble verify mine datacake --url https://erp.example.com/api --data mine.yaml',
        'duble verify mine smartspace --url https://api.example.com --data mine.yaml --only S-13 --watch',
      )}`,
    )
    .action(judging(() => import('./verify-mine.ts')))
}
