import { Draft, type Table } from '../draft.ts'
import type { TableDef } from '../fixture.ts'
import type { KeptAnswer } from '../kept.ts'
import { type Lean, othersOf, refusedWith } from '../leans.ts'
import type { Context } from '../mock.ts'
import { draw } from '../random.ts'
import type { AnyVendor } from '../vendor.ts'
import type { Refusal, Visit } from '../visit.ts'

type Handler = (request: Record<string, unknown>, context: Context<AnyVendor, unknown>) => unknown

/** Options' words for "go on". */
const PASSES = new Set(['ok', 'ignored', 'empty'])

/** What a handler came to. */
export interface Handled {
  readonly outcome: string
  readonly fields: unknown
  /** The name under which the answer is to be kept, or the answer that was. */
  readonly keep: string | KeptAnswer | undefined
  readonly draft: Draft
  readonly delay: number
}

/**
 * Runs the handler over a draft of the state.
 *
 * @throws Refusal (as thrown by the handler's `fail` or `rule`)
 */
export function handle(visit: Visit): Handled {
  const { fake, bound, view, now, credential, parameters, request } = visit
  const { api, handlers } = fake.mock
  const draft = new Draft(view)
  let outcome = 'ok'
  let delay = 0
  let keep: string | KeptAnswer | undefined
  const refuse = (code: string, why: string, facts?: Refusal['facts'], option?: string): never => {
    const more = {
      ...(facts === undefined ? {} : { facts }),
      ...(option === undefined ? {} : { option }),
      ...(delay > 0 ? { delay } : {}),
    }
    throw { code, why, ...more } satisfies Refusal
  }
  const lean = (found: Lean): void => {
    visit.leans ??= []
    visit.leans.push(found)
  }
  const context: Context<AnyVendor, unknown> = {
    state: stateOver(draft, fake.mock.fixture.tables) as never,
    now,
    options: fake.options as never,
    credential,
    credentials: fake.credentials,
    header: (name) => request.header(name),
    fail: refuse as never,
    rule(option, applies, why) {
      const code = fake.options[option] as string
      if (!applies) return
      if (!PASSES.has(code)) refuse(code, why, undefined, option)
      const other = othersOf(api.options[option], code).find((word) => !PASSES.has(word))
      if (other !== undefined) lean({ option, value: code, other, would: refusedWith(other) })
    },
    lean(option, applies, { value, code }) {
      if (!applies) return
      const now = String((fake.options as Readonly<Record<string, unknown>>)[option])
      lean({ option, value: now, other: value, would: refusedWith(code) })
    },
    page(rows) {
      if (rows.length === 0 && bound.operation.more.includes('ok.empty')) outcome = 'ok.empty'
      const most = api.cap?.records ?? Number.POSITIVE_INFINITY
      if (rows.length <= most) return rows
      if (fake.options['cap'] === 'error') {
        const why = `${rows.length} records are more than the ${most} of one answer`
        refuse(api.cap?.refuse as string, why, undefined, 'cap')
      }
      outcome = 'ok.capped'
      return fake.options['cap.keeps'] === 'oldest' ? rows.slice(-most) : rows.slice(0, most)
    },
    uuid: () => draw(fake.world.seed, fake.name, 'uuid', draft.next('uuid')).uuid(),
    next: (counter) => draft.next(counter),
    draw: (...keys) => draw(fake.world.seed, fake.name, ...keys),
    kept(key, make) {
      const name = `${bound.name}\u0000${key}\u0000${fake.signature}`
      const before = fake.kept.get(name, view.version)
      keep = before ?? name
      if (before === undefined) return make()
      outcome = before.outcome
      return undefined as never
    },
    delay(milliseconds) {
      delay = milliseconds
    },
  }
  const handler = (handlers as Readonly<Record<string, Handler>>)[bound.name] as Handler
  const fields = handler(parameters, context) ?? {}
  return { outcome, fields, keep, draft, delay }
}

type Opened = Table<Readonly<Record<string, unknown>>>
type TableDefs = Readonly<Record<string, TableDef>>

/** A class for each room's tables, made once: opening a table on first use must not cost a definition per request. */
const classes = new WeakMap<TableDefs, new (draft: Draft) => object>()

function stateOver(draft: Draft, defs: TableDefs): object {
  let State = classes.get(defs)
  if (State === undefined) {
    State = classOf(defs)
    classes.set(defs, State)
  }
  return new State(draft)
}

function classOf(defs: TableDefs): new (draft: Draft) => object {
  class State {
    readonly draft: Draft
    readonly opened: Record<string, Opened | undefined> = {}

    constructor(draft: Draft) {
      this.draft = draft
    }
  }
  for (const [name, def] of Object.entries(defs)) {
    Object.defineProperty(State.prototype, name, {
      get(this: State) {
        this.opened[name] ??= this.draft.table(name, def)
        return this.opened[name]
      },
    })
  }
  return State
}
