import { type Command, Option } from 'commander'
import { examples, judging, printing } from './act.ts'
import { ENV_FORMATS } from './env-formats.ts'
import { homeOptions } from './home.ts'

/** The commands for what lies in the user's own project. */
export function declareHomeCommands(program: Command): void {
  homeOptions(program.command('env'))
    .summary('print the variables that find the vendors')
    .description(
      "Prints the variables by which your code finds the vendors: URLs, credentials, and those of duble.yaml's env. They are of the Dublê that runs; where none does, of the one that `duble start` would start.",
    )
    .addOption(new Option('--format <format>', 'how to write them').choices(ENV_FORMATS).default('dotenv'))
    .option('--url <url>', "Dublê's or a world's (default: $DUBLE_URL, or http://localhost:4010)")
    .option('--world <name>', 'which world (default: $DUBLE_WORLD, or default)')
    .option('--token <token>', 'admin token, where one is asked for (default: $DUBLE_ADMIN_TOKEN)')
    .addHelpText(
      'after',
      `
Examples:
  duble env > .env
  duble env --format github >> $GITHUB_ENV
  duble env --format powershell | Invoke-Expression
  eval "$(duble env --format sh)"`,
    )
    .action(printing(() => import('./env.ts')))

  homeOptions(program.command('schema'))
    .summary('print the JSON Schemas by which editors complete fixtures')
    .description(
      'Prints the JSON Schema of a vendor’s fixtures, of scenarios or of duble.yaml; without a name, lists them. Editors with a YAML language server complete and check a file that begins with "# yaml-language-server: $schema=fixture.schema.json".',
    )
    .argument('[name...]', 'a vendor, scenario, or home')
    .option('--write', 'writes them where editors find them')
    .addHelpText('after', '\nExamples:\n  duble schema vocom\n  duble schema --write')
    .action(printing(() => import('./schema.ts')))

  homeOptions(program.command('openapi'))
    .summary('describe vendors by OpenAPI 3.1, or as a page to read')
    .description(
      'Prints a vendor by OpenAPI 3.1: operations, parameters, every outcome with the vendor’s sentence, headers, security, examples, and of each behaviour whether it is documented or assumed. With no vendor or several, lists the files that --write writes.',
    )
    .argument('[vendor...]', 'which vendors (default: all)')
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['json', 'yaml'])
        .default('json')
        .env('DUBLE_OPENAPI_FORMAT'),
    )
    .addOption(
      new Option('--url <url>', 'the Dublê or world that it describes as the server')
        .default('http://localhost:4010')
        .env('DUBLE_URL'),
    )
    .option('--write', 'write <vendor>.json into contracts/openapi, or beside duble.yaml’s fixtures')
    .addOption(
      new Option('--html <file>', 'write one page that needs no network, light and dark; - prints it').env(
        'DUBLE_OPENAPI_HTML',
      ),
    )
    .addHelpText(
      'after',
      examples(
        'duble openapi vocom',
        'duble openapi vocom --format yaml',
        'duble openapi --html vendors.html',
      ),
    )
    .action(printing(() => import('./openapi.ts')))

  program
    .command('init')
    .summary('give this project a duble.yaml, fixtures and a scenario')
    .description(
      'Writes duble.yaml, a fixture for each vendor that is named, and a scenario that works. What is there already is left as it is.',
    )
    .argument('[vendor...]', 'the vendors that this project calls (default: all)')
    .addHelpText('after', '\nExample:\n  duble init crm-zen vocom')
    .action(judging(() => import('./init.ts')))

  homeOptions(program.command('new'))
    .summary("write a vendor of one's own")
    .description(
      'Writes a room, a vendor of your own, that works at once: its API, handlers, fixture, ledger and README.',
    )
    .argument('<name>', 'small letters, digits and hyphens, such as acme')
    .addHelpText('after', '\nExample:\n  duble new acme')
    .action(judging(() => import('./new.ts')))
}
