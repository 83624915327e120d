import { defineMock } from '#engine'
import { datacake } from './api.ts'
import { Erp } from './fixture.ts'
import { handlers } from './handlers.ts'

export default defineMock({ api: datacake, fixture: Erp, handlers })
