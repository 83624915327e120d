import type { Handlers } from '#engine'
import type { vocom } from './api.ts'
import type { CallCentre } from './fixture.ts'
import { agents } from './handlers/agents.ts'
import { calls } from './handlers/calls.ts'
import { queries } from './handlers/queries.ts'

/** What has memory at Vocom: the agents, their calls, and what supervisors read of both. */
export const handlers: Handlers<typeof vocom, typeof CallCentre> = { ...agents, ...calls, ...queries }
