import { Argument, type Command, Option } from 'commander'
import { collect, examples, judging } from './act.ts'
import { homeOptions } from './home.ts'

/** The commands for what the documents do not say: what you know, and what the real vendor answers. */
export function declareVendorCommands(program: Command): void {
  homeOptions(program.command('import'))
    .summary('take over what you know of a vendor, as names and shapes')
    .description(
      'Reads what you know of a vendor and his document does not say, and writes duble/observed/<vendor>.yaml: paths, names of parameters and fields, types, statuses, content types, and no value of any of them. Then it tells which assumptions this confirms or contradicts, and what would make the fake behave so.',
    )
    .addArgument(
      new Argument(
        '<kind>',
        'what the file is: a Postman collection, a HAR 1.2, curl commands, OpenAPI 3',
      ).choices(['postman', 'har', 'curl', 'openapi']),
    )
    .argument('<file>', 'the file')
    .requiredOption('--vendor <vendor>', 'whose API it is about')
    .option('--keep <word>', 'a word of paths or fields that you know to be no data; repeatable', collect)
    .option('--apply', 'write the options and paths into duble.yaml')
    .option('--anew', 'forget what was imported before')
    .addOption(new Option('--json <file>', 'report as JSON; - prints nothing else').env('DUBLE_JSON'))
    .addHelpText(
      'after',
      examples(
        'duble import postman VocalContact.json --vendor vocalcontact',
        'duble import har recorded.har --vendor datacake --apply',
        'duble import curl calls.sh --vendor vocom --keep ramais',
      ),
    )
    .action(judging(() => import('./import.ts')))

  homeOptions(program.command('probe'))
    .summary('ask the real vendor whether it still answers as it did')
    .description(
      'Asks the real vendor with your credentials and tells what drifted: fields that are gone, renamed, or of another type, since the last time and against the document. It only reads, what is marked as safe, one request after another, at least as far apart as the vendor demands; it asks nothing twice, and ends at the first 401, 403 or 429. Of answers it keeps names and types, in duble/shapes/<vendor>.yaml, and no data.',
    )
    .argument('<vendor>', 'whom to ask')
    .addOption(
      new Option('--url <url>', 'where the real vendor is').env('DUBLE_PROBE_URL').makeOptionMandatory(),
    )
    .option('--yes-ask-the-real-vendor', 'say that you mean it (or DUBLE_PROBE=yes)')
    .option('--with <name=value>', 'a parameter, such as agent=DEV; repeatable', collect)
    .option('--only <operation>', 'ask this one; repeatable (default: all that are safe)', collect)
    .addOption(
      new Option('--most <n>', 'most requests; those asked longest ago come first')
        .default('5')
        .env('DUBLE_PROBE_MOST'),
    )
    .option('--accept', 'take the new shapes over, drift and all')
    .addOption(
      new Option('--shapes <folder>', 'where shapes are kept (default: duble/shapes)').env(
        'DUBLE_PROBE_SHAPES',
      ),
    )
    .addOption(new Option('--json <file>', 'report as JSON; - prints nothing else').env('DUBLE_JSON'))
    .addOption(new Option('--junit <file>', 'report as JUnit XML').env('DUBLE_JUNIT'))
    .option('--issue <file>', 'a text for an issue, in Markdown; - prints nothing else')
    .addHelpText(
      'after',
      `
Who asks is told by variables, for arguments are seen by others: DUBLE_PROBE_TOKEN, or DUBLE_PROBE_USER and
DUBLE_PROBE_PASSWORD. It ends with 1 for drift, with 2 where it ended early or could compare nothing.
${examples(
  'DUBLE_PROBE=yes duble probe crm-zen --url https://customer.example.com',
  'DUBLE_PROBE=yes duble probe vocom --url https://pabx.example.com --with agent=DEV --with company_id=… --issue drift.md',
)}`,
    )
    .action(judging(() => import('./probe.ts')))
}
