import type { Handlers } from 'duble/engine'
import type { api } from './api.ts'
import type { Shop } from './fixture.ts'

/** Synchronous, over plain state: what is written is kept only if the answer is a success. */
export const handlers: Handlers<typeof api, typeof Shop> = {
  orders: (_request, { state, page }) => page(state.orders.all()),
  order: ({ id }, { state, fail }) =>
    state.orders.get(id) ?? fail('not_found', `no order has the number ${id}`, { id }),
  add_order({ item }, { state, next }) {
    const order = { id: `new-${next('orders')}`, item, status: 'open' } as const
    state.orders.put(order)
    return order
  },
}
