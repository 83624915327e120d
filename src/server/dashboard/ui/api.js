import { set, state, tell } from './store.js'

/** An answer of the admin API that is none. */
export class Refused extends Error {
  /** @param {number} status @param {string} says */
  constructor(status, says) {
    super(says)
    this.status = status
  }
}

/** What no header can carry is wrong as well: so the page asks for the token again. */
const headers = () =>
  state.token === '' ? {} : { authorization: `Bearer ${state.token.replace(/[^ -ÿ]/g, '?')}` }

/**
 * Asks the admin API; a 401 lets the page ask for its token.
 *
 * @param {string} ask such as `GET /worlds`
 * @param {object} [order]
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function fetched(ask, order, signal) {
  const [method, path] = ask.split(/ (.*)/s)
  const body = order === undefined ? {} : { body: JSON.stringify(order) }
  const response = await fetch(`/__admin${path}`, { method, headers: headers(), signal, ...body })
  if (response.status === 401) set({ tokenWanted: true })
  return response
}

/** @param {string} ask @param {object} [order] @returns {Promise<any>} @throws Refused */
export async function admin(ask, order) {
  const response = await fetched(ask, order)
  const text = await response.text()
  const answer = jsonOr(text)
  if (response.ok || response.status === 422) return answer ?? text
  throw new Refused(response.status, answer?.message ?? `${response.status} ${response.statusText}`)
}

/** The same of the world that is looked at. @param {string} ask @param {object} [order] @returns {Promise<any>} */
export function world(ask, order) {
  const [method, path] = ask.split(/ (.*)/s)
  return admin(`${method} /worlds/${encodeURIComponent(state.world)}${path}`, order)
}

/** Does something, and tells what went wrong. @param {() => Promise<unknown>} act @param {string} [done] */
export async function act(act, done) {
  try {
    await act()
    if (done !== undefined) tell(done)
  } catch (error) {
    tell(error.message, 'bad')
  }
}

/**
 * Listens to a world, event by event.
 *
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<{event: string, data: any}>}
 */
export async function* events(id, signal) {
  const response = await fetched(`GET /worlds/${encodeURIComponent(id)}/events`, undefined, signal)
  if (!response.ok) throw new Refused(response.status, (await response.json()).message)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const parts = (text + value).split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const [, event, data] = /^event: (\w+)\ndata: (.*)$/s.exec(part) ?? []
      if (event !== undefined) yield { event, data: JSON.parse(data) }
    }
  }
}

/** @param {string} text */
export function jsonOr(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
