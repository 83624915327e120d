import { escaped } from './html-text.ts'
import {
  MARKS,
  type Report,
  type ReportCase,
  type ReportGroup,
  type ReportRow,
  tally,
  worstFirst,
} from './report.ts'

/** GitHub takes 1 MiB of a step, and nothing of what is more. */
const MOST_BYTES = 800_000
/** Lines of the table of all cases. */
const MOST_LINES = 1000
/** Characters of one text within a case. */
const MOST_OF_ONE = 20_000

/**
 * A report in Markdown, as a pipeline's page shows it: how it ended, what failed, and below a fold every case.
 *
 * @example await appendFile(process.env.GITHUB_STEP_SUMMARY, printMarkdown(report))
 */
export function printMarkdown(report: Report): string {
  const { title, summary, failed, notes = [], groups } = report
  const ordered = worstFirst(groups)
  const cases = ordered.flatMap((group) => group.cases)
  const bad = cases.filter(({ went }) => went === 'failed')
  const counts = tally(cases).map(({ went, called, times }) => `${MARKS[went]} ${times} ${plain(called)}`)
  const about = [...notes, ...groups.flatMap((group) => group.notes ?? [])].map((note) => `- ${plain(note)}`)
  const parts = [
    `## ${failed ? MARKS.failed : MARKS.passed} ${plain(title)}`,
    `${plain(summary)}${counts.length === 0 ? '' : `<br>${counts.join(', ')}`}`,
    ...(about.length === 0 ? [] : [about.join('\n')]),
    ...bad.map(unfolded),
    ...(cases.length === 0 ? [] : [everyCase(ordered)]),
  ]
  return `${fitting(parts).join('\n\n')}\n\n`
}

/** The parts that GitHub has room for. */
function fitting(parts: readonly string[]): string[] {
  let left = MOST_BYTES
  const kept = parts.filter((part) => {
    left -= Buffer.byteLength(part) + 2
    return left >= 0
  })
  const lost = parts.length - kept.length
  return lost === 0
    ? kept
    : [...kept, `and more, for which there is no room here: ${lost} of ${parts.length} parts`]
}

/** One block of HTML, for no vendor's words are Markdown; an empty line would end it. */
function unfolded(one: ReportCase): string {
  const { title, went, called = went, place, says, facts = [], excerpt, rows = [] } = one
  const told = facts.map(([label, text]) => `${label.padEnd(8)}  ${text}`)
  const lines = [says, excerpt, ...told].filter((text) => text !== undefined)
  const where = place === undefined ? '' : ` <code>${inOneLine(place)}</code>`
  return [
    `<details open><summary>${MARKS[went]} <b>${inOneLine(title)}</b> ${inOneLine(called)}${where}</summary>`,
    ...(lines.length === 0 ? [] : [`<pre>${inOneLine(lines.join('\n'))}</pre>`]),
    ...(rows.length === 0 ? [] : [`<ul>${rows.map(row).join('')}</ul>`]),
    '</details>',
  ].join('\n')
}

function row({ id, class: kind, says, quote, note }: ReportRow): string {
  const words = quote === undefined ? '' : `<br><q>${inOneLine(quote)}</q>`
  const more = note === undefined ? '' : ` (${inOneLine(note)})`
  return `<li><code>${escaped(id)}</code> ${escaped(kind)}: ${inOneLine(says)}${words}${more}</li>`
}

const inOneLine = (text: string): string => {
  const short = text.length > MOST_OF_ONE ? `${text.slice(0, MOST_OF_ONE)}…` : text
  return escaped(short).replaceAll('\n', '&#10;')
}

/** A line each, below a fold. */
function everyCase(groups: readonly ReportGroup[]): string {
  const lines = groups.flatMap(({ title, cases }) =>
    cases.map(({ title: name, went, called = went, says = '', milliseconds }) => {
      const time = milliseconds === undefined ? '' : `${Math.round(milliseconds)} ms`
      const cells = [`${MARKS[went]} ${plain(called)}`, plain(title), plain(name), plain(says), time]
      return `| ${cells.join(' | ')} |`
    }),
  )
  const shown = lines.slice(0, MOST_LINES)
  const left = lines.length - shown.length
  const more = left === 0 ? '' : `\n\nand ${left} more`
  const table = ['| | | | | |', '|---|---|---|---|--:|', ...shown].join('\n')
  return `<details><summary>${lines.length === 1 ? 'the one' : `all ${lines.length}`}</summary>\n\n${table}${more}\n\n</details>`
}

/** Text that Markdown shows as it is, in a line or in a table's cell. */
const plain = (text: string): string =>
  escaped(text.length > MOST_OF_ONE ? `${text.slice(0, MOST_OF_ONE)}…` : text)
    .replace(/[\\`*_[\]|~$@]|:(?=\/\/)|^[#+>=-]/g, (sign) => `&#${sign.codePointAt(0)};`)
    .replace(/\s+/g, ' ')
