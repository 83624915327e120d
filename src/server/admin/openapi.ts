import type { Context } from 'hono'
import type { World } from '#engine'
import type { Room } from '../../fixtures/rooms.ts'
import type { OpenapiDocument } from '../../report/openapi-document.ts'
import { urlOf } from '../worlds.ts'
import { type AdminEnv, type Director, under } from './director.ts'

/** Every vendor by OpenAPI, and all of them as a page to read: of the first world, or of any. */
export function openapiRoutes({ app, worlds, rooms, baseUrl, find }: Director): void {
  if (rooms === undefined) return
  const first = (): World => worlds.first
  const described = async (world: World, vendor: string): Promise<OpenapiDocument> => {
    const { describe } = await import('../described.ts') // no start waits for it
    const fake = world.fake(vendor)
    const room = rooms.find(({ name }) => name === fake.name) as Room
    return describe(room, fake, `${urlOf(baseUrl(), world, world === worlds.first)}/${vendor}`)
  }
  const document = (open: (c: Context<AdminEnv>) => World) => async (c: Context<AdminEnv>) =>
    c.json(await described(open(c), (c.req.param('file') ?? '').replace(/\.json$/, '')))
  const page = (open: (c: Context<AdminEnv>) => World) => async (c: Context<AdminEnv>) => {
    const world = open(c)
    const { printReference } = await import('../../report/openapi-page.ts')
    const vendors = [...world.fakes.keys()].map((name) => described(world, name))
    return c.html(printReference(await Promise.all(vendors)))
  }
  app.get('/openapi/:file', document(first))
  app.get('/reference', page(first))
  app.get(under('openapi/:file'), document(find))
  app.get(under('reference'), page(find))
}
