declare module 'parse-prometheus-text-format' {
  interface Parsed {
    readonly name: string
    readonly help: string
    readonly type: string
    readonly metrics: readonly {
      readonly labels?: Readonly<Record<string, string>>
      readonly value?: string
      readonly buckets?: Readonly<Record<string, string>>
    }[]
  }
  export default function parse(text: string): readonly Parsed[]
}
