import { curlOf } from './openapi-curl.ts'
import {
  type OpenapiDocument,
  type OpenapiOperation,
  type OpenapiResponse,
  resolved,
  type Told,
} from './openapi-document.ts'
import { fieldsOf, typeOf } from './openapi-fields.ts'
import type { PlainSchema } from './openapi-schema.ts'
import { STYLE } from './openapi-style.ts'

/**
 * Vendors as one page that needs nothing beside itself: operations, parameters, outcomes with their sentences,
 * examples, curl, and the ledger's quotes.
 */
export function printReference(documents: readonly OpenapiDocument[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(documents.map(({ info }) => info.title).join(' · '))}</title>
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="Operations">${documents.map(contents).join('')}</nav>
<main>${documents.map(vendor).join('')}</main>
</body>
</html>
`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] as string)

/** Text with its `code` marked. */
const prose = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>')

const paragraphs = (text: string): string =>
  text
    .split('\n\n')
    .map((part) => `<p>${prose(part)}</p>`)
    .join('')

const json = (value: unknown): string =>
  `<pre><code>${escaped(typeof value === 'string' ? value : JSON.stringify(value, null, 2))}</code></pre>`

const folded = (summary: string, inside: string): string =>
  inside === '' ? '' : `<details><summary>${escaped(summary)}</summary>${inside}</details>`

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const head = heads.map((name) => `<th scope="col">${name}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

const badge = (kind: string): string => `<span class="badge ${escaped(kind)}">${escaped(kind)}</span>`

type Each = readonly [path: string, method: string, operation: OpenapiOperation]

const operationsOf = ({ paths }: OpenapiDocument): Each[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Each => [path, method, operation]),
  )

function contents(document: OpenapiDocument): string {
  const name = document['x-duble-vendor']
  const links = operationsOf(document).map(
    ([, method, { operationId }]) =>
      `<li><a href="#${name}.${operationId}"><small>${method.toUpperCase()}</small> ${escaped(operationId)}</a></li>`,
  )
  return `<h2><a href="#${name}">${escaped(name)}</a></h2><ul>${links.join('')}</ul>`
}

/** How a security scheme is sent, in words. */
function wayOf({ type, in: place, name, scheme }: Readonly<Record<string, unknown>>): string {
  if (type === 'apiKey') return `<code>${escaped(String(name))}</code> in the ${escaped(String(place))}`
  if (type === 'http') return `HTTP ${escaped(String(scheme))} authentication`
  return type === 'oauth2' ? 'OAuth2' : escaped(String(type))
}

function vendor(document: OpenapiDocument): string {
  const { info, servers, components } = document
  const name = document['x-duble-vendor']
  const schemes = Object.entries(components.securitySchemes ?? {}).map(
    ([key, { description = '', ...scheme }]) => [
      `<code>${escaped(key)}</code>`,
      `${wayOf(scheme)}. ${prose(String(description))}`,
    ],
  )
  const options = Object.entries(document['x-duble-options']).map(([option, { value, accepts, rows }]) => [
    `<code>${escaped(option)}</code>`,
    `<code>${escaped(value)}</code>`,
    escaped([accepts].flat().join(', ')),
    rows.map((id) => link(document, id)).join(' '),
  ])
  return `<section id="${name}"><h1>${escaped(info.title)}</h1>
<p><code>${escaped(servers[0]?.url ?? '')}</code></p>${paragraphs(info.description)}
${table(['Who calls', 'How'], schemes)}
${folded(`${options.length} assumptions`, table(['Option', 'Here', 'Accepts', 'Rows'], options))}
${operationsOf(document)
  .map((each) => article(document, each))
  .join('')}
${folded('The ledger', ledger(document))}</section>`
}

const link = (document: OpenapiDocument, id: string): string =>
  `<a href="#${document['x-duble-vendor']}.${escaped(id)}">${escaped(id)}</a>`

function ledger(document: OpenapiDocument): string {
  const rows = Object.entries(document['x-duble-ledger']).map(([id, fact]) => [
    `<span id="${document['x-duble-vendor']}.${escaped(id)}">${escaped(id)}</span>`,
    badge(fact.class),
    `${escaped(fact.says)}${quote(fact)}`,
  ])
  return table(['Row', 'Class', 'Fact'], rows)
}

const quote = ({ quote: words, place }: { readonly quote?: string; readonly place?: string }): string =>
  words === undefined
    ? ''
    : ` <q lang="pt-BR">${escaped(words)}</q>${place === undefined ? '' : ` <small>${escaped(place)}</small>`}`

function article(document: OpenapiDocument, [path, method, operation]: Each): string {
  const { operationId, summary, description, parameters = [], requestBody } = operation
  const fields = parameters.map((parameter) => [
    `<code>${escaped(parameter.name)}</code>`,
    parameter.in,
    escaped(typeOf(document, parameter.schema)),
    parameter.required ? 'yes' : 'no',
    `<span lang="pt-BR">${escaped(parameter.description ?? '')}</span>`,
  ])
  const bodies = Object.entries(requestBody?.content ?? {}).map(([type, media]) => {
    const examples = Object.entries(media.examples ?? {}).map(([name, { summary: says = name, value }]) =>
      folded(says, json(value)),
    )
    return `<h4>Body, <code>${escaped(type)}</code></h4>${shape(document, media.schema)}${examples.join('')}`
  })
  const responses = Object.entries(operation.responses).map(([status, response]) =>
    answer(document, status, resolved(document, response)),
  )
  return `<article id="${document['x-duble-vendor']}.${operationId}"><h2><small>${method.toUpperCase()}</small> ${escaped(operationId)}</h2>
<p><code>${escaped(path)}</code></p><p>${escaped(summary)}</p>${folded('In the document', paragraphs(description))}
${table(['Parameter', 'In', 'Type', 'Required', 'Meaning'], fields)}${bodies.join('')}
<pre class="curl"><code>${escaped(curlOf(document, path, method, operation))}</code></pre>
${responses.join('')}</article>`
}

const shape = (document: OpenapiDocument, schema: PlainSchema): string =>
  table(
    ['Field', 'Type', '', ''],
    fieldsOf(document, schema).map(({ name, type, required, description }) => [
      `<code>${escaped(name)}</code>`,
      escaped(type),
      required ? 'required' : '',
      `<span lang="pt-BR">${escaped(description)}</span>`,
    ]),
  )

function answer(document: OpenapiDocument, status: string, response: OpenapiResponse): string {
  const outcomes = Object.entries(response['x-duble-outcomes']).map(([name, told]) =>
    outcome(document, name, told),
  )
  const headers = Object.entries(response.headers ?? {}).map(([name, { description, schema }]) => [
    `<code>${escaped(name)}</code>`,
    (schema.examples ?? []).map((value) => `<code>${escaped(String(value))}</code>`).join('<br>'),
    escaped(description),
  ])
  const contents = Object.entries(response.content).map(([type, media]) => {
    const examples = Object.entries(media.examples ?? {}).map(
      ([name, { value }]) => `<h5>${escaped(name)}</h5>${json(value)}`,
    )
    return folded(`${type}: fields and examples`, `${shape(document, media.schema)}${examples.join('')}`)
  })
  const [title = ''] = response.description.split('\n')
  return `<h3>${escaped(status)} ${escaped(title)}</h3>
${table(['Outcome', 'Class', 'Words', 'Why'], outcomes)}${table(['Header', 'Value', ''], headers)}${contents.join('')}`
}

function outcome(document: OpenapiDocument, name: string, told: Told): string[] {
  const facts = document['x-duble-ledger']
  const classes = Object.entries(told['x-duble-rows'])
  const strength = ([, kind]: readonly [string, string]): number =>
    /^(documented|example)$/.test(kind) ? 0 : 1
  const rows = classes.toSorted((a, b) => strength(a) - strength(b)).map(([id]) => id)
  const [first, ...others] = rows
  const why = rows.slice(0, 3).map((id) => `<li>${link(document, id)} ${quote(facts[id] ?? {})}</li>`)
  const wording = told['x-duble-wording'] === 'assumed' ? ' <small>(words assumed)</small>' : ''
  return [
    `<code>${escaped(name)}</code>`,
    badge(told['x-duble-class']),
    told.says === undefined
      ? escaped(facts[first ?? '']?.says ?? '')
      : `<span lang="pt-BR">${escaped(told.says)}</span>${wording}`,
    `<ul>${why.join('')}</ul>${folded(`${rows.length} rows`, others.length < 3 ? '' : rows.map((id) => link(document, id)).join(' '))}`,
  ]
}
