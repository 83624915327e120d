import { type AnswerOf, createClock, instantOf, localDay } from '#engine'
import { type CallOptions, VendorError } from './create.ts'
import { asker, NoAnswerError, type Operation, type Operations, type Reach } from './vocalcontact-lists.ts'

export { NoAnswerError }

type ListOf<Op extends Operation> = Exclude<AnswerOf<Operations[Op]>, string>[number]

/** One of the six modules. */
export type Module = Operation extends infer Op ? (Op extends `info_${infer M}` ? M : never) : never
/** A module's record: every value is text, and any field but three may be one that this customer lacks. */
export type RecordOf<M extends Module> = ListOf<`all_${M}`>
/** A field of a module, as its dictionary tells it. */
export type Field = ListOf<'info_lead'>
/** The name behind an id. */
export type Entity = ListOf<'all_entity'>

/** "limite de até 5.000 registros retornados por solicitação": a full answer may be a cut one. */
const FULL = 5000
const DAY = 86_400_000
/** The last day that can be written. */
const LAST = '9999-12-31'

/** First and last day, `YYYY-MM-DD`, both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** How far an export has come. */
export interface Progress {
  readonly module: Module
  /** Records handed over so far. */
  readonly records: number
  /** Requests answered so far. */
  readonly requests: number
  /** The period of the last answer; undefined where all records were asked for. */
  readonly period: Period | undefined
  /** Whether that answer was full, so that its period is asked again in halves. */
  readonly full: boolean
}

export interface ExportOptions extends CallOptions {
  /** Records created within these days. */
  readonly created?: Period
  /** Records changed within these days: what a later load asks for. */
  readonly modified?: Period
  /** What the records travel as; they are the same. Default: the vendor's own, which is JSON */
  readonly format?: 'json' | 'csv'
  /** Called after each answer. */
  readonly onProgress?: (progress: Progress) => void
}

export interface VocalContactOptions extends Reach {
  /** The first day on which a record may have been created, for exports without a period. Default: 2000-01-01 */
  readonly earliest?: string
  /** Tells today; exports without a period ask for what was created later too. Default: the machine's */
  readonly clock?: { now(): number }
}

/** A day that cannot be had whole: it alone holds as many records as an answer. */
export class FullDayError extends Error {
  override readonly name = 'FullDayError'
  readonly operation: string
  readonly day: string

  constructor(operation: string, day: string) {
    super(
      `vocalcontact/${operation}: ${day} alone fills an answer of ${FULL} records and cannot be had whole`,
    )
    this.operation = operation
    this.day = day
  }
}

/** A list of entities that may have been cut: it is full, and there is no shorter one to ask for. */
export class FullListError extends Error {
  override readonly name = 'FullListError'
  /** What came. */
  readonly entities: readonly Entity[]

  constructor(entities: readonly Entity[]) {
    super(`vocalcontact/all_entity: ${FULL} entities fill an answer, and no more can be asked for`)
    this.entities = entities
  }
}

export interface VocalContactClient {
  /**
   * Every record of a module once, by its id: a full answer is asked again in halves of its period.
   *
   * @throws FullDayError, VendorError, NoAnswerError
   */
  exportModule<M extends Module>(
    module: M,
    options?: ExportOptions,
  ): AsyncGenerator<RecordOf<M>, void, undefined>
  /** The fields that this customer's records have. */
  info(module: Module, options?: CallOptions): Promise<readonly Field[]>
  /** The names behind ids. @throws FullListError */
  entities(options?: CallOptions): Promise<readonly Entity[]>
}

/**
 * A client of VocalContact for a B.I.: whole modules, whatever one answer holds; the token is in no error.
 *
 * @example
 * const crm = createVocalContactClient({ url, token })
 * for await (const lead of crm.exportModule('lead', { created: { from: '2024-01-01', to: '2024-12-31' } })) save(lead)
 */
export function createVocalContactClient(options: VocalContactOptions): VocalContactClient {
  const { earliest = '2000-01-01', clock = createClock() } = options
  const ask = asker(options)
  const everything = async function* (run: Run, module: Module): AsyncGenerator<AnyRecord> {
    const first = await run.ask(`all_${module}`)
    yield* run.fresh(first.rows)
    if (!first.full) return
    const [today, tomorrow] = [localDay(clock.now()), localDay(clock.now() + DAY)]
    if (earliest <= today) yield* halves(run, `created_${module}`, { from: earliest, to: today })
    // The vendor's clock may be ahead of this one.
    const from = earliest > today ? earliest : tomorrow
    yield* halves(run, `created_${module}`, { from, to: LAST })
  }
  return {
    exportModule(module, { created, modified, format, onProgress, signal } = {}) {
      if (created !== undefined && modified !== undefined) {
        throw new TypeError('exportModule takes a period of creation or one of modification, not both')
      }
      const period = modified ?? created
      if (period !== undefined && period.from > period.to) {
        throw new TypeError(
          `exportModule takes a period that ends where it begins, or later, not one from ${period.from} to ${period.to}`,
        )
      }
      const run = startRun(module, onProgress, (operation, period) =>
        ask(operation, { ...period, format }, signal),
      )
      const by = modified === undefined ? 'created' : 'modified'
      return (
        period === undefined ? everything(run, module) : halves(run, `${by}_${module}`, period)
      ) as never
    },
    info: async (module, { signal } = {}) => (await ask(`info_${module}`, {}, signal)) as readonly Field[],
    async entities({ signal } = {}) {
      const entities = (await ask('all_entity', {}, signal)) as readonly Entity[]
      if (entities.length >= FULL) throw new FullListError(entities)
      return entities
    },
  }
}

type AnyRecord = { readonly id: string; readonly [field: string]: string }

/** One export: what it has asked, and whom it has handed over. */
interface Run {
  /** One answer; one that was refused as too large is full, and has no rows. */
  ask(
    operation: Operation,
    period?: Period,
  ): Promise<{ readonly rows: readonly AnyRecord[]; readonly full: boolean }>
  /** The records that have not been handed over yet. */
  fresh(rows: readonly AnyRecord[]): Generator<AnyRecord>
}

function startRun(
  module: Module,
  onProgress: ((progress: Progress) => void) | undefined,
  ask: (operation: Operation, period?: Period) => Promise<readonly unknown[]>,
): Run {
  const seen = new Set<string>()
  let requests = 0
  return {
    async ask(operation, period) {
      const rows = await refusedAsFull(ask(operation, period))
      requests++
      const full = rows === undefined || rows.length >= FULL
      onProgress?.({ module, records: seen.size, requests, period, full })
      return { rows: (rows ?? []) as readonly AnyRecord[], full }
    },
    *fresh(rows) {
      for (const row of rows) {
        // A record that changes while its module is exported may come in two periods.
        if (seen.has(row.id)) continue
        seen.add(row.id)
        yield row
      }
    },
  }
}

/** Some installations refuse what others cut: either way the period is too long. */
async function refusedAsFull(asked: Promise<readonly unknown[]>): Promise<readonly unknown[] | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof VendorError && error.code === 'too_many_records') return undefined
    throw error
  }
}

/** "basta fazer a solicitação em períodos menores": the earlier half first. */
async function* halves(run: Run, operation: Operation, { from, to }: Period): AsyncGenerator<AnyRecord> {
  const { rows, full } = await run.ask(operation, { from, to })
  if (!full) {
    yield* run.fresh(rows)
    return
  }
  const [first, last] = [instantOf(from, 'UTC'), instantOf(to, 'UTC')]
  if (first >= last) throw new FullDayError(operation, from)
  const middle = first + Math.floor((last - first) / DAY / 2) * DAY
  yield* halves(run, operation, { from, to: localDay(middle, 'UTC') })
  yield* halves(run, operation, { from: localDay(middle + DAY, 'UTC'), to })
}
