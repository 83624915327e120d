import type { IncomingMessage } from 'node:http'
import type { Fake } from '#engine'

/** A browser's question before a cross-origin call: answered at the door, it starts no wait and counts nowhere. */
export function preflight(
  fake: Fake,
  request: Request,
  incoming: IncomingMessage | undefined,
): Response | undefined {
  if ((incoming?.method ?? request.method) !== 'OPTIONS' || fake.options['cors'] !== 'on') return undefined
  const { headers } = request
  if (!headers.has('origin') || !headers.has('access-control-request-method')) return undefined
  const { clock } = fake.world
  return new Response(null, {
    status: 204,
    headers: {
      ...(clock.directed ? { date: new Date(clock.now()).toUTCString() } : {}),
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, PUT',
      'access-control-allow-headers': headers.get('access-control-request-headers') ?? '',
      'access-control-max-age': '600',
      vary: 'access-control-request-headers',
    },
  })
}
