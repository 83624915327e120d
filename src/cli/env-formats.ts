import { DubleError } from '#engine'

const FORMATS = {
  dotenv: (name, value) => `${name}=${quoted(name, value)}`,
  sh: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  powershell: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
  github: (name, value) => {
    if (!/[\r\n]/.test(value)) return `${name}=${value}`
    let end = 'DUBLE_END'
    while (value.includes(end)) end += '_'
    return `${name}<<${end}\n${value}\n${end}`
  },
} as const satisfies Record<string, (name: string, value: string) => string>

/** How variables may be written. */
export type EnvFormat = keyof typeof FORMATS | 'json'

export const ENV_FORMATS: readonly EnvFormat[] = [
  ...(Object.keys(FORMATS) as (keyof typeof FORMATS)[]),
  'json',
]

/**
 * Writes variables for a shell, a file or a pipeline; a value is read back as it is, whatever is in it.
 *
 * @throws DubleError `bad_template` for a value that a dotenv file cannot hold
 */
export function printEnv(variables: Readonly<Record<string, string>>, format: EnvFormat): string {
  if (format === 'json') return `${JSON.stringify(variables, null, 2)}\n`
  const lines = Object.entries(variables).map(([name, value]) => FORMATS[format](name, value))
  return `${lines.join('\n')}\n`
}

/** Readers of dotenv files agree on no escapes, only on quotes: so the value gets one that it does not hold. */
function quoted(name: string, value: string): string {
  if (/^[\w.:/@%+,=-]*$/.test(value)) return value
  if (!value.includes("'")) return `'${value}'`
  if (!/["$\\]/.test(value)) return `"${value}"`
  if (!value.includes('`')) return `\`${value}\``
  const says = `${name} has every kind of quotes in it, which a dotenv file cannot hold: take --format json`
  throw new DubleError('bad_template', says, { name })
}
