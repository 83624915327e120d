import { DubleError } from '#engine'
import type { Credentials } from '../contracts/conformance/credentials.ts'

/**
 * Who calls, from the variables.
 *
 * @throws DubleError `bad_option` where half of something is set
 */
export function mineCredentials(vendor: string, env: NodeJS.ProcessEnv): Credentials {
  const read = (name: string): string | undefined => env[`DUBLE_MINE_${name}`] || undefined
  const [user, id] = [read('USER'), read('CLIENT_ID')]
  const token = read('TOKEN')
  const tokenUrl = read('TOKEN_URL')
  if (token !== undefined && !/^[\t\x20-\x7e\x80-\xff]*$/.test(token)) {
    throw new DubleError(
      'bad_option',
      'DUBLE_MINE_TOKEN has a character that no header can carry, such as a line break',
    )
  }
  const password = halves('DUBLE_MINE_USER', user, 'DUBLE_MINE_PASSWORD', read('PASSWORD'))
  const secret = halves('DUBLE_MINE_CLIENT_ID', id, 'DUBLE_MINE_CLIENT_SECRET', read('CLIENT_SECRET'))
  if (id !== undefined && tokenUrl === undefined && vendor === 'datacake') {
    throw new DubleError('bad_option', 'DUBLE_MINE_TOKEN_URL must say where the OAuth2 client gets its token')
  }
  if (tokenUrl !== undefined && !/^https?:$/.test(URL.parse(tokenUrl)?.protocol ?? '')) {
    throw new DubleError('bad_option', 'DUBLE_MINE_TOKEN_URL must be an absolute URL')
  }
  return {
    token,
    pair: user === undefined || password === undefined ? undefined : { user, password },
    client: id === undefined || secret === undefined ? undefined : { id, secret, tokenUrl },
  }
}

/** @returns the second, where both are set or neither is */
function halves(
  first: string,
  one: string | undefined,
  second: string,
  other: string | undefined,
): string | undefined {
  if ((one === undefined) === (other === undefined)) return other
  const [set, unset] = one === undefined ? [second, first] : [first, second]
  throw new DubleError('bad_option', `${set} is set, and ${unset} is not: they belong together`)
}
