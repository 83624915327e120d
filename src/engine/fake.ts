import type { Credential, Presented, Verdict } from './auth.ts'
import { BaseTables, keyOf } from './base.ts'
import { type Bound, bind } from './bound.ts'
import { type CooldownRule, cooldownRule, waitKey } from './cooldown.ts'
import { Draft } from './draft.ts'
import { DubleError } from './errors.ts'
import { Faults } from './faults.ts'
import type { Fixture, TableDef } from './fixture.ts'
import { Kept } from './kept.ts'
import type { AnyMock } from './mock.ts'
import type { AnyOperation } from './operation.ts'
import { settleOptions } from './options.ts'
import { fillPath, hasParams, pathPattern } from './paths.ts'
import { type ChangeSet, type Store, TRIES, type View } from './state.ts'
import { didYouMean } from './suggest.ts'
import { outcomesOf, type Stage } from './vendor.ts'
import type { World } from './world.ts'

const ORDER: readonly Stage[] = ['auth', 'parameters', 'cooldown']

/** How a fake keeps its state; a test or a shared store brings another. */
export type MakeStore = (base: BaseTables) => Store

/** A running imitation with memory: one vendor in one world. */
export class Fake {
  readonly world: World
  readonly mock: AnyMock
  readonly fixture: Fixture
  readonly store: Store
  readonly faults = new Faults()
  /** Answers whose bytes were made once. */
  readonly kept = new Kept()
  options: Readonly<Record<string, unknown>> = {}
  /** The wait and the order of the checks under these options: settled once, asked for each request. */
  cooldown: CooldownRule = cooldownRule(0, {})
  order: readonly Stage[] = ORDER
  authenticate: (presented: Presented) => Verdict = () => ({ refuse: '', why: '' })
  /** Paths that lead elsewhere: from what is asked to the documented path; null shuts a path. */
  moved: ReadonlyMap<string, string | null> = new Map()
  /** The same for paths in which something varies. */
  #movedPatterns: readonly Moved[] = []
  #bound = new Map<string, Bound>()

  constructor(world: World, mock: AnyMock, fixture: Fixture, makeStore: MakeStore) {
    this.world = world
    this.mock = mock
    this.fixture = fixture
    this.store = makeStore(new BaseTables(fixture, mock.fixture, world.seed))
    this.setOptions({})
  }

  get name(): string {
    return this.mock.api.name
  }

  get credentials(): readonly Credential[] {
    return this.fixture.credentials
  }

  /** Settles the options anew: the fixture's, and over them these. */
  setOptions(written: Readonly<Record<string, unknown>>): void {
    const { api } = this.mock
    const all = { ...this.fixture.options, ...written }
    this.options = settleOptions(api.name, api.options, this.fixture.profile, all)
    this.authenticate = api.auth.compile(this.fixture.credentials, this.options)
    this.cooldown = cooldownRule(api.cooldown?.seconds ?? 0, this.options)
    this.order = api.order?.(this.options) ?? ORDER
    this.#bound = new Map()
    this.kept.clear()
    this.moved = this.#movedPaths()
    this.#movedPatterns = this.#movedTemplates()
    for (const name of api.auth.headers(this.options)) this.world.journal.secretHeaders.add(name)
  }

  operation(name: string): Bound {
    let bound = this.#bound.get(name)
    if (bound === undefined) {
      bound = bind(this.mock.api, name, this.options)
      this.#bound.set(name, bound)
    }
    return bound
  }

  /** The documented path behind an asked one; undefined where the fixture moved it away. */
  canonical(path: string): string | undefined {
    const moved = this.moved.get(path)
    if (moved !== undefined) return moved ?? undefined
    for (const { pattern, to } of this.#movedPatterns) {
      const { groups, 0: whole } = pattern.exec(path) ?? {}
      if (whole === undefined) continue
      return to === null ? undefined : fillPath(to, groups ?? {}) + (groups?.['tail'] ?? '')
    }
    return path
  }

  /** The path at which an operation answers here. */
  pathOf(operation: string): string {
    return this.fixture.paths[operation] ?? (this.mock.api.operations[operation]?.path as string)
  }

  /** @throws DubleError `unknown_operation`, `unknown_outcome` */
  addFault(operation: string, outcome: string, times = Number.POSITIVE_INFINITY): void {
    const known = Object.keys(this.mock.api.operations)
    if (!known.includes(operation)) {
      throw new DubleError(
        'unknown_operation',
        `${this.name} has no operation "${operation}"${didYouMean(operation, known)}`,
        { vendor: this.name, operation, known },
      )
    }
    const outcomes = outcomesOf(this.mock.api, operation).filter((name) => !name.startsWith('ok'))
    if (!outcomes.includes(outcome)) {
      throw new DubleError(
        'unknown_outcome',
        `${this.name}/${operation} has no error "${outcome}"${didYouMean(outcome, outcomes)}: it has ${outcomes.join(', ')}`,
        { vendor: this.name, operation, outcome, known: outcomes },
      )
    }
    this.faults.add({ operation, outcome, times })
  }

  /**
   * Applies a named patch of the fixture: rows are merged into the rows with the same key.
   *
   * @throws DubleError `unknown_state`
   */
  async applyState(name: string): Promise<void> {
    const patch = Object.hasOwn(this.fixture.states, name) ? this.fixture.states[name] : undefined
    if (patch === undefined) {
      const known = Object.keys(this.fixture.states)
      throw new DubleError(
        'unknown_state',
        `${this.name}'s fixture "${this.fixture.name}" has no state "${name}"${didYouMean(name, known)}`,
        { vendor: this.name, fixture: this.fixture.name, state: name, known },
      )
    }
    await this.#commit((view) => {
      const draft = new Draft(view)
      for (const [table, rows] of Object.entries(patch.rows)) {
        const def = this.mock.fixture.tables[table] as TableDef
        const draftTable = draft.table(table, def)
        for (const row of rows) draftTable.put({ ...draftTable.get(keyOf(def, row)), ...row })
      }
      return { rows: draft.rows, counters: draft.counters }
    })
    for (const { operation, credential, ago } of patch.cooldowns) {
      const cooldown = { key: waitKey(operation, credential), at: this.world.clock.now() - ago }
      await this.#commit(() => ({ rows: new Map(), counters: new Map(), cooldown }))
    }
    for (const fault of patch.faults) this.faults.add(fault)
  }

  /** Commits a change of the newest state, and anew when somebody else was first. */
  async #commit(make: (view: View) => Omit<ChangeSet, 'version'>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const view = await this.store.open()
      const { version } = view
      if (await this.store.commit({ version, ...make(view) })) return
    }
    throw new Error('the state changed under this patch again and again')
  }

  /** State, options, faults and cooldowns as at the start. */
  async reset(): Promise<void> {
    this.faults.clear()
    this.setOptions({})
    await this.store.reset()
  }

  /**
   * Operations of the fixture's `paths` in whose paths something varies: taken ones first, for two may change places.
   * Where keys and values may follow, one path may lie below another, whoever moved: the longer one is meant.
   */
  #movedTemplates(): Moved[] {
    const { operations } = this.mock.api
    const varying = Object.keys(operations).filter((name) => varies(operations[name]))
    const moved = varying.filter((name) => Object.hasOwn(this.fixture.paths, name))
    if (moved.length === 0) return []
    const pairs = (name: string): boolean => operations[name]?.takes === 'pairs'
    const documented = (name: string): string => operations[name]?.path as string
    const template = (name: string, path: string, to: string | null): Moved => ({
      pattern: pathPattern(path, pairs(name)),
      to,
      rank: pairs(name) ? path.length : 0,
    })
    const answering = varying.filter((name) => moved.includes(name) || pairs(name))
    return [
      ...answering.map((name) => template(name, this.pathOf(name), documented(name))),
      ...moved.map((name) => template(name, documented(name), null)),
    ].sort((a, b) => b.rank - a.rank)
  }

  #movedPaths(): Map<string, string | null> {
    const { api } = this.mock
    const moved = new Map<string, string | null>()
    const paths = Object.entries(this.fixture.paths).filter(([name]) => !varies(api.operations[name]))
    // First all that are left, then all that are taken: two operations may change places.
    for (const [operation] of paths) moved.set(api.operations[operation]?.path as string, null)
    for (const [operation, path] of paths) moved.set(path, api.operations[operation]?.path as string)
    for (const [operation, path] of Object.entries(api.alsoAt?.(this.options) ?? {})) {
      moved.set(path as string, api.operations[operation]?.path as string)
    }
    if (api.slashless?.(this.options)) {
      for (const name of Object.keys(api.operations)) {
        moved.set(this.pathOf(name).replace(/\/$/, ''), api.operations[name]?.path as string)
      }
    }
    return moved
  }
}

/** A path that leads to a documented one, or, where it is null, nowhere. */
interface Moved {
  readonly pattern: RegExp
  readonly to: string | null
  readonly rank: number
}

/** Whether something in an operation's path varies. */
const varies = ({ path, takes }: AnyOperation): boolean => takes === 'pairs' || hasParams(path)
