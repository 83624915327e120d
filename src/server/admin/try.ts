import type { JournalEntry } from '#engine'
import { formsOf } from '../dashboard/forms.ts'
import { urlOf } from '../worlds.ts'
import { BadBody, bodyOf } from './body.ts'
import { type Director, under } from './director.ts'
import { askedAbout, ipOf } from './explain.ts'
import { type HeardAnswer, heard } from './heard.ts'

/** What became of a request that was tried. */
interface Tried extends HeardAnswer {
  readonly milliseconds: number
  /** What the journal holds of it. */
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
    const before = world === worlds.first ? '' : `/w/${world.id}`
    const { signal } = c.req.raw
    let id: number | undefined
    const journalled = (number: number): void => {
      id = number
    }
    const request = new Request(`http://localhost${before}${target}`, {
      method,
      headers: own,
      ...(body === '' || method === 'GET' || method === 'HEAD' ? {} : { body }),
      signal,
    })
    if (!goesToVendor(new URL(request.url).pathname, before)) {
      const says = `"path" goes to a vendor of the world "${world.id}", such as /vocom/…, and not to "${target}"`
      throw new BadBody(says)
    }
    const startedAt = performance.now()
    const answered = await heard(async () => ask(request, { given: { body, ip, journalled } }), signal)
    const milliseconds = performance.now() - startedAt
    const found = id === undefined ? [] : world.journal.read({ after: id - 1, before: id + 1 }).entries
    return c.json({ ...answered, milliseconds, entry: found[0] ?? null } satisfies Tried)
  })
}

/** Whether a path, its dots followed, is in the world and past its door: the admin API does not ask itself. */
const goesToVendor = (path: string, before: string): boolean =>
  path.startsWith(`${before}/`) && !/^\/(?:__admin|healthz|w)?(?:\/|$)/.test(path.slice(before.length))
