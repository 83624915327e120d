import type { JsonSchema } from '#engine'
import type { Discretion } from './discretion.ts'
import type { Said, Sent } from './exchange.ts'
import type { Trait } from './observation.ts'
import { recordOf, type Shape, shapeOf } from './shape.ts'

export interface Body {
  readonly shape?: Shape | undefined
  readonly columns?: readonly string[] | undefined
  readonly traits: readonly Trait[]
  /** Most records of a list in it. */
  readonly rows: number
}

/** What a body is: a form, JSON, a CSV, or something else that nothing is kept of. */
export function bodyOf(said: Said | undefined, discretion: Discretion, guides: readonly JsonSchema[]): Body {
  if (said?.shape !== undefined) return { shape: said.shape, traits: [], rows: 0 }
  if (said?.form !== undefined) {
    const fields = said.form.filter(({ name }) => discretion.word(name))
    const named = fields.map(
      (one) => [one.name, { shape: sentShape(one, discretion), optional: false }] as const,
    )
    return { shape: { kinds: [], listed: [], fields: recordOf(named) }, traits: [], rows: 0 }
  }
  const text = said?.text
  if (text === undefined || text === '') return { traits: [], rows: 0 }
  const traits: Trait[] = text.startsWith('\ufeff') ? ['bom'] : []
  const plain = text.replace(/^\ufeff/, '')
  if (/\\u00[89a-f]/i.test(plain)) traits.push('unicode escapes')
  const json = jsonOf(plain)
  if (json !== undefined) {
    return { shape: shapeOf(json, discretion, guides), traits, rows: Math.max(0, ...listsIn(json)) }
  }
  if (/csv/i.test(said?.type ?? ''))
    return { columns: columnsOf(plain, discretion), traits, rows: linesOf(plain) }
  if (/^\s*[[{]/.test(plain)) traits.push('invalid json')
  return { traits, rows: 0 }
}

export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function* listsIn(value: unknown, depth = 0): Iterable<number> {
  if (Array.isArray(value)) yield value.length
  else if (typeof value === 'object' && value !== null && depth < 4)
    for (const inner of Object.values(value)) yield* listsIn(inner, depth + 1)
}

const linesOf = (csv: string): number => csv.split(/\r?\n/).filter((line) => line !== '').length - 1

/** The names in the first line, where they are names: a CSV without a header begins with data. */
function columnsOf(csv: string, discretion: Discretion): string[] {
  const [first = '', ...lines] = csv.split(/\r?\n/)
  for (const line of lines) for (const cell of cellsOf(line)) discretion.hide(cell)
  const names = cellsOf(first)
  const known = names.filter((name) => discretion.word(name)).length
  if (known * 2 < names.length || !names.every((name) => /^[A-Za-z_][\w .-]*$/.test(name))) return []
  const kept = discretion.fields(names, new Set())
  return names.filter((name) => kept.has(name))
}

const cellsOf = (line: string): string[] =>
  line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))

/** What something that was sent looks like. */
export const sentShape = ({ value, shape }: Sent, discretion: Discretion): Shape =>
  shape ?? shapeOf(value ?? null, discretion)
