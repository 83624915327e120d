import { printDuration } from '../duration.ts'
import type { DubleError } from '../errors.ts'
import type { Fake } from '../fake.ts'
import { readFaultHeader } from '../faults/header.ts'
import { type FaultKind, type FaultSort, sortOf } from '../faults/kind.ts'
import { malform } from '../faults/malform.ts'
import { printFault } from '../faults/word.ts'
import { drawDelay, type Meeting } from '../faults.ts'
import type { Answer, WireFault } from '../http.ts'
import { head } from '../journal.ts'
import type { Draw } from '../random.ts'
import type { Visit } from '../visit.ts'

/** The header by which a request orders faults for itself. */
export const FAULT_HEADER = 'x-duble-fault'

/** The faults of one request, each met once, however often it runs again: a fault counts requests. */
export interface Met {
  /** Those that it ordered for itself: they come before those that stand. */
  readonly own: readonly FaultKind[]
  /** What stood in for the handler, or null; undefined until the request came so far. */
  standIn?: Meeting | null
}

/** The faults that a request orders for itself, or what is wrong with them. */
export function ownFaults(fake: Fake, operation: string, ordered: string): readonly FaultKind[] | DubleError {
  try {
    return readFaultHeader(ordered, fake.mock.api, operation)
  } catch (error) {
    return error as DubleError
  }
}

/** What stands instead of the handler, if anything. */
export function standIn({ fake, bound, credential }: Visit, met: Met): FaultKind | undefined {
  if (met.standIn === undefined) {
    met.standIn = take(fake, met, 'stand_in', bound.name, credential?.name) ?? null
  }
  return met.standIn?.fault
}

/** A finished answer, whose state has been kept, with what delays or breaks it. */
export function befall(fake: Fake, done: Answer, met: Met): Answer {
  // A bug of ours must be seen.
  if (done.operation === undefined || (done.outcome === undefined && !done.injected)) return done
  const [delay, wire] = (['delay', 'wire'] as const).map((sort) =>
    take(fake, met, sort, done.operation as string, done.credential),
  )
  // A request that ran again, because somebody else changed the state first, may have been refused before it this time.
  const stands = done.refused?.stage === 'fault' ? met.standIn : undefined
  const stoodIn = stands === null || stands === undefined ? [] : [printFault(stands.fault)]
  const milliseconds = delay?.fault.kind === 'delay' ? drawDelay(delay.fault.delay, delay.chance) : 0
  const delayed = delay === undefined ? [] : [`delay=${printDuration(milliseconds)}`]
  const broken = wire === undefined ? [] : [printFault(wire.fault)]
  const faults = [...stoodIn, ...delayed, ...broken]
  if (faults.length === 0) return done
  const struck = { ...done, delay: done.delay + milliseconds, faults }
  return wire === undefined ? struck : breakUp(struck, wire)
}

function take(
  fake: Fake,
  met: Met,
  sort: FaultSort,
  operation: string,
  credential: string | undefined,
): Meeting | undefined {
  const own = met.own.find((fault) => sortOf(fault) === sort)
  if (own !== undefined) return fake.faults.pass(own)
  return fake.faults.take(sort, { vendor: fake.mock.api, operation, credential })
}

function breakUp(done: Answer, { fault, chance }: Meeting): Answer {
  if (fault.kind === 'slow_body') return { ...done, wire: fault }
  const injected = { ...done, injected: true, why: done.why || 'a fault broke the answer' }
  if (fault.kind !== 'malformed_body') return { ...injected, wire: wireOf(fault, chance) }
  const body = malform(done.body, done.headers['content-type'] ?? '')
  return { ...injected, body, preview: head(Buffer.from(body).toString()) }
}

const wireOf = (fault: FaultKind, chance: Draw): WireFault =>
  fault.kind === 'garbage' ? { kind: 'garbage', bytes: garbage(chance) } : (fault as WireFault)

/** Bytes that begin no HTTP, and no text either. */
function garbage(chance: Draw): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chance.whole(24, 200))
  for (const index of bytes.keys()) bytes[index] = chance.whole(0, 255)
  bytes[0] = chance.whole(0x80, 0xff)
  return bytes
}
