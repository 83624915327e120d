import type { JournalEntry } from '#engine'
import { formsOf } from '../dashboard/forms.ts'
import { urlOf } from '../worlds.ts'
import { bodyOf } from './body.ts'
import { type Director, under } from './director.ts'
import { askedAbout, ipOf } from './explain.ts'

/** Most characters of an answer's body that are told. */
const LONG = 256 * 1024

/** What became of a request that was tried. */
interface Tried {
  /** Null where no answer came. */
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  /** Its beginning, where it is long. */
  readonly body: string
  /** Characters of the whole body. */
  readonly length: number
  /** Why no whole answer came; absent where one did. */
  readonly broken?: string
  readonly milliseconds: number
  /** What the journal holds of it; null where it came to no vendor's door. */
  readonly entry: JournalEntry | null
}

/** Requests by hand: how each operation is asked, and what becomes of one that is sent. */
export function tryRoutes({ app, find, worlds, baseUrl, ask }: Director): void {
  app.get(under('try'), (c) => {
    const world = find(c)
    const url = urlOf(baseUrl(), world, world === worlds.first)
    return c.json({ vendors: [...world.fakes.values()].map((fake) => formsOf(fake, url)) })
  })
  app.post(under('try'), async (c) => {
    const world = find(c)
    const order = await bodyOf(c, ['method', 'path', 'headers', 'body'])
    const { method, target, headers, body, ip } = askedAbout(order, world.id, ipOf(c.env))
    const { 'x-duble-world': _elsewhere, ...own } = headers // this world is meant
    const where = world === worlds.first ? target : `/w/${world.id}${target}`
    let id: number | undefined
    const journalled = (number: number): void => {
      id = number
    }
    const request = new Request(`http://localhost${where}`, {
      method,
      headers: own,
      ...(body === '' || method === 'GET' || method === 'HEAD' ? {} : { body }),
      signal: c.req.raw.signal,
    })
    const startedAt = performance.now()
    const answered = await heard(async () => ask(request, { given: { body, ip, journalled } }))
    const milliseconds = performance.now() - startedAt
    const found = id === undefined ? [] : world.journal.read({ after: id - 1, before: id + 1 }).entries
    return c.json({ ...answered, milliseconds, entry: found[0] ?? null } satisfies Tried)
  })
}

/** An answer as it came; what a fault breaks off is told as far as it came. */
async function heard(send: () => Promise<Response>): Promise<Omit<Tried, 'milliseconds' | 'entry'>> {
  let status: number | null = null
  let headers = {}
  let body = ''
  try {
    const response = await send()
    status = response.status
    headers = Object.fromEntries(response.headers)
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? [])
      body += decoder.decode(chunk as Uint8Array, { stream: true })
    return { status, headers, body: body.slice(0, LONG), length: body.length }
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error }
    const broken = cause?.message ?? message
    return { status, headers, body: body.slice(0, LONG), length: body.length, broken }
  }
}
