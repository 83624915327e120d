import type { Clock, FaultOrder, Finding, JournalEntry, JournalFilter, World } from '#engine'
import type { Room } from './fixtures/rooms.ts'
import { type Coverage, coverageOf } from './report/coverage.ts'
import { type Verdict, verdictOf } from './report/verdict.ts'
import type { Host, RecordScenario } from './server/host.ts'
import { urlOf } from './server/worlds.ts'

/** One running vendor. */
export interface RunningVendor {
  readonly name: string
  /** Base URL without a trailing slash. */
  readonly url: string
  readonly credentials: readonly Readonly<Record<string, string>>[]
}

/** A world that runs: its vendors can be asked, and all of it can be directed. */
export interface RunningWorld extends AsyncDisposable {
  readonly id: string
  /** Under which its vendors lie, without a trailing slash. */
  readonly url: string
  /** Under which it is directed by HTTP. */
  readonly admin: string
  readonly vendors: readonly RunningVendor[]
  readonly clock: Clock
  /** The engine's. */
  readonly world: World
  /** Answers in process, without a port. */
  readonly fetch: Host['fetch']
  /** @throws DubleError `unknown_vendor` */
  vendor(name: string): RunningVendor
  /**
   * Sets a fault.
   *
   * @throws DubleError `bad_fault`, `unknown_vendor`, `unknown_operation`, `unknown_outcome`, `unknown_credential`
   * @example duble.fault({ vendor: 'vocom', operation: 'login', fault: 'execute_failed', times: 2 })
   */
  fault(order: FaultOrder): void
  /** Removes every fault that has not met its requests yet. */
  clearFaults(): void
  /** Puts a vendor into one of its fixture's states. @throws DubleError `unknown_vendor`, `unknown_state` */
  state(vendor: string, name: string): Promise<void>
  /**
   * Changes options by vendor, all of them or, where one is wrong, none; null goes back to the start.
   *
   * @throws DubleError `unknown_vendor`, `unknown_option`, `bad_option`
   */
  setOptions(changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>): void
  /** What was asked and answered, newest last, secrets masked. */
  journal(filter?: JournalFilter): { entries: JournalEntry[]; total: number }
  /** Whether it was asked only what it knows: counted from its beginning on, whatever was reset. */
  verdict(): Verdict
  /** Which behaviours it was made to show, counted as the verdict is, and how to meet the others. */
  coverage(): Promise<Coverage>
  /** What was noticed about who asks, here and in the worlds that belong to it, oldest first. */
  findings(): readonly Finding[]
  /**
   * Writes what was done since the beginning or the last reset as a scenario's text, which was played and passed.
   *
   * @param title Default: what was asked, in short
   * @throws DubleError `not_recordable`
   */
  recordScenario(title?: string): Promise<string>
  /** State, options, faults, tokens, waits, clock and journal as at the start. */
  reset(): Promise<void>
  /** Closes it; requests on their way through it end well. */
  close(): Promise<void>
}

interface Parts {
  readonly world: World
  readonly rooms: readonly Room[]
  readonly recordScenario: RecordScenario
  /** Dublê's own URL. */
  readonly base: string
  readonly fetch: Host['fetch']
  readonly close: () => Promise<void>
}

/** A handle on a world of this process. */
export function runningWorld(
  { world, rooms, recordScenario, base, fetch, close }: Parts,
  first = false,
): RunningWorld {
  const url = urlOf(base, world, first)
  const vendors = [...world.fakes.keys()].map((name) => ({
    name,
    url: `${url}/${name}`,
    get credentials() {
      return world.fake(name).credentials
    },
  }))
  return {
    id: world.id,
    url,
    admin: `${base}/__admin/worlds/${world.id}`,
    vendors,
    clock: world.clock,
    world,
    fetch,
    vendor(name) {
      const { name: known } = world.fake(name)
      return vendors.find((vendor) => vendor.name === known) as RunningVendor
    },
    fault: (order) => void world.addFault(order),
    clearFaults: () => world.clearFaults(),
    state: (vendor, name) => world.applyState(vendor, name),
    setOptions: (changes) => world.setOptions(changes),
    journal: (filter) => world.journal.read(filter),
    verdict: () => verdictOf(world.id, world.tallies.read()),
    async coverage() {
      const { knowVendors } = await import('./fixtures/known.ts') // no start waits for it
      return coverageOf(world.met(), await knowVendors(rooms.filter(({ name }) => world.fakes.has(name))))
    },
    findings: () => world.findings(),
    recordScenario: (title) => recordScenario(world, { title }),
    reset: () => world.reset(),
    close,
    [Symbol.asyncDispose]: close,
  }
}
