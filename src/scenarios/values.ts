import type { JsonSchema } from '#engine'
import { fill, type Saved } from './names.ts'
import { keyOf, type Written, type WrittenText } from './written.ts'

/** A part as YAML reads it: `3` is a number, `"3"` text, `true` truth, `null` nothing. */
export function plainValue(written: Written, saved: Saved): unknown {
  switch (written.kind) {
    case 'map':
      return Object.fromEntries(
        written.entries.map((entry) => [keyOf(entry, saved), plainValue(entry.value, saved)]),
      )
    case 'list':
      return written.items.map((item) => plainValue(item, saved))
    case 'text':
      return scalarValue(written, saved)
  }
}

/**
 * A part as a parameter's schema wants it: where that is text, the characters as written count. Nothing is refused
 * here: what the vendor makes of a wrong value is what a scenario may ask.
 */
export function typedValue(written: Written, schema: JsonSchema | undefined, saved: Saved): unknown {
  if (written.kind !== 'text') return plainValue(written, saved)
  const value = scalarValue(written, saved)
  if (value === null) return null
  const type = schema?.anyOf?.find((part) => part.type !== 'null')?.type ?? schema?.type
  if (type === 'integer' || type === 'number' || type === 'boolean') return value
  return textValue(written, saved)
}

/** The characters, with what was saved in their gaps. */
export const textValue = ({ parts }: WrittenText, saved: Saved): string => fill(parts, saved)

function scalarValue({ parts, plain, example }: WrittenText, saved: Saved): unknown {
  const [only, ...more] = parts
  if (plain && more.length === 0 && typeof only === 'object') return saved.get(only.saved)
  const text = fill(parts, saved)
  if (text === '' && example !== undefined) return '' // an empty cell of a table is empty text
  return plain ? asYaml(text) : text
}

/** What YAML 1.2 reads in characters without quotes. */
function asYaml(text: string): unknown {
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text)) return Number(text)
  if (/^(true|True|TRUE)$/.test(text)) return true
  if (/^(false|False|FALSE)$/.test(text)) return false
  return /^(|~|null|Null|NULL)$/.test(text) ? null : text
}
