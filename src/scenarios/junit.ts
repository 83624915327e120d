import { printFailure, type Result, titleOf } from './report.ts'

/** The results as JUnit's XML: a suite a file, a case a scenario or a line of its examples. */
export function reportJunit(results: readonly Result[]): string {
  const suites = Map.groupBy(results, ({ scenario }) => scenario.file)
  const lines = [...suites].flatMap(([file, cases]) => [
    `  <testsuite name="${escaped(file)}" ${totals(cases)}>`,
    ...cases.flatMap((result) => printCase(result, file)),
    '  </testsuite>',
  ])
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="duble scenario" ${totals(results)}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n')
}

const failed = (results: readonly Result[]): number =>
  results.filter(({ failure }) => failure !== undefined).length

const totals = (results: readonly Result[]): string =>
  `tests="${results.length}" failures="${failed(results)}" time="${seconds(results.reduce((sum, { milliseconds }) => sum + milliseconds, 0))}"`

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

function printCase(result: Result, file: string): string[] {
  const { scenario, milliseconds, failure } = result
  const head = `<testcase name="${escaped(titleOf(scenario))}" classname="${escaped(file)}" time="${seconds(milliseconds)}"`
  if (failure === undefined) return [`    ${head}/>`]
  const message = `expected ${failure.expected}, came ${failure.came}`
  return [
    `    ${head}>`,
    `      <failure message="${escaped(message)}">${escaped(printFailure(result))}</failure>`,
    '    </testcase>',
  ]
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text in XML 1.0: control characters and halves of pairs, which it cannot hold, as the replacement character. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
