import { didYouMean } from '#engine'
import { BadBody } from './body.ts'
import { type Director, under } from './director.ts'

/** What a world was asked and answered. */
export function journalRoutes({ app, find }: Director): void {
  app.get(under('journal'), (c) => {
    const query = c.req.query()
    const known = ['vendor', 'operation', 'outcome', 'status', 'after', 'before', 'limit', 'secrets']
    for (const name of Object.keys(query)) {
      if (!known.includes(name)) {
        throw new BadBody(
          `the journal has no filter "${name}"${didYouMean(name, known)}: it has ${known.join(', ')}`,
        )
      }
    }
    const number = (name: string): number | undefined => {
      if (query[name] === undefined) return undefined
      const value = Number(query[name])
      if (!/^\d+$/.test(query[name]) || !Number.isSafeInteger(value))
        throw new BadBody(`"${name}" takes a whole number`)
      return value
    }
    const { vendor, operation, outcome, secrets } = query
    const filter = {
      vendor,
      operation,
      outcome,
      status: number('status'),
      after: number('after'),
      before: number('before'),
      limit: number('limit'),
    }
    return c.json(find(c).journal.read(filter, secrets === 'shown'))
  })
  app.delete(under('journal'), (c) => {
    find(c).journal.empty()
    return c.json({ entries: [], total: 0 })
  })
}
