/** Cases that belong together, such as those of one file. */
export interface JunitSuite {
  readonly name: string
  readonly cases: readonly JunitCase[]
}

/** One case: it passed unless it failed or was skipped. */
export interface JunitCase {
  readonly name: string
  readonly milliseconds: number
  readonly failure?: { readonly message: string; readonly text: string } | undefined
  /** Why its result does not count. */
  readonly skipped?: string | undefined
}

/** Results as JUnit's XML. */
export function printJunit(name: string, suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases)
  const lines = suites.flatMap((suite) => [
    `  <testsuite name="${escaped(suite.name)}" ${totals(suite.cases)}>`,
    ...suite.cases.flatMap((one) => printCase(one, suite.name)),
    '  </testsuite>',
  ])
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(name)}" ${totals(all)}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n')
}

function totals(cases: readonly JunitCase[]): string {
  const failed = cases.filter(({ failure }) => failure !== undefined).length
  const skipped = cases.filter((one) => one.skipped !== undefined).length
  const time = seconds(cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0))
  const passedOver = skipped === 0 ? '' : ` skipped="${skipped}"`
  return `tests="${cases.length}" failures="${failed}"${passedOver} time="${time}"`
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

function printCase({ name, milliseconds, failure, skipped }: JunitCase, suite: string): string[] {
  const head = `<testcase name="${escaped(name)}" classname="${escaped(suite)}" time="${seconds(milliseconds)}"`
  const inside =
    failure !== undefined
      ? `<failure message="${escaped(failure.message)}">${escaped(failure.text)}</failure>`
      : skipped !== undefined
        ? `<skipped message="${escaped(skipped)}"/>`
        : undefined
  return inside === undefined ? [`    ${head}/>`] : [`    ${head}>`, `      ${inside}`, '    </testcase>']
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text in XML 1.0: control characters and halves of pairs, which it cannot hold, and what turns the words around, as the replacement character. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Bidi_Control}/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
