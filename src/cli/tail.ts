import { setTimeout as sleep } from 'node:timers/promises'
import type { JournalEntry, JournalRecord } from '#engine'
import type { Home } from '../fixtures/home.ts'
import { openRooms } from '../fixtures/rooms.ts'
import type { RemoteWorld } from '../remote.ts'
import { FROM_ZERO, known, numberOf, type VerbFlags, worldOf } from './elsewhere.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { RequestLog } from './request-log.ts'

interface Flags extends VerbFlags, HomeFlags {
  readonly vendor?: string
  readonly lines?: string
  readonly follow: boolean
}

/** Milliseconds between two looks at the journal. */
const BETWEEN = 250

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** `duble tail` */
export async function run(flags: Flags): Promise<void> {
  const world = worldOf(flags)
  const limit = numberOf('--lines', flags.lines, FROM_ZERO) ?? 10
  if (flags.vendor !== undefined)
    known(
      flags.vendor,
      (await world.vendors()).map(({ name }) => name),
    )
  const show = flags.json ? (entry: JournalEntry) => say(JSON.stringify(entry)) : await lines(flags)
  const { entries } = await world.journal({ vendor: flags.vendor, limit: Math.max(limit, 1) })
  let last = entries.at(-1)
  for (const entry of limit === 0 ? [] : entries) show(entry)
  while (flags.follow) {
    await sleep(BETWEEN)
    for (const entry of await since(world, flags.vendor, last)) {
      show(entry)
      last = entry
    }
  }
}

/** What came after an entry. Where that entry is gone, the journal was emptied or the world reset: all is new then. */
async function since(
  world: RemoteWorld,
  vendor: string | undefined,
  last: JournalEntry | undefined,
): Promise<readonly JournalEntry[]> {
  if (last === undefined) return (await world.journal({ vendor })).entries
  const [first, ...rest] = (await world.journal({ vendor, after: last.id - 1 })).entries
  // Numbers begin anew with a reset, and a clock may stand still: no two requests take the same time to the microsecond.
  if (first?.id === last.id && first.at === last.at && first.milliseconds === last.milliseconds) return rest
  return (await world.journal({ vendor })).entries
}

/** Lines like those of `duble start`. */
async function lines(flags: HomeFlags): Promise<(entry: JournalEntry) => void> {
  const log = new RequestLog(say)
  await log.explainBy(await openRooms([], await everyRoom(flags)))
  return (entry) => log.add(recordOf(entry))
}

/** The home starts some vendors; another Dublê may run others. */
async function everyRoom(flags: HomeFlags): Promise<Home | undefined> {
  const home = await homeOf(flags)
  return home && { ...home, vendors: [] }
}

const recordOf = ({ at, operation, outcome, credential, ...rest }: JournalEntry): JournalRecord => ({
  ...rest,
  at: Date.parse(at),
  operation: operation ?? undefined,
  outcome: outcome ?? undefined,
  credential: credential ?? undefined,
})
