import type { Hono } from 'hono'
import { type Answer, DubleError, type Fake, type HttpRequest, type Refused, type World } from '#engine'
import type { Exchange } from './exchange.ts'
import { underOptions } from './options-header.ts'
import { preflight } from './preflight.ts'
import { badOptions, noSuchVendor } from './refusals.ts'
import { rightOf } from './right.ts'
import { createVendorApp, type VendorEnv } from './vendor-app.ts'

/** A request to be explained: as a client would send it. */
export interface AskedAbout {
  readonly method: string
  /** Path and query, from the vendor's name on. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** From where it would come. */
  readonly ip: string
}

/** What would become of a request, without its having been sent. */
export interface Explanation {
  readonly vendor: string | null
  readonly operation: string | null
  readonly outcome: string | null
  /** Where it would be refused; null where it would be answered. */
  readonly refused_by: 'vendor' | 'path' | 'header' | Refused['stage'] | null
  readonly why: string
  /** What would be right instead. */
  readonly right: string
  /** What differs from the nearest operation, where no path fits. */
  readonly differs?: readonly string[]
  /** The faults that it would meet. */
  readonly faults?: readonly string[]
  readonly credential: string | null
  readonly status: number
  /** The body that would be answered; parsed, where it is JSON. */
  readonly answer: unknown
}

/** Says what would become of requests: each goes its whole way, over state and faults as they are, and leaves no trace. */
export class Explainer {
  readonly #apps = new Map<string, Hono<VendorEnv>>()
  readonly #heard = new WeakMap<Exchange, Answer>()

  async explain(world: World, asked: AskedAbout): Promise<Explanation> {
    const { method, target, headers, body, ip } = asked
    const path = target.split('?')[0] as string
    const slash = path.indexOf('/', 1)
    const vendor = slash < 0 ? path.slice(1) : path.slice(1, slash)
    const fake = world.fakes.get(vendor)
    if (fake === undefined) return nobody(noSuchVendor(path, [...world.fakes.keys()]))
    const chosen = underOptions(fake, headers['x-duble-options'])
    if (chosen instanceof DubleError) return ownHeader(vendor, badOptions(chosen))
    const rehearsal = chosen.rehearsal()
    const exchange: Exchange = {
      world,
      fake: rehearsal,
      path: rehearsal.canonical(slash < 0 ? '/' : path.slice(slash)) ?? '/moved away',
      target,
      startedAt: 0,
      incoming: undefined,
      outgoing: undefined,
      given: { body, ip },
    }
    const request = new Request(`http://localhost${target}`, { method, headers })
    const asking = preflight(rehearsal, request, undefined)
    if (asking !== undefined) return answeredAtTheDoor(vendor, asking)
    await Promise.resolve(this.#app(fake).fetch(request, { exchange })).catch(() => {}) // a fault may break it off
    const heard = this.#heard.get(exchange)
    if (heard === undefined) throw new Error(`nothing was heard of ${method} ${path}`)
    return explained(rehearsal, heard)
  }

  #app(fake: Fake): Hono<VendorEnv> {
    let app = this.#apps.get(fake.name)
    if (app === undefined) {
      const hear = (exchange: Exchange, _request: HttpRequest, answer: Answer): void =>
        void this.#heard.set(exchange, answer)
      app = createVendorApp(fake.mock, hear, async () => {})
      this.#apps.set(fake.name, app)
    }
    return app
  }
}

const nobody = (answer: Answer): Explanation => ({
  vendor: null,
  operation: null,
  outcome: null,
  refused_by: 'vendor',
  why: answer.why,
  right: `begin the path with a vendor's name: ${(bodyOf(answer) as { known: string[] }).known.join(', ')}`,
  credential: null,
  status: answer.status,
  answer: bodyOf(answer),
})

interface Nearest {
  readonly nearest: { readonly method: string; readonly path: string }
  readonly differs: readonly string[]
}

/** One of Dublê's own headers stands against it. */
const ownHeader = (vendor: string, answer: Answer): Explanation => ({
  vendor,
  operation: null,
  outcome: null,
  refused_by: 'header',
  why: answer.why,
  right: 'mend what is said, or leave it out',
  credential: null,
  status: answer.status,
  answer: bodyOf(answer),
})

/** A browser's question before its call comes to no operation. */
const answeredAtTheDoor = (vendor: string, { status }: Response): Explanation => ({
  vendor,
  operation: null,
  outcome: null,
  refused_by: null,
  why: 'a browser’s question before a cross-origin call: it is answered at the door, and starts and counts nothing',
  right: 'nothing: it may be sent as it is',
  credential: null,
  status,
  answer: '',
})

function explained(fake: Fake, answer: Answer): Explanation {
  const { operation = null, outcome = null, credential = null, status, why, faults } = answer
  const body = bodyOf(answer)
  const common = { vendor: fake.name, operation, outcome, credential, status, answer: body }
  if (operation === null) {
    const { nearest, differs = [] } = body as Partial<Nearest>
    if (nearest === undefined) return ownHeader(fake.name, answer)
    return { ...common, refused_by: 'path', why, right: `send ${nearest.method} ${nearest.path}`, differs }
  }
  return {
    ...common,
    refused_by: answer.refused?.stage ?? (answer.injected ? 'fault' : null),
    why: why || `nothing stands against it: it would be answered with ${outcome}`,
    right: rightOf(fake, answer) ?? 'nothing: it may be sent as it is',
    ...(faults === undefined ? {} : { faults }),
  }
}

function bodyOf({ body }: Answer): unknown {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
