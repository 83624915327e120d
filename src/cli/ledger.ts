import { DubleError, settleOptions } from '#engine'
import type { Home } from '../fixtures/home.ts'
import { type Ledger, ledgerIfAny, ledgerOf } from '../fixtures/ledger.ts'
import { openFixture, openRooms, type Room } from '../fixtures/rooms.ts'
import { filterLedgers } from '../report/ledger-filter.ts'
import { printLedgerPage } from '../report/ledger-page.ts'
import { type ShownLedger, showLedger } from '../report/ledger-sections.ts'
import { printLedger } from '../report/ledger-text.ts'
import { type ShownOption, showValues } from '../report/options.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { type SourceFlags, type Surroundings, surroundingsOf } from './ledger-source.ts'
import { observedOf } from './observed.ts'
import { writeText } from './report-files.ts'

interface Flags extends HomeFlags, SourceFlags {
  readonly class?: readonly string[]
  readonly section?: readonly string[]
  readonly option?: string
  readonly grep?: string
  readonly json?: boolean
  readonly html?: string
}

/** `duble ledger` */
export async function run(names: string[], flags: Flags): Promise<void> {
  if (flags.met && flags.neverMet) {
    throw new DubleError('bad_option', '--met and --never-met leave no row: give one of them')
  }
  const home = await homeOf(flags)
  const [rooms, surroundings] = await Promise.all([openRooms(names, home), surroundingsOf(flags)])
  const written = await Promise.all(rooms.map(names.length === 0 ? ledgerIfAny : ledgerOf))
  const shown = await Promise.all(
    rooms.flatMap((room, index) => {
      const ledger = written[index]
      return ledger === undefined ? [] : [show(room, ledger, home, surroundings)]
    }),
  )
  const { section, option, grep } = flags
  const met = flags.met ? true : flags.neverMet ? false : undefined
  const ledgers = filterLedgers(shown, { class: flags.class, section, option, grep, met })
  if (flags.html !== undefined && flags.html !== '-') await writeText(flags.html, printLedgerPage(ledgers))
  else process.stdout.write(`${printed(ledgers, flags)}\n`)
}

function printed(ledgers: readonly ShownLedger[], { html, json }: Flags): string {
  if (html !== undefined) return printLedgerPage(ledgers).trimEnd()
  if (json) return JSON.stringify({ ledgers }, null, 2)
  return ledgers.length === 0 ? 'no row is what was asked for' : ledgers.map(printLedger).join('\n\n\n')
}

async function show(
  room: Room,
  ledger: Ledger,
  home: Home | undefined,
  surroundings: Surroundings,
): Promise<ShownLedger> {
  const observed = await observedOf(room, home)
  const rows = ledger.rows.map((row) => {
    const own = observed?.get(row.id)
    return own === undefined ? row : { ...row, observed: own }
  })
  const options = surroundings.options?.[room.name] ?? (await openingOptions(room, home))
  return showLedger({ ...ledger, rows }, { options, counts: surroundings.counts })
}

/** The options with which a vendor opens: with a home those of its fixture, else those of the document. */
async function openingOptions(
  room: Room,
  home: Home | undefined,
): Promise<Readonly<Record<string, ShownOption>>> {
  const { api } = room.mock
  const { options, profile } =
    home === undefined ? { options: {}, profile: 'default' } : await openFixture(room)
  return showValues(api, settleOptions(api.name, api.options, profile, options))
}
