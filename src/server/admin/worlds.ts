import type { World } from '#engine'
import { showVendor } from '../../report/vendor.ts'
import { urlOf } from '../worlds.ts'
import { bodyOf } from './body.ts'
import { type Director, under } from './director.ts'
import { ORDER_FIELDS, ORDER_LIMIT, readOrder } from './order.ts'

/** Worlds: list them, open one, show one, close one. */
export function worldRoutes({ app, find, worlds, openWorld, baseUrl }: Director): void {
  const url = (world: World): string => urlOf(baseUrl(), world, world === worlds.first)
  const show = (world: World): object => ({
    id: world.id,
    url: url(world),
    admin: `${baseUrl()}/__admin/worlds/${world.id}`,
    vendors: Object.fromEntries(
      [...world.fakes.values()].map(({ name, credentials }) => [
        name,
        { url: `${url(world)}/${name}`, credentials },
      ]),
    ),
  })
  app.get('/worlds', (c) => c.json({ worlds: worlds.ids() }))
  if (openWorld !== undefined) {
    app.post('/worlds', async (c) => {
      const order = await bodyOf(c, ORDER_FIELDS, { limit: ORDER_LIMIT, empty: true })
      return c.json(show(await openWorld(readOrder(order))), 201)
    })
  }
  app.get('/worlds/:id', (c) => c.json(show(find(c))))
  app.delete('/worlds/:id', (c) => {
    const { id } = find(c)
    worlds.close(id)
    return c.json({ closed: id })
  })
  app.get(under('vendors'), (c) => {
    const world = find(c)
    return c.json({ vendors: [...world.fakes.values()].map((fake) => showVendor(fake, url(world))) })
  })
}
