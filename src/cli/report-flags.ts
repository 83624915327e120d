import { type Command, Option } from 'commander'

/** What every command takes that reports to a pipeline. */
export interface ReportFlags {
  /** A file for the page. */
  readonly html?: string
  /** A file for the Markdown; false writes none. Default: the one that GitHub names */
  readonly summary?: string | false
}

/** Adds `--html`, `--summary` and `--no-summary`. */
export const reportOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--html <file>',
        'report as one page that needs no network, light and dark, what failed first',
      ).env('DUBLE_HTML'),
    )
    .addOption(
      new Option(
        '--summary <file>',
        'report as Markdown (default: $GITHUB_STEP_SUMMARY, where it is set)',
      ).env('DUBLE_SUMMARY'),
    )
    .addOption(new Option('--no-summary', 'write no Markdown').env('DUBLE_NO_SUMMARY'))
