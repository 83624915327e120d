import type { Handlers } from '#engine'
import type { datacake } from './api.ts'
import type { Erp } from './fixture.ts'
import { clients } from './handlers/clients.ts'
import { enviar_arquivo } from './handlers/files.ts'
import { mappings } from './handlers/mappings.ts'
import { prospects } from './handlers/prospects.ts'

export const handlers: Handlers<typeof datacake, typeof Erp> = {
  ...clients,
  ...mappings,
  ...prospects,
  enviar_arquivo,
}
