/**
 * Acme: orders. Written as a start: put what Acme's document says in its place, and quote it where it decides something.
 */
import { defineVendor, get, list, object, oneOf, post, queryOptions, text, tokenHeader } from 'duble/engine'

const id = text('Number of the order', '1', { min: 1 })
const item = text('What is ordered', 'Coffee', { min: 1 })
const Order = object({ id, item, status: oneOf('open', 'sent') }) // keys in the order in which the document prints them

export const api = defineVendor({
  name: 'acme',
  title: 'Acme, orders',
  source: 'Title and version of the document that all this is taken from',
  auth: tokenHeader('token', { missing: 'no_token', wrong: 'wrong_token', statuses: {} }),
  options: { ...queryOptions }, // what the document leaves open: choice(['one', 'another']), flag(false), duration('10s')
  // Outcome, HTTP status, and the document's own sentence; {name} is filled from the facts that a handler gives.
  errors: {
    bad_request: [400, 'Something is missing or wrong'],
    no_token: [401, 'Token missing'],
    wrong_token: [401, 'Token unknown'],
    wrong_method: [405, 'Method not allowed'],
  },
  // Errors of those operations alone that name them in `own`.
  rareErrors: { not_found: [404, 'There is no order {id}'] },
  wrongMethod: 'wrong_method',
  invalid: () => 'bad_request',
  failureSchema: object({ error: text('What went wrong', 'Token unknown', { min: 1 }) }),
  failure: ({ message }) => ({ error: message }),
  readError: (body) => {
    const error = (body as { error?: unknown } | null)?.error
    return typeof error === 'string' ? { message: error } : undefined
  },
  // A wait between two requests is `cooldown: { seconds: 300, refuse: … }` with `...cooldownOptions` above; a limit of
  // records is `cap: { records: 5000, refuse: … }` with `...capOptions`.
  operations: {
    orders: get('/orders', {}, list(Order), { more: ['ok.empty'] }),
    order: get('/orders/{id}', { id }, Order, { own: ['not_found'] }),
    add_order: post('/orders', { item }, Order, { status: 201 }),
  },
})
