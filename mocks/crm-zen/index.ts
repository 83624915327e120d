import { defineMock, localDay } from '#engine'
import { crmZen } from './api.ts'
import { Days } from './fixture.ts'
import { handlers } from './handlers.ts'

export default defineMock({
  api: crmZen,
  fixture: Days,
  handlers,
  /** The document names no limit to the date; `future_dates: bad_date` reads "Data inexistente" more strictly. */
  examine({ data }, { now, options }) {
    if (options.future_dates === 'empty' || String(data) <= localDay(now, options.time_zone)) return undefined
    return { code: 'bad_date', why: `${data} lies in the future` }
  },
})
