import type { Context } from 'hono'
import { didYouMean, type Fake } from '#engine'
import { ledgerIfAny } from '../../fixtures/ledger.ts'
import type { ShownLedger } from '../../report/ledger-sections.ts'
import { showOptions } from '../../report/options.ts'
import { BadBody } from './body.ts'
import type { AdminEnv, Director } from './director.ts'

const FILTERS = ['vendor', 'class']

/** Every fact about the vendors, as data and as a page to read; options and what was met are those of the first world. */
export function ledgerRoutes({ app, worlds, rooms }: Director): void {
  if (rooms === undefined) return
  const shown = async (c: Context<AdminEnv>): Promise<ShownLedger[]> => {
    for (const name of Object.keys(c.req.query())) {
      if (FILTERS.includes(name)) continue
      const says = `the ledger has no filter "${name}"${didYouMean(name, FILTERS)}: it has ${FILTERS.join(', ')}`
      throw new BadBody(says)
    }
    const { showLedger } = await import('../../report/ledger-sections.ts') // no start waits for it
    const { filterLedgers } = await import('../../report/ledger-filter.ts')
    const asked = listed(c.req.queries('vendor'))?.map((name) => worlds.first.fake(name))
    const fakes = asked ?? [...worlds.first.fakes.values()]
    const counts = worlds.first.tallies.read().vendors
    const show = async (fake: Fake): Promise<ShownLedger[]> => {
      const room = rooms.find(({ name }) => name === fake.name)
      const ledger = room && (await ledgerIfAny(room)) // a room of the user's need not have one
      return ledger === undefined ? [] : [showLedger(ledger, { options: showOptions(fake), counts })]
    }
    const ledgers = (await Promise.all(fakes.map(show))).flat()
    return filterLedgers(ledgers, { class: listed(c.req.queries('class')) })
  }
  app.get('/ledger', async (c) => c.json({ ledgers: await shown(c) }))
  app.get('/ledger.html', async (c) => {
    const { printLedgerPage } = await import('../../report/ledger-page.ts')
    return c.html(printLedgerPage(await shown(c)))
  })
}

/** Several values of one filter, each by itself or with commas between. */
const listed = (given: readonly string[] | undefined): string[] | undefined =>
  given?.flatMap((text) => text.split(','))
