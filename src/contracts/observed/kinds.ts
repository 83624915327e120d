/** What a plain value is, and nothing of what it says: `digits` for "0042", `day` for "2026-01-31". */
export const KINDS = [
  'null',
  'boolean',
  'integer',
  'number',
  'empty',
  'digits',
  'decimal',
  'day',
  'moment',
  'minute',
  'instant',
  'time',
  'brazilian day',
  'letter',
  'uuid',
  'text',
  'any',
] as const
export type Kind = (typeof KINDS)[number]

/** The texts among them, by form; the first that fits counts. */
const FORMS: readonly (readonly [kind: Kind, form: RegExp])[] = [
  ['empty', /^$/],
  ['digits', /^\d+$/],
  ['decimal', /^-?\d+\.\d+$/],
  ['day', /^\d{4}-\d\d-\d\d$/],
  ['moment', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/],
  ['minute', /^\d{4}-\d\d-\d\d \d\d:\d\d$/],
  ['instant', /^\d{4}-\d\d-\d\dT\d\d:\d\d/],
  ['time', /^\d\d:\d\d(?::\d\d)?$/],
  ['brazilian day', /^\d\d\/\d\d\/\d{4}$/],
  ['letter', /^[A-Za-z]$/],
  ['uuid', /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
]

/** The kind of a value that is neither list nor object. */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return FORMS.find(([, form]) => form.test(value))?.[0] ?? 'text'
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number'
    case 'boolean':
      return 'boolean'
    default:
      return value === null ? 'null' : 'any'
  }
}

/** What JSON calls it: every form of text is a text. */
export type JsonType = 'null' | 'boolean' | 'number' | 'text' | 'any'

export function jsonTypeOf(kind: Kind): JsonType {
  if (kind === 'null' || kind === 'boolean' || kind === 'any') return kind
  return kind === 'integer' || kind === 'number' ? 'number' : 'text'
}
