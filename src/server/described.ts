import path from 'node:path'
import { loadLedger, rowsByBehaviour } from '../fixtures/ledger.ts'
import { readPrinted } from '../fixtures/printed.ts'
import type { Room } from '../fixtures/rooms.ts'
import { openapiOf } from '../report/openapi.ts'
import type { OpenapiDocument } from '../report/openapi-document.ts'

/** A vendor as it answers somewhere: a fake is one. */
export interface Answering {
  readonly options: Readonly<Record<string, unknown>>
  pathOf(operation: string): string
}

/**
 * Describes a room's vendor by OpenAPI 3.1, with its ledger and its document's printed examples.
 *
 * @param url the vendor's base URL
 * @throws DubleError `bad_ledger`; YamlProblems where the ledger is wrong
 */
export async function describe(room: Room, answering: Answering, url: string): Promise<OpenapiDocument> {
  const { api } = room.mock
  const [ledger, printed] = await Promise.all([
    loadLedger(api, path.join(room.folder, 'ledger.yaml')),
    readPrinted(path.join(room.fixtures, 'document.yaml')),
  ])
  const { options } = answering
  const pathOf = (operation: string): string => answering.pathOf(operation)
  const behind = rowsByBehaviour(ledger, api)
  return openapiOf({ api, options, url, pathOf, printed, rows: ledger.rows, behind })
}
