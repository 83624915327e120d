import { DubleError } from '#engine'
import { type Exchange, readHeader, readQuery, type Said, type Sent, splitUrl } from './exchange.ts'

/** Flags of curl that take a value and say nothing here. */
const DEAF = new Set(
  `-A --user-agent -e --referer -o --output -m --max-time --connect-timeout --retry --retry-delay --cacert --cert --key -E
   -x --proxy -U --proxy-user -w --write-out -c --cookie-jar --resolve --interface -T --upload-file -K --config -D
   --dump-header --ciphers --tls-max --limit-rate -r --range -C --continue-at --aws-sigv4 --proxy-header -Y -y -z`.split(
    /\s+/,
  ),
)
const DATA = ['-d', '--data', '--data-raw', '--data-ascii', '--data-binary', '--json', '--data-urlencode']
const MEANT = [
  '-X',
  '--request',
  '-H',
  '--header',
  '-F',
  '--form',
  '--form-string',
  '-u',
  '--user',
  '-b',
  '--cookie',
]
const TAKES = new Set([...DEAF, ...DATA, ...MEANT, '--url', '--oauth2-bearer'])

/**
 * Reads a file of curl commands, as a shell would: quotes, line continuations, comments, one after another. They tell
 * what is asked, and nothing of what is answered.
 *
 * @throws DubleError `bad_import` where there is none
 */
export function readCurl(file: string, text: string): Exchange[] {
  const commands = commandsIn(text).flatMap((words) => {
    const at = words.findIndex((word) => /(?:^|[\\/])curl(?:\.exe)?$/.test(word))
    return at === -1 ? [] : [words.slice(at + 1)]
  })
  if (commands.length === 0) throw new DubleError('bad_import', `${file} holds no curl command`, { file })
  return commands.flatMap((words) => exchangeOf(words) ?? [])
}

function exchangeOf(words: readonly string[]): Exchange | undefined {
  const given = flagsOf(words)
  const all = (...names: string[]): string[] =>
    given.flatMap(([name, value]) => (names.includes(name) ? value : []))
  const [url] = [...all('--url'), ...all('')]
  if (url === undefined) return undefined
  const headers = [
    ...all('-H', '--header').map(readHeader),
    ...authOf(all('-u', '--user'), all('--oauth2-bearer')),
  ]
  for (const value of all('-b', '--cookie')) headers.push({ name: 'Cookie', value })
  const forms = all('-F', '--form', '--form-string').map(readPart)
  const data = given.filter(([name]) => DATA.includes(name))
  const flags = new Set(given.map(([name]) => name))
  const inQuery = flags.has('-G') || flags.has('--get')
  const { path, query } = splitUrl(withHost(url))
  const text = data.map(([, value]) => value).join(flags.has('--json') ? '' : '&')
  const body = inQuery ? undefined : bodyOf(text, forms, headers, data.length > 0, flags.has('--json'))
  const implied = flags.has('-I') || flags.has('--head') ? 'HEAD' : body === undefined ? 'GET' : 'POST'
  return {
    method: (all('-X', '--request').at(-1) ?? implied).toUpperCase(),
    url: path,
    query: [...query, ...(inQuery ? readQuery(text) : [])],
    headers,
    body,
    hints: [],
  }
}

/** Without a scheme, what stands before the first slash is the host. */
const withHost = (url: string): string =>
  /^[a-z][a-z\d+.-]*:\/\//i.test(url) || url.startsWith('/') ? url : `http://${url}`

const authOf = ([pair]: readonly string[], [bearer]: readonly string[]): Sent[] => [
  ...(pair === undefined
    ? []
    : [{ name: 'Authorization', value: `Basic ${Buffer.from(pair).toString('base64')}` }]),
  ...(bearer === undefined ? [] : [{ name: 'Authorization', value: `Bearer ${bearer}` }]),
]

function readPart(part: string): Sent {
  const [name = '', value = ''] = part.split(/=(.*)/s)
  return { name, value }
}

function bodyOf(
  text: string,
  forms: readonly Sent[],
  headers: readonly Sent[],
  given: boolean,
  json: boolean,
): Said | undefined {
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value
  if (forms.length > 0) return { type: 'multipart/form-data', form: forms }
  if (!given) return undefined
  if (json) return { type: type ?? 'application/json', text }
  // Without a header curl calls whatever it sends a form.
  const isForm = type === undefined ? !/^\s*[[{]/.test(text) : /x-www-form-urlencoded/.test(type)
  return isForm
    ? { type: type ?? 'application/x-www-form-urlencoded', form: readQuery(text) }
    : { type, text }
}

/** Names and values of flags; what stands alone has the empty name. */
function flagsOf(words: readonly string[]): [name: string, value: string][] {
  const given: [string, string][] = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (/^--[\w-]/.test(word)) given.push(longFlag(word, rest))
    else if (/^-[A-Za-z]/.test(word)) given.push(...shortFlags(word, rest))
    else given.push(['', word])
  }
  return given
}

function longFlag(word: string, rest: string[]): [string, string] {
  const [name = '', value] = word.split(/=(.*)/s)
  return [name, value ?? (TAKES.has(name) ? (rest.shift() ?? '') : '')]
}

/** `-sSXPOST` is three of them. */
function shortFlags(word: string, rest: string[]): [string, string][] {
  const found: [string, string][] = []
  for (let at = 1; at < word.length; at++) {
    const name = `-${word[at]}`
    if (!TAKES.has(name)) found.push([name, ''])
    else {
      found.push([name, word.slice(at + 1) || (rest.shift() ?? '')])
      break
    }
  }
  return found
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** The commands of a shell's text, each as its words. */
function commandsIn(text: string): string[][] {
  const commands: string[][] = [[]]
  let word: string | undefined
  const end = (): void => {
    if (word !== undefined) commands.at(-1)?.push(word)
    word = undefined
  }
  // A caret at a line's end is how the Windows shell continues it.
  const source = text.replace(/^\ufeff/, '').replace(/(?:\\|\^)\r?\n/g, ' ')
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] as string
    const dollar = sign === '$' && source[at + 1] === "'"
    if (sign === "'" || sign === '"' || dollar) {
      const quoted = quotedAt(
        source,
        dollar ? at + 1 : at,
        sign === "'" ? 'plain' : dollar ? 'ansi' : 'double',
      )
      word = (word ?? '') + quoted.text
      at = quoted.end
    } else if (/[\n;|&]/.test(sign)) {
      // Unquoted, an & within a word stands in a URL that somebody forgot to quote.
      if (sign === '&' && word !== undefined && /\S/.test(source[at + 1] ?? ' ') && source[at + 1] !== '&')
        word += sign
      else {
        end()
        commands.push([])
      }
    } else if (/\s/.test(sign)) end()
    else if (sign === '#' && word === undefined) {
      const line = source.indexOf('\n', at)
      at = (line === -1 ? source.length : line) - 1
    } else if (sign === '\\' && at + 1 < source.length) word = (word ?? '') + source[++at]
    else word = (word ?? '') + sign
  }
  end()
  return commands
}

/** A quoted text and where its closing mark stands. */
function quotedAt(
  source: string,
  from: number,
  kind: 'plain' | 'double' | 'ansi',
): { text: string; end: number } {
  const mark = source[from]
  let text = ''
  let at = from + 1
  for (; at < source.length && source[at] !== mark; at++) {
    const sign = source[at] as string
    const next = source[at + 1] ?? ''
    if (sign !== '\\' || kind === 'plain' || (kind === 'double' && !/["\\$`]/.test(next))) text += sign
    else {
      text += kind === 'ansi' ? (ESCAPES[next] ?? next) : next
      at++
    }
  }
  return { text, end: at }
}
