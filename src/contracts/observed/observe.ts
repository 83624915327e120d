import type { Discretion } from './discretion.ts'
import type { Exchange } from './exchange.ts'
import { mergeSightings, type Sighting } from './observation.ts'
import { merged, recordOf, type Shape } from './shape.ts'
import { type Sight, sightingOf } from './sight.ts'

/** Collects exchanges as names and shapes, one after another; each is forgotten at once. */
export class Observer {
  readonly #sight: Sight
  #sightings: Sighting[] = []
  requests = 0
  answers = 0
  /** Requests in which an operation was recognised. */
  recognised = 0

  constructor(sight: Sight) {
    this.#sight = sight
  }

  see(exchange: Exchange): void {
    if (!exchange.again) this.requests++
    if (exchange.answer !== undefined) this.answers++
    const sighting = sightingOf(exchange, this.#sight)
    if (sighting.operation !== undefined && !exchange.again) this.recognised++
    this.#sightings.push(sighting)
    // Thousands of exchanges of a recording are of few kinds.
    if (this.#sightings.length > 500) this.#sightings = mergeSightings(this.#sightings)
  }

  /** All that was seen; a name of a field that turned out to be a value goes. */
  sightings(): Sighting[] {
    const { discretion } = this.#sight
    return mergeSightings(this.#sightings.map((sighting) => settled(sighting, discretion)))
  }
}

function settled(sighting: Sighting, discretion: Discretion): Sighting {
  const { body, answer, columns } = sighting
  return {
    ...sighting,
    ...(body === undefined ? {} : { body: discreet(body, discretion) }),
    ...(answer === undefined ? {} : { answer: discreet(answer, discretion) }),
    ...(columns === undefined ? {} : { columns: columns.filter((name) => !discretion.betrays(name)) }),
  }
}

/** A shape whose names are none of the values. */
function discreet(shape: Shape, discretion: Discretion): Shape {
  const inner = (one: Shape): Shape => discreet(one, discretion)
  const fields = Object.entries(shape.fields ?? {})
  const gone = fields.filter(([name]) => discretion.betrays(name))
  discretion.dropped.fields += gone.length
  const others = [...(shape.record ? [shape.record] : []), ...gone.map(([, field]) => field.shape)].map(inner)
  const kept = fields.filter(([name]) => !discretion.betrays(name))
  return {
    kinds: shape.kinds,
    listed: shape.listed,
    ...(shape.fields === undefined
      ? {}
      : { fields: recordOf(kept.map(([name, field]) => [name, { ...field, shape: inner(field.shape) }])) }),
    ...(others.length === 0 ? {} : { record: merged(others) }),
    ...(shape.items === undefined ? {} : { items: shape.items === null ? null : inner(shape.items) }),
  }
}
