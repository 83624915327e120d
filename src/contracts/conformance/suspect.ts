import type { Exchange } from './transport.ts'

/** Statuses with which servers between refuse a GET that has a body. */
const REFUSALS = [400, 403, 411, 413, 501]

/** Who signs answers from between, by what a header says. */
const BETWEEN: readonly (readonly [header: string, pattern: RegExp, name: string])[] = [
  ['server', /cloudflare/i, 'Cloudflare'],
  ['server', /cloudfront/i, 'Amazon CloudFront'],
  ['x-amz-cf-id', /./, 'Amazon CloudFront'],
  ['server', /akamai/i, 'Akamai'],
  ['server', /awselb/i, "Amazon's load balancer"],
  ['server', /varnish/i, 'Varnish'],
  ['x-served-by', /cache-/i, 'Fastly'],
  ['server', /\bgws\b|google/i, "Google's front end"],
  ['via', /./, 'a proxy that signs itself in Via'],
  ['server', /nginx/i, 'nginx'],
  ['server', /apache/i, 'Apache'],
]

/** Who else may have refused a GET with a body; undefined where the answer is no such refusal. */
export function suspectOf({ came, failed }: Exchange): string | undefined {
  const refused = came === undefined ? failed !== undefined : REFUSALS.includes(came.status)
  if (!refused) return undefined
  const headers = came?.headers ?? {}
  const found = BETWEEN.find(([header, pattern]) => pattern.test(headers[header] ?? ''))
  const named = found === undefined ? '' : `: the answer's header ${found[0]} points to ${found[2]}`
  return `a proxy or CDN before your server may be what refuses it, for many let no GET pass that has a body${named}`
}
