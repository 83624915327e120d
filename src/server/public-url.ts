import { DubleError } from '#engine'

/**
 * The address under which others reach Dublê, such as that of a proxy before it; without a trailing slash.
 *
 * @throws DubleError `bad_option`
 * @example readPublicUrl('https://mocks.example.com:8443/').url // 'https://mocks.example.com:8443'
 */
export function readPublicUrl(given: string): { readonly url: string; readonly hostname: string } {
  const parsed = URL.parse(given)
  const {
    protocol = '',
    username,
    password,
    pathname,
    search,
    hash,
    origin = '',
    hostname = '',
  } = parsed ?? {}
  const bare = pathname === '/' && [username, password, search, hash].every((part) => part === '')
  if (/^https?:$/.test(protocol) && bare) return { url: origin, hostname }
  const got = given.includes('@') ? '' : `, got "${given}"` // reports would show the secret
  const says = `the public URL must be one like https://mocks.example.com:8443, with no path and no user${got}`
  throw new DubleError('bad_option', says)
}
