/** One number, with what tells it from others of its family. */
export interface Sample {
  /** Behind the family's name, such as `_bucket`. Default: nothing */
  readonly suffix?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

/** Numbers of one meaning. */
export interface Family {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly samples: readonly Sample[]
}

/** The content type of what `printMetrics` writes. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** Metrics in Prometheus's text format 0.0.4, as its documentation "Exposition formats" has it. */
export const printMetrics = (families: readonly Family[]): string => families.map(printFamily).join('')

function printFamily({ name, type, help, samples }: Family): string {
  const lines = samples.map(
    ({ suffix = '', labels = {}, value }) => `${name}${suffix}${printLabels(labels)} ${printValue(value)}\n`,
  )
  return `# HELP ${name} ${escaped(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

function printLabels(labels: Readonly<Record<string, string>>): string {
  const told = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(value).replaceAll('"', '\\"')}"`,
  )
  return told.length === 0 ? '' : `{${told.join(',')}}`
}

/** "\\" and "\n" in a help text, and a quotation mark besides in a label's value. */
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')

/** Go's way of writing numbers knows JavaScript's, but for what is beyond all. */
const printValue = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? '+Inf' : value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)
