import { defineMock } from '#engine'
import { vocalContact } from './api.ts'
import { Crm } from './fixture.ts'
import { handlers } from './handlers.ts'

export default defineMock({
  api: vocalContact,
  fixture: Crm,
  handlers,
  /** A period ends where it begins, or later; days are written alike, so text compares. */
  examine({ from, to }) {
    if (from === undefined || String(from) <= String(to)) return undefined
    return { code: 'bad_period', why: `from ${from} is later than to ${to}` }
  },
})
