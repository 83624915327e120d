import { defineMock } from 'duble/engine'
import { api } from './api.ts'
import { Shop } from './fixture.ts'
import { handlers } from './handlers.ts'

export default defineMock({ api, fixture: Shop, handlers })
