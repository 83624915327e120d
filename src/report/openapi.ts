import { type AnyOperation, type OptionDef, printOption } from '#engine'
import type { ReportedRow } from './ledger.ts'
import { Components } from './openapi-components.ts'
import type { Assumption, OpenapiDocument, OpenapiOperation } from './openapi-document.ts'
import { backingOf, isDocumented, quoted } from './openapi-ledger.ts'
import type { Subject } from './openapi-outcome.ts'
import { type Address, addressesOf } from './openapi-request.ts'
import { responsesOf } from './openapi-responses.ts'
import { Security } from './openapi-security.ts'

/** An example that the document prints: as much of it as there is. */
export interface PrintedExample {
  readonly operation: string
  readonly place: string
  readonly method?: string
  readonly path?: string
  /** JSON, as printed. */
  readonly request?: string
  /** JSON; where the document prints none, what it means. */
  readonly answer?: string
  /** What is printed instead of JSON. */
  readonly printed?: string
}

/** What a description is made from. */
export interface OpenapiParts extends Subject {
  /** The vendor's base URL. */
  readonly url: string
  readonly pathOf: (operation: string) => string
  /** Every fact about the vendor. */
  readonly rows: readonly ReportedRow[]
  readonly printed: readonly PrintedExample[]
}

/** The description's own version, which OpenAPI demands: vendors number theirs in the title, or not at all. */
const VERSION = '1.0.0'

/**
 * Describes a vendor by OpenAPI 3.1: every operation with its parameters, every outcome as a response, errors, headers,
 * security, examples, and of each behaviour whether it is documented or assumed.
 *
 * @example openapiOf({ api, options, url: 'http://localhost:4010/vocom', pathOf, rows, behind, printed })
 */
export function openapiOf(parts: OpenapiParts): OpenapiDocument {
  const { api, url, pathOf, rows } = parts
  const operations = Object.entries(api.operations as Readonly<Record<string, AnyOperation>>)
  const issuing = operations.find(([, { open, takes }]) => open && takes === 'form')?.[0]
  const security = new Security(parts, issuing === undefined ? url : `${url}${pathOf(issuing)}`)
  const components = new Components()
  const paths: Record<string, Record<string, OpenapiOperation>> = {}
  for (const [name, operation] of operations) {
    for (const address of addressesOf(parts, name, pathOf(name), requestsOf(parts, name))) {
      const item = { ...paths[address.path] }
      item[operation.method.toLowerCase()] = describeOperation(parts, name, address, security, components)
      paths[address.path] = item
    }
  }
  const schemes = security.schemes()
  return {
    openapi: '3.1.1',
    info: { title: api.title, version: VERSION, description: introduction(parts) },
    servers: [{ url }],
    paths,
    components: {
      ...components.all(),
      ...(Object.keys(schemes).length === 0 ? {} : { securitySchemes: schemes }),
    },
    'x-duble-vendor': api.name,
    ...limitsOf(parts),
    'x-duble-options': optionsOf(parts),
    'x-duble-ledger': Object.fromEntries(rows.map(({ id, backs, options, against, ...row }) => [id, row])),
  }
}

function introduction({ api }: OpenapiParts): string {
  return [
    `Source: “${api.source}”.`,
    'Written by Dublê from the vendor’s document, not by the vendor, whom nobody has asked. Of every outcome `x-duble-class` says whether it is documented or assumed, `x-duble-rows` on which rows of `x-duble-ledger` it stands; what is assumed hangs on `x-duble-options`.',
    'The words of an error are exact where the document prints them; elsewhere they are an example.',
    ...limits(api),
  ].join('\n\n')
}

/** The wait and the cap in words. */
const limits = ({ cooldown, cap }: OpenapiParts['api'], operation?: AnyOperation): string[] => [
  ...(cooldown === undefined
    ? []
    : [`One request every ${cooldown.seconds} seconds; sooner, the answer is \`${cooldown.refuse}\`.`]),
  ...(cap === undefined || operation?.more.includes('ok.capped') === false
    ? []
    : [`At most ${cap.records} records in one answer.`]),
]

function limitsOf({ api: { cooldown, cap }, rows }: OpenapiParts): object {
  const behind = (option: string): object =>
    backingOf(
      rows.filter(({ options }) => options?.some((name) => name === option || name.startsWith(`${option}.`))),
    )
  return {
    ...(cooldown === undefined ? {} : { 'x-duble-cooldown': { ...cooldown, ...behind('cooldown') } }),
    ...(cap === undefined ? {} : { 'x-duble-cap': { ...cap, ...behind('cap') } }),
  }
}

/** Every assumption: its value here, what else it accepts, the rows that it switches. */
function optionsOf({ api, options, rows }: OpenapiParts): Record<string, Assumption> {
  const entries = Object.entries(api.options as Readonly<Record<string, OptionDef>>).map(([name, def]) => [
    name,
    {
      value: printOption(def, options[name]),
      default: def.fallback,
      accepts: def.accepts,
      rows: rows.filter((row) => row.options?.includes(name)).map(({ id }) => id),
    },
  ])
  return Object.fromEntries(entries)
}

const requestsOf = ({ printed }: OpenapiParts, name: string) =>
  printed.flatMap(({ operation, place, request }) =>
    operation === name && request !== undefined ? [{ place, text: request }] : [],
  )

const answersOf = ({ printed }: OpenapiParts, name: string) =>
  printed.flatMap(({ operation, place, answer }) =>
    operation === name && answer !== undefined ? [{ place, text: answer }] : [],
  )

function describeOperation(
  parts: OpenapiParts,
  name: string,
  address: Address,
  security: Security,
  components: Components,
): OpenapiOperation {
  const { api, behind, printed } = parts
  const operation: AnyOperation = api.operations[name]
  const rows = behind.get(`${name}.ok`) ?? []
  const documented = rows.filter((row) => isDocumented(row) && row.quote !== undefined).slice(0, 4)
  const description = [...documented.map(quoted), ...address.beside, ...limits(api, operation)]
  const { parameters, requestBody, asked, suffix } = address
  const shown = printed
    .filter((example) => example.operation === name)
    .map(({ operation: _name, ...rest }) => rest)
  return {
    operationId: `${name}${suffix}`,
    summary: [...rows.filter(isDocumented), ...rows][0]?.says ?? name,
    description: description.join('\n\n'),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: responsesOf(parts, name, asked, answersOf(parts, name), components),
    security: security.of(name, operation),
    'x-duble-operation': name,
    ...(operation.takes === 'pairs' ? { 'x-duble-pairs': parts.pathOf(name) } : {}),
    ...(shown.length === 0 ? {} : { 'x-duble-printed': shown }),
  }
}
