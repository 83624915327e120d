import { type AnswerOf, instantOf } from '#engine'
import { crmZen } from '../../mocks/crm-zen/api.ts'
import { type ClientClock, MACHINE } from './clock.ts'
import { type CallOptions, type ClientOptions, createClient, VendorError } from './create.ts'

type Answer = AnswerOf<typeof crmZen.operations.totals>
type AnswerUser = Answer['usuarios'][number]

/** How many leads one thing brought. */
export interface Total {
  readonly codigo: string
  readonly nome: string
  readonly quantidade: number
}

/** One user's leads of one day. */
export interface UserTotals {
  readonly nome: string
  readonly total_lead: number
  readonly origem: readonly Total[]
  readonly segmento: readonly Total[]
  readonly automacao: readonly Total[]
  readonly produtos_e_servicos: readonly Total[]
}

/** One day's leads, with counts as numbers however the vendor writes them. */
export interface DayTotals {
  readonly data: string
  readonly usuarios: readonly UserTotals[]
  readonly erros: {
    readonly com_erro: number
    readonly sem_agrupamento: number
    readonly limite_de_contatos: number
    readonly duplicados: number
  }
}

export type { ClientClock } from './clock.ts'

export interface CrmZenOptions extends Pick<ClientOptions, 'url' | 'paths' | 'fetch'> {
  readonly token: string
  /** Default: the machine's */
  readonly clock?: ClientClock
  /** The zone of the dates in the 429 sentence. Default: America/Sao_Paulo */
  readonly zone?: string
}

export interface TotalsOptions extends CallOptions {
  /** Waits until the time that a 429 names, and asks again. Default: a 429 is thrown at once */
  readonly wait?: boolean
}

export interface CrmZenClient {
  /**
   * The totals of one day.
   *
   * @param day `YYYY-MM-DD`
   * @throws VendorError; `nextAllowedAt` reads when a refused one may be asked again
   */
  totals(day: string, options?: TotalsOptions): Promise<DayTotals>
}

/** The vendor may move the time on once more (another process with the same token); not for ever. */
const MOST_WAITS = 3

/**
 * When a refused caller may ask again, in epoch milliseconds: read from the 429 sentence.
 *
 * @example const at = nextAllowedAt(error); if (at !== undefined) scheduleAt(at)
 */
export function nextAllowedAt(error: unknown, zone?: string): number | undefined {
  if (!(error instanceof VendorError) || error.code !== 'too_many_requests') return undefined
  const { next } = error.facts
  return next === undefined ? undefined : instantOf(next, zone)
}

/**
 * A client of CRM Zen that knows its five minutes.
 *
 * @example
 * const zen = createCrmZenClient({ url, token })
 * const { usuarios } = await zen.totals('2018-01-01', { wait: true })
 */
export function createCrmZenClient(options: CrmZenOptions): CrmZenClient {
  const { token, clock = MACHINE, zone, ...rest } = options
  const client = createClient(crmZen, { ...rest, credential: { token } })
  const ask = async (day: string, given: TotalsOptions, waits: number): Promise<DayTotals> => {
    try {
      return normalised(await client.totals({ data: day }, given))
    } catch (error) {
      const next = given.wait && waits > 0 ? nextAllowedAt(error, zone) : undefined
      if (next === undefined) throw error
      // The vendor's own clock, where the answer tells it: ours may be minutes off.
      const now = (error as VendorError).answeredAt ?? clock.now()
      await clock.sleep(Math.max(1000, next - now), given.signal)
      return ask(day, given, waits - 1)
    }
  }
  return { totals: (day, given = {}) => ask(day, given, MOST_WAITS) }
}

/** Numbers may come as text, and an empty `erros` as zeros, `{}` or `[]`. */
function normalised({ data, usuarios, erros }: Answer): DayTotals {
  const errors = erros as Readonly<Record<string, number | string | undefined>>
  const totals = (list: AnswerUser['origem']): Total[] =>
    list.map(({ codigo, nome, quantidade }) => ({
      codigo: String(codigo),
      nome,
      quantidade: Number(quantidade),
    }))
  return {
    data,
    usuarios: usuarios.map((user) => ({
      nome: user.nome,
      total_lead: Number(user.total_lead),
      origem: totals(user.origem),
      segmento: totals(user.segmento),
      automacao: totals(user.automacao),
      produtos_e_servicos: totals(user.produtos_e_servicos),
    })),
    erros: {
      com_erro: Number(errors['com_erro'] ?? 0),
      sem_agrupamento: Number(errors['sem_agrupamento'] ?? 0),
      limite_de_contatos: Number(errors['limite_de_contatos'] ?? 0),
      duplicados: Number(errors['duplicados'] ?? 0),
    },
  }
}
