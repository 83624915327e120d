import { type Lean, leanOn, othersOf, refusedWith } from '../leans.ts'
import type { OptionDef } from '../options.ts'
import type { AnyVendor } from '../vendor.ts'
import type { Visit } from '../visit.ts'
import { presentedBy } from './auth.ts'

/**
 * Notes by which options' values alone a request came so far that its handler answered it; what the handler leaned on
 * it has noted itself. Where nothing is out of the ordinary, this is a few comparisons.
 */
export function noteLeans(visit: Visit): void {
  const { fake, bound, request, letIn, twice } = visit
  const { api } = fake.mock
  if (request.method !== bound.operation.method) note(visit, leanOn(api, fake.options, headRefused(api)))
  if (fake.isLenient(request.target)) note(visit, pathLean(visit))
  if (letIn !== undefined) note(visit, authLean(visit, letIn))
  if (twice !== undefined) note(visit, twiceLean(visit, twice))
  if (bound.operation.takes === 'form') note(visit, formLean(visit))
  if (bound.otherwise.length > 0) noteOtherwise(visit)
  if (api.otherNames !== undefined) note(visit, nameLean(visit, api.otherNames))
}

function note(visit: Visit, lean: Lean | undefined): void {
  if (lean === undefined) return
  visit.leans ??= []
  visit.leans.push(lean)
}

type Refuses = Parameters<typeof leanOn>[2]

const headRefused =
  (api: AnyVendor): Refuses =>
  (options) =>
    api.headIsGet?.(options as never) ? undefined : api.wrongMethod

/** A path that is served although it is not the documented one. */
function pathLean({ fake, bound, request }: Visit): Lean | undefined {
  const { api } = fake.mock
  const path = request.target.split('?', 1)[0] as string
  const own = api.alsoAt?.(fake.options as never)?.[bound.name]
  const spelled = own !== undefined && path.endsWith(own)
  const lean = leanOn(api, fake.options, (options) => {
    const served = spelled
      ? api.alsoAt?.(options as never)[bound.name] === own
      : api.slashless?.(options as never)
    return served ? undefined : '404'
  })
  return lean && { ...lean, would: 'be a path that nobody knows' }
}

/** A caller whom an option let in. */
function authLean(visit: Visit, letIn: readonly string[]): Lean | undefined {
  const { fake, request, view, bound } = visit
  const presented = presentedBy(fake, request, view, bound.name)
  return leanOn(fake.mock.api, fake.options, (options) => {
    const verdict = fake.mock.api.auth.compile(fake.credentials, options)(presented)
    return 'refuse' in verdict && letIn.includes(verdict.refuse) ? verdict.refuse : undefined
  })
}

/** Two values of one parameter, of which an option says which counts. */
function twiceLean({ fake, bound }: Visit, field: string): Lean | undefined {
  const { api } = fake.mock
  const option = 'repeated_parameter'
  const def = (api.options as Readonly<Record<string, OptionDef>>)[option]
  if (def === undefined) return undefined
  const others = othersOf(def, fake.options[option])
  const value = String(fake.options[option])
  if (!others.includes('refused')) {
    const [other = ''] = others
    return { option, value, other, would: `be taken with the ${other} value of ${field}` }
  }
  const violation = { field, missing: false, says: '' }
  const code = api.invalid(violation, fake.options as never, bound.name)
  return { option, value, other: 'refused', would: refusedWith(code) }
}

/** JSON where a form is documented. */
function formLean({ fake, bound, request }: Visit): Lean | undefined {
  const { api } = fake.mock
  if (/^application\/x-www-form-urlencoded/i.test(request.header('content-type') ?? '')) return undefined
  const violation = { field: '', missing: false, says: '' }
  return leanOn(api, fake.options, (options) =>
    api.jsonForms?.(options as never) ? undefined : api.invalid(violation, options as never, bound.name),
  )
}

/** Parameters that another value of an option would not take. */
function noteOtherwise(visit: Visit): void {
  const { fake, bound, parameters } = visit
  for (const { option, value, other, parameters: check } of bound.otherwise) {
    const violation = check(parameters)
    if (violation === undefined) continue
    const code = fake.mock.api.invalid(violation, fake.options as never, bound.name)
    note(visit, { option, value, other, would: refusedWith(code) })
  }
}

/** A parameter under another of the names that the document prints. */
function nameLean({ fake, bound, sent }: Visit, names: readonly string[]): Lean | undefined {
  if (!names.some((name) => Object.hasOwn(sent, name))) return undefined
  const { api } = fake.mock
  return leanOn(api, fake.options, (options) => {
    const violation = bound.parameters(api.prepare?.(sent as never, options as never, bound.name) ?? sent)
    return violation && api.invalid(violation, options as never, bound.name)
  })
}
