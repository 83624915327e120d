import { Argument, type Command, Option } from 'commander'
import { collect, examples, printing } from './act.ts'
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
    .option('--keep <word>', 'a word of paths or fields that you know to be no data; repeatable', collect, [])
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
    .action(printing(() => import('./import.ts')))
}
