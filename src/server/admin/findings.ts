import { knowVendors } from '../../fixtures/known.ts'
import { showFindings } from '../../report/findings.ts'
import { type Director, under } from './director.ts'

/** What was noticed about who asks a world and those that belong to it, oldest first, with the ledger's rows behind it. */
export function findingRoutes({ app, find, rooms = [] }: Director): void {
  app.get(under('findings'), async (c) => {
    const findings = find(c).findings()
    const known = await knowVendors(
      rooms.filter(({ mock }) => findings.some((one) => one.vendor === mock.api.name)),
    )
    return c.json({ findings: showFindings(findings, known) })
  })
}
