import {
  type AnyOperation,
  DubleError,
  isOptional,
  type JsonSchema,
  jsonSchema,
  localDay,
  SAO_PAULO,
} from '#engine'
import type { Probing } from './probe.ts'
import { SAFE, type SafeRead } from './safe.ts'

export interface Ready extends SafeRead {
  readonly request: Readonly<Record<string, string>>
}

/** The reads that can be asked, and those that lack a parameter. */
export function readsOf(probing: Probing): { ready: Ready[]; left: { operation: string; why: string }[] } {
  const { api, only, parameters, clock } = probing
  const safe = SAFE[api.name] ?? []
  const names = safe.map(({ operation }) => operation)
  if (safe.length === 0) {
    throw new DubleError('bad_probe', `no operation of ${api.name} is known to be safe to ask`, {
      vendor: api.name,
    })
  }
  for (const name of only.filter((one) => !names.includes(one))) {
    const says = `${api.name}/${name} is not safe to ask a real vendor: safe are ${names.join(', ')}`
    throw new DubleError('bad_probe', says, { operation: name, known: names })
  }
  const day = localDay(clock.now() - 24 * 60 * 60 * 1000, SAO_PAULO)
  const left: { operation: string; why: string }[] = []
  const ready = safe.flatMap((read): Ready[] => {
    const { operation, sends = {} } = read
    if (only.length > 0 && !only.includes(operation)) return []
    const documented = api.operations[operation] as AnyOperation
    const { properties = {} }: JsonSchema = jsonSchema(documented.parameters)
    const own = Object.entries(sends).map(([name, value]) => [name, value.replace('{day}', day)])
    const told = Object.entries(parameters).filter(([name]) => Object.hasOwn(properties, name))
    const request = Object.fromEntries([...own, ...told]) as Record<string, string>
    const needed = Object.keys(properties).filter((name) => !isOptional(properties[name] as JsonSchema))
    const missing = needed.filter((name) => request[name] === undefined)
    // One of several optional keys is wanted where nothing is required, as a look-up by CPF or e-mail.
    const example = Object.keys(documented.example)
    if (missing.length === 0 && example.length > 0 && Object.keys(request).length === 0)
      missing.push(...example)
    if (missing.length === 0) return [{ ...read, request }]
    left.push({
      operation,
      why: `needs ${missing.join(', ')}: ${missing.map((name) => `--with ${name}=…`).join(' ')}`,
    })
    return []
  })
  if (ready.length > 0) return { ready, left }
  throw new DubleError(
    'bad_probe',
    `nothing of ${api.name} can be asked: ${left.map(({ operation, why }) => `${operation} ${why}`).join('; ')}`,
  )
}
