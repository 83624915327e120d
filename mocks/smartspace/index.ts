import { defineMock } from '#engine'
import { smartspace } from './api.ts'
import { CustomerBase } from './fixture.ts'
import { handlers } from './handlers.ts'

export default defineMock({ api: smartspace, fixture: CustomerBase, handlers })
