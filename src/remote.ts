/** A handle on one world of a Dublê that runs elsewhere: in another process, or on another machine. */
import type { FaultOrder, JournalEntry, JournalFilter, Met } from '#engine'
import { AdminApi, placeOf } from './admin-api.ts'
import type { ShownClock } from './report/clock.ts'
import type { Coverage } from './report/coverage.ts'
import type { ShownFault } from './report/faults.ts'
import type { ShownFinding } from './report/findings.ts'
import type { ShownOption } from './report/options.ts'
import type { ShownVendor } from './report/vendor.ts'
import type { Verdict } from './report/verdict.ts'
import type { Explanation } from './server/explain.ts'
import type { WorldOrder } from './server/world-order.ts'

export interface ConnectOptions {
  /**
   * Dublê's URL, or a world's. Default: `DUBLE_ADMIN_URL`, else `DUBLE_URL`, which `duble run` sets, else
   * `http://localhost:4010`
   */
  readonly url?: string | undefined
  /** Default: the one that the URL names, else `DUBLE_WORLD`, else `default` */
  readonly world?: string | undefined
  /** The admin token of a Dublê that listens beyond loopback. Default: `DUBLE_ADMIN_TOKEN` */
  readonly token?: string | undefined
}

/** A world's clock, moved from afar. */
export interface RemoteClock {
  show(): Promise<ShownClock>
  /** @param time milliseconds, or a duration such as `5m` */
  advance(time: number | string): Promise<ShownClock>
  /** @param at an instant, such as `2026-03-02T09:00:00-03:00`. Default: now */
  freeze(at?: string): Promise<ShownClock>
  /** Back to the machine's own time. */
  real(): Promise<ShownClock>
}

/** One world of a Dublê that runs elsewhere. */
export interface RemoteWorld extends AsyncDisposable {
  readonly id: string
  /** Under which the vendors lie. */
  readonly url: string
  /** Under which it is directed. */
  readonly admin: string
  readonly clock: RemoteClock
  /** The vendors with their operations, paths and states, as they are in this world. */
  vendors(): Promise<readonly ShownVendor[]>
  fault(order: FaultOrder): Promise<readonly ShownFault[]>
  faults(): Promise<readonly ShownFault[]>
  /** @param id one alone. Default: all */
  clearFaults(id?: string): Promise<readonly ShownFault[]>
  /** Puts a vendor into one of its fixture's states. */
  state(vendor: string, name: string): Promise<void>
  states(): Promise<readonly { readonly vendor: string; readonly name: string }[]>
  /** Every assumption by vendor and name. */
  options(): Promise<ShownOptions>
  /** @param changes by vendor and name; null goes back to what the fixture says */
  setOptions(changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Promise<ShownOptions>
  /** What was asked and answered, newest last, secrets masked. */
  journal(filter?: JournalFilter): Promise<{ readonly entries: JournalEntry[]; readonly total: number }>
  /** What would become of a request, and what would be right, without its being sent. */
  explain(asked: Asked): Promise<Explanation>
  verdict(): Promise<Verdict>
  /** All that was met, as it is counted. */
  met(): Promise<Met>
  /** Which behaviours were met, counted as the verdict is, and how to meet the others. */
  coverage(): Promise<Coverage>
  /** What was noticed about who asks, oldest first, each with the ledger's rows behind it. */
  findings(): Promise<readonly ShownFinding[]>
  /**
   * Writes what was done since the beginning or the last reset as a scenario's text, which was played and passed.
   *
   * @param order `title`; `beside`: the folder in which it will lie, from where fixtures that are files are named
   */
  recordScenario(order?: { readonly title?: string; readonly beside?: string }): Promise<string>
  /** State, options, faults, tokens, waits, clock and journal as at the start. */
  reset(): Promise<void>
  /** A world beside this one; under `duble run`, what is met in it counts in the world of that run. */
  newWorld(order?: WorldOrder): Promise<RemoteWorld>
  /** Ends the world; `default` only lets go of the handle. */
  close(): Promise<void>
}

/** A request to be explained. */
export interface Asked {
  /** Default: `POST` with a body, else `GET` */
  readonly method?: string
  /** From the vendor's name on, or a whole URL. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown
}

/** The variable by which `duble run` tells its command which world is the run's: its admin API. */
export const RUN_WORLD = 'DUBLE_RUN_WORLD'

type ShownOptions = Readonly<Record<string, Readonly<Record<string, ShownOption>>>>

/**
 * A handle on a world of a Dublê that runs elsewhere. Nothing is asked before a function is called.
 *
 * Every function throws DubleError with the server's own code and sentence, and `no_duble` where none answers.
 *
 * @throws DubleError `bad_option` for a URL that is none
 * @example
 * const duble = connect() // under `duble run`, the world of that run
 * await duble.clock.advance('5m')
 */
export function connect(options: ConnectOptions = {}): RemoteWorld {
  const { DUBLE_ADMIN_URL, DUBLE_URL, DUBLE_WORLD, DUBLE_ADMIN_TOKEN } = process.env
  const given = options.url || DUBLE_ADMIN_URL || DUBLE_URL || 'http://localhost:4010'
  const { base, world } = placeOf(given)
  const api = new AdminApi(base, options.token || DUBLE_ADMIN_TOKEN || undefined)
  return handle(api, options.world || world || DUBLE_WORLD || 'default')
}

function handle(api: AdminApi, id: string): RemoteWorld {
  const name = encodeURIComponent(id)
  const here = `/worlds/${name}`
  const ask = async <T>(method: string, path: string, order?: object): Promise<T> =>
    (await api.ask(method, `${here}${path}`, order)).body
  const tell = (order: object): Promise<ShownClock> => ask('POST', '/clock', order)
  const show = (): Promise<ShownClock> => ask('GET', '/clock')
  const close = async (): Promise<void> => {
    if (id !== 'default') await api.ask('DELETE', here)
  }
  return {
    id,
    url: id === 'default' ? api.base : `${api.base}/w/${name}`,
    admin: `${api.base}/__admin${here}`,
    clock: {
      show,
      advance: (time) => tell({ advance: typeof time === 'number' ? `${time}ms` : time }),
      freeze: async (at) => tell({ freeze: at ?? (await show()).now }),
      real: () => tell({ real: true }),
    },
    vendors: async () => (await ask<{ vendors: ShownVendor[] }>('GET', '/vendors')).vendors,
    fault: async (order) => (await ask<Faults>('POST', '/faults', order)).faults,
    faults: async () => (await ask<Faults>('GET', '/faults')).faults,
    clearFaults: async (fault) =>
      (await ask<Faults>('DELETE', fault === undefined ? '/faults' : `/faults/${encodeURIComponent(fault)}`))
        .faults,
    state: async (vendor, state) => void (await ask('POST', '/states', { vendor, name: state })),
    states: async () => (await ask<{ states: { vendor: string; name: string }[] }>('GET', '/states')).states,
    options: async () => (await ask<{ options: ShownOptions }>('GET', '/options')).options,
    setOptions: async (changes) =>
      (await ask<{ options: ShownOptions }>('PATCH', '/options', changes)).options,
    journal: (filter = {}) => ask('GET', `/journal${query(filter)}`),
    explain: (asked) => ask('POST', '/explain', asked),
    verdict: () => ask('GET', '/verdict'),
    met: () => ask('GET', '/met'),
    coverage: () => ask('GET', '/coverage'),
    findings: async () => (await ask<{ findings: ShownFinding[] }>('GET', '/findings')).findings,
    recordScenario: (order = {}) => api.text(`${here}/scenario${query(order)}`),
    reset: async () => void (await ask('POST', '/reset')),
    async newWorld(order = {}) {
      const { body } = await api.ask('POST', '/worlds', { of: runWorld(api.base), ...order })
      return handle(api, (body as { id: string }).id)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The world of the `duble run` around us, where it is one of this Dublê's. */
function runWorld(base: string): string | undefined {
  const told = process.env[RUN_WORLD]
  const place = told ? placeOf(told) : undefined
  return place?.base === base ? place.world : undefined
}

interface Faults {
  readonly faults: readonly ShownFault[]
}

function query(filter: object): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
