import type { JunitSuite } from '../../report/junit.ts'
import { columns } from '../../report/table.ts'
import type { Probe, Probed } from './probe.ts'

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`

const drifted = ({ asked }: Probe): Probed[] => asked.filter(({ drifts }) => drifts.length > 0)
const compared = ({ asked }: Probe): Probed[] => asked.filter(({ refused }) => refused === undefined)

/** 1 where something drifted, 2 where it ended early or nothing could be compared. */
export function exitCodeOf(probe: Probe): 0 | 1 | 2 {
  if (drifted(probe).length > 0) return 1
  return probe.stopped !== undefined || compared(probe).length === 0 ? 2 : 0
}

function summaryOf(probe: Probe): string {
  const all = drifted(probe).flatMap(({ drifts }) => drifts)
  const said = all.length === 0 ? 'no drift' : counted(all.length, 'drift')
  const end = probe.stopped === undefined ? '' : `; ended there: ${probe.stopped}`
  return `${probe.vendor}: ${counted(compared(probe).length, 'answer')} compared, ${said}${end}`
}

/** For a terminal. */
export function printProbe(probe: Probe): string {
  const blocks = probe.asked.map(({ operation, refused, drifts, notes }) => {
    const mark = drifts.length > 0 ? '✗' : refused === undefined ? '✓' : '-'
    const lines = [
      ...drifts.map(({ kind, says }) => `    ${kind.padEnd(8)}  ${says}`),
      ...notes.map((note) => `    note      ${note}`),
    ]
    return [`${mark} ${operation}${refused === undefined ? '' : ` ${refused}`}`, ...lines].join('\n')
  })
  const left =
    probe.left.length === 0
      ? []
      : [`not asked:\n${columns(probe.left.map(({ operation, why }) => ['', operation, why]))}`]
  return [...blocks, ...left, summaryOf(probe)].join('\n')
}

/** For a program: names and types, no data. */
export const probeJson = ({ vendor, asked, left, stopped }: Probe): object => ({
  vendor,
  drifts: asked.reduce((sum, { drifts }) => sum + drifts.length, 0),
  asked: asked.map(({ milliseconds, ...rest }) => ({ ...rest, milliseconds: Math.round(milliseconds) })),
  left,
  ...(stopped === undefined ? {} : { stopped }),
})

/** A case an operation. */
export const probeSuite = (probe: Probe): JunitSuite => ({
  name: probe.vendor,
  cases: [
    ...probe.asked.map(({ operation, milliseconds, refused, drifts }) => ({
      name: operation,
      milliseconds,
      ...(refused === undefined ? {} : { skipped: refused }),
      ...(drifts.length === 0
        ? {}
        : {
            failure: {
              message: counted(drifts.length, 'drift'),
              text: drifts.map(({ says }) => says).join('\n'),
            },
          }),
    })),
    ...probe.left.map(({ operation, why }) => ({ name: operation, milliseconds: 0, skipped: why })),
  ],
})

/** A text for an issue, in Markdown: title, what drifted, what is new, what to do. */
export function printIssue(probe: Probe): string {
  const rows = drifted(probe).flatMap(({ operation, drifts }) =>
    drifts.map(({ kind, says }) => `| \`${operation}\` | ${kind} | ${says.replaceAll('|', '\\|')} |`),
  )
  const notes = probe.asked.flatMap(({ operation, notes: own }) =>
    own.map((note) => `- \`${operation}\`: ${note}`),
  )
  const refused = probe.asked.flatMap((one) =>
    one.refused === undefined ? [] : [`- \`${one.operation}\` ${one.refused}`],
  )
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines]
  return [
    `# ${rows.length === 0 ? `${probe.vendor} answers as before` : `${probe.vendor} answers otherwise than before`}`,
    '',
    summaryOf(probe),
    ...section('Drift', rows.length === 0 ? [] : ['| operation | what | where |', '|---|---|---|', ...rows]),
    ...section('Notes', notes),
    ...section('Not compared', refused),
    ...(rows.length === 0
      ? []
      : [
          '',
          `Where the vendor means it so, take it over with \`duble probe ${probe.vendor} --accept\`. Only names and types were kept, no data.`,
        ]),
    '',
  ].join('\n')
}
