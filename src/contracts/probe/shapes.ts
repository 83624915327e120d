import { type AnyVendor, didYouMean } from '#engine'
import {
  type Objection,
  objectionsToShape,
  readShape,
  type Written,
  writeShape,
} from '../observed/notation.ts'
import type { Shape } from '../observed/shape.ts'

/** What an operation's answer looked like when it was last accepted, and when it was last asked. */
export interface Kept {
  /** Epoch milliseconds. */
  readonly asked: number
  readonly shape?: Shape | undefined
}

/** The shapes of a vendor's answers, by operation. */
export type Shapes = Readonly<Record<string, Kept>>

/** As it stands in YAML. */
export const writeShapes = (vendor: string, shapes: Shapes): object => ({
  vendor,
  shapes: Object.fromEntries(
    Object.entries(shapes).map(([name, { asked, shape }]) => [
      name,
      { asked: new Date(asked).toISOString(), ...(shape === undefined ? {} : { answer: writeShape(shape) }) },
    ]),
  ),
})

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is wrong with shapes that were read from YAML. */
export function* objectionsToShapes(written: unknown, api: AnyVendor): Iterable<Objection> {
  if (!isMap(written) || !isMap(written['shapes'])) {
    return yield { path: [], says: 'must be a map of vendor and shapes' }
  }
  if (written['vendor'] !== api.name) yield { path: ['vendor'], says: `must be ${api.name}` }
  const known = Object.keys(api.operations)
  for (const [name, kept] of Object.entries(written['shapes'])) {
    const path = ['shapes', name]
    if (!known.includes(name)) yield { path, says: `names no operation${didYouMean(name, known)}` }
    if (!isMap(kept)) yield { path, says: 'must be a map of asked and answer' }
    else {
      if (Number.isNaN(Date.parse(String(kept['asked'])))) {
        yield { path: [...path, 'asked'], says: 'must be an instant, such as 2026-03-02T12:00:00.000Z' }
      }
      if (kept['answer'] !== undefined) yield* objectionsToShape(kept['answer'], [...path, 'answer'])
    }
  }
}

/** Shapes of which `objectionsToShapes` found nothing wrong. */
export const readShapes = (written: unknown): Shapes =>
  Object.fromEntries(
    Object.entries((written as { shapes: Record<string, { asked: string; answer?: Written }> }).shapes).map(
      ([name, { asked, answer }]) => [
        name,
        { asked: Date.parse(asked), ...(answer === undefined ? {} : { shape: readShape(answer) }) },
      ],
    ),
  )
