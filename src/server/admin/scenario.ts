import { didYouMean } from '#engine'
import { BadBody } from './body.ts'
import { type Director, under } from './director.ts'

/** What was done in a world since its beginning or last reset, as a scenario that passes. */
export function scenarioRoutes({ app, find, recordScenario }: Director): void {
  if (recordScenario === undefined) return
  const known = ['title', 'beside']
  app.get(under('scenario'), async (c) => {
    const { title, beside, ...more } = c.req.query()
    const [stranger] = Object.keys(more)
    if (stranger !== undefined) {
      const says = `a scenario has no "${stranger}"${didYouMean(stranger, known)}: it takes ${known.join(', ')}`
      throw new BadBody(says)
    }
    const text = await recordScenario(find(c), { title, beside })
    return c.body(text, 200, { 'content-type': 'text/yaml; charset=utf-8' })
  })
}
