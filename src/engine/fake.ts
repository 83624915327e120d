import type { Credential, Presented, Verdict } from './auth.ts'
import type { BaseTables } from './base.ts'
import type { Bound } from './bound.ts'
import type { CooldownRule } from './cooldown.ts'
import { DubleError } from './errors.ts'
import type { FaultPlan } from './faults/kind.ts'
import { type FaultOrder, readFaultOrder } from './faults/order.ts'
import { Faults } from './faults.ts'
import type { Fixture } from './fixture.ts'
import { Kept } from './kept.ts'
import type { AnyMock } from './mock.ts'
import { checkOption } from './options.ts'
import { checkWaits, patchState } from './patch.ts'
import type { Settled, Written } from './settled.ts'
import { keptOf, settle, tablesOf } from './shared.ts'
import { MemoryStore, type Store } from './state.ts'
import { didYouMean } from './suggest.ts'
import type { Stage } from './vendor.ts'
import type { World } from './world.ts'

/** How a fake keeps its state; a test or a shared store brings another. */
export type MakeStore = (base: BaseTables) => Store

/** What a fake begins with. */
interface Beginning {
  readonly mock: AnyMock
  readonly fixture: Fixture
  readonly makeStore: MakeStore
  /** Options of its world, over the fixture's. */
  readonly options?: Written | undefined
}

/** What the same fake has in common under whatever options. */
type Shared = Pick<Fake, 'store' | 'faults' | 'kept'>

/** More sets of options for single requests than this are not remembered. */
const MOST_VARIANTS = 16

/** A running imitation with memory: one vendor in one world. */
export class Fake {
  readonly world: World
  readonly mock: AnyMock
  readonly fixture: Fixture
  readonly store: Store
  readonly faults: Faults
  /** Answers whose bytes were made once. */
  readonly kept: Kept
  readonly #begun: Written
  #written: Written = {}
  /** Undefined until it is first asked for: a world that asks nothing of a vendor reads none of its fixture. */
  #settledNow: Settled | undefined
  /** This fake under other options, for single requests; by what is written. */
  #variants: Map<string, Fake> | undefined

  constructor(world: World, { mock, fixture, makeStore, options = {} }: Beginning, like?: Shared) {
    this.world = world
    this.mock = mock
    this.fixture = fixture
    this.#begun = options
    this.store = like?.store ?? makeStore(tablesOf(mock, fixture, world.seed))
    this.faults = like?.faults ?? new Faults(world)
    this.kept = like?.kept ?? keptFor(this)
  }

  /**
   * Settles the options it begins with now rather than when they are first asked for.
   *
   * @throws DubleError `unknown_option`, `bad_option`
   */
  settle(): void {
    this.#settledNow ??= this.#settle({})
  }

  get #settled(): Settled {
    this.settle()
    return this.#settledNow as Settled
  }

  get name(): string {
    return this.mock.api.name
  }

  get credentials(): readonly Credential[] {
    return this.fixture.credentials
  }

  get options(): Readonly<Record<string, unknown>> {
    return this.#settled.options
  }

  get cooldown(): CooldownRule {
    return this.#settled.cooldown
  }

  /** The order of the checks. */
  get order(): readonly Stage[] {
    return this.#settled.order
  }

  /** Tells answers under its options from answers under others. */
  get signature(): string {
    return this.#settled.signature
  }

  authenticate(presented: Presented): Verdict {
    return this.#settled.authenticate(presented)
  }

  operation(name: string): Bound {
    return this.#settled.operation(name)
  }

  /** The documented path behind an asked one; undefined where the fixture moved it away. */
  canonical(path: string): string | undefined {
    return this.#settled.canonical(path)
  }

  /** Whether something answers at the path of this request by an option alone. @param target path and query as received */
  isLenient(target: string): boolean {
    return this.#settled.isLenient(target)
  }

  /** The path at which an operation answers here. */
  pathOf(operation: string): string {
    return this.#settled.pathOf(operation)
  }

  /**
   * Settles the options anew: the fixture's, over them the world's own, and over them these.
   *
   * @throws DubleError `unknown_option`, `bad_option`
   */
  setOptions(written: Written): void {
    this.#settledNow = this.#settle(written)
    this.#written = written
    this.#variants = undefined
    this.kept.clear()
  }

  /**
   * What `setOptions` would be given for some options to change and the others to stay; null goes back to the start.
   *
   * @throws DubleError `unknown_option`, `bad_option`
   */
  changedOptions(changes: Written): Written {
    const { name } = this
    for (const option of Object.keys(changes)) checkOption(name, this.mock.api.options, option)
    const written = Object.entries({ ...this.#written, ...changes }).filter(([, value]) => value !== null)
    const changed = Object.fromEntries(written)
    this.#settle(changed)
    return changed
  }

  /**
   * This fake under other options, for one request: with the same state, faults and journal.
   *
   * @throws DubleError `unknown_option`, `bad_option`
   */
  under(changes: Written): Fake {
    const key = JSON.stringify(changes)
    this.#variants ??= new Map()
    let variant = this.#variants.get(key)
    if (variant === undefined) {
      const options = { ...this.#begun, ...this.changedOptions(changes) }
      const { mock, fixture } = this
      variant = new Fake(this.world, { mock, fixture, options, makeStore: () => this.store }, this)
      const [oldest] = this.#variants.keys()
      if (this.#variants.size >= MOST_VARIANTS && oldest !== undefined) this.#variants.delete(oldest)
      this.#variants.set(key, variant)
    }
    return variant
  }

  /** This fake for requests that are only tried: they see state and faults as they are, and change neither. */
  rehearsal(): Fake {
    const { mock, fixture } = this
    const options = { ...this.#begun, ...this.#written }
    const store: Store = { open: () => this.store.open(), commit: () => true, reset() {} }
    const like = { store, faults: this.faults.copy(), kept: new Kept() }
    return new Fake(this.world, { mock, fixture, options, makeStore: () => store }, like)
  }

  #settle(written: Written): Settled {
    const settled = settle(this.mock, this.fixture, { ...this.#begun, ...written })
    this.world.journal.hide(settled.secretHeaders)
    return settled
  }

  /** @throws DubleError `unknown_operation`, `unknown_outcome` */
  addFault(operation: string, outcome: string, times?: number): void {
    this.faults.add(this.planFault({ operation, outcome, times }))
  }

  /**
   * Reads a fault without setting it.
   *
   * @throws DubleError `bad_fault`, `unknown_operation`, `unknown_outcome`, `unknown_credential`
   */
  planFault(order: Omit<FaultOrder, 'vendor'>): FaultPlan {
    const plan = readFaultOrder(order as Readonly<Record<string, unknown>>, this.mock.api)
    this.#checkCaller(plan)
    return plan
  }

  #checkCaller({ credential }: FaultPlan): void {
    const known = this.credentials.map(({ name }) => name)
    if (credential === undefined || known.includes(credential)) return
    throw new DubleError(
      'unknown_credential',
      `${this.name} has no credential "${credential}"${didYouMean(credential, known)}: it has ${known.join(', ')}`,
      { vendor: this.name, credential, known },
    )
  }

  /**
   * Applies a named patch of the fixture: rows are merged into the rows with the same key.
   *
   * @throws DubleError `unknown_state`, `unknown_credential`, `bad_option`
   */
  async applyState(name: string): Promise<void> {
    const patch = Object.hasOwn(this.fixture.states, name) ? this.fixture.states[name] : undefined
    if (patch === undefined) {
      const known = Object.keys(this.fixture.states)
      throw new DubleError(
        'unknown_state',
        `${this.name}'s fixture "${this.fixture.name}" has no state "${name}"${didYouMean(name, known) || `: it has ${known.join(', ') || 'none'}`}`,
        { vendor: this.name, fixture: this.fixture.name, state: name, known },
      )
    }
    checkWaits(this, name, patch)
    for (const plan of patch.faults) this.#checkCaller(plan)
    await patchState(this, patch)
    for (const plan of patch.faults) this.faults.add(plan)
  }

  /** State, options, faults and cooldowns as at the start. */
  async reset(): Promise<void> {
    this.faults.reset()
    this.setOptions({})
    await this.store.reset()
  }
}

/** Of a store that others write to nobody here knows whether it is as the fixture has it. */
const keptFor = ({ store, mock, fixture, world }: Fake): Kept =>
  store instanceof MemoryStore ? new Kept({ kept: keptOf(mock, fixture), seed: world.seed }) : new Kept()
