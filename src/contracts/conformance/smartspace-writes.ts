import { bareDocument } from '#engine'
import { type Check, cannot, type Finding, met, note, notMet } from './check.ts'
import type { Mine } from './mine.ts'
import { cameOf, goodBody, isOk } from './reading.ts'
import { shownKey, some } from './shape.ts'
import { type Customer, customerOf, platform } from './smartspace-asking.ts'
import type { Exchange } from './transport.ts'

const EDIT = ['a known CPF', 'another telephone']

/** By what the known customer is edited. */
function codeOf(mine: Mine, customer: Customer): string {
  const code = mine.data('a known code') || customer['codigo']
  return code ? String(code) : cannot('the known customer has no codigo: name `a known code`')
}

const now = async (mine: Mine): Promise<Customer> => {
  mine.forget()
  return (await customerOf(mine)).customer
}

/** Edits one field and reads what became of all; at the end the customer is as before. */
async function editLeavesTheRest(mine: Mine): Promise<Finding> {
  const before = await now(mine)
  const code = codeOf(mine, before)
  const telefone = bareDocument(mine.data('another telephone'))
  const from = mine.exchanges.length
  const refusal = await platform(mine)
    .edit(code, { telefone })
    .then(
      () => undefined,
      (error: Error) => error,
    )
  const exchange = mine.exchanges.slice(from).at(-1) as Exchange
  if (!isOk(exchange)) goodBody(mine, exchange, { json: 'S-04', operation: 'editar' })
  const after = await now(mine).catch(() => undefined)
  const finding =
    after === undefined
      ? notMet(exchange, 'after an edit of telefone the customer is not answered', 'the customer, edited')
      : judged(exchange, before, after, telefone, refusal)
  const restored = await restore(mine, code, before, finding.verdict === 'met')
  if (isOk(restored) || finding.verdict !== 'met') return finding
  return met(`yet the telephone could not be set back: ${cameOf(restored)}`)
}

/** Sets back the one field or, where an edit did more than it should, whatever there was. */
function restore(mine: Mine, codigo: string, before: Customer, alone: boolean): Promise<Exchange> {
  const { telefone = '' } = before
  const all = Object.entries(before).filter(([name, value]) => name !== 'codigo' && typeof value === 'string')
  return mine.ask('editar', { ...(alone ? { telefone: String(telefone) } : Object.fromEntries(all)), codigo })
}

function judged(
  exchange: Exchange,
  before: Customer,
  after: Customer,
  telefone: string,
  refusal: Error | undefined,
): Finding {
  if (bareDocument(String(after['telefone'] ?? '')) !== telefone) {
    const says = refusal === undefined ? '' : ` (${refusal.message})`
    return notMet(
      exchange,
      `an edit of telefone changed nothing${says}`,
      'the new telephone at the next look-up',
    )
  }
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const touched = [...names].filter((name) => name !== 'telefone' && text(before[name]) !== text(after[name]))
  if (touched.length === 0) return met('an edit of telefone alone changed telefone alone')
  const right = 'an edit changes what it names and leaves the rest alone'
  return notMet(exchange, `an edit of telefone alone changed ${some(touched.map(shownKey))} too`, right)
}

const text = (value: unknown): string => JSON.stringify(value ?? '')

async function refusedEdits(mine: Mine): Promise<Finding> {
  const { customer } = await customerOf(mine)
  const nobody = await mine.ask('editar', {
    codigo: 'duble-nobody',
    telefone: mine.data('another telephone'),
  })
  const nested = await mine.ask('editar', { codigo: codeOf(mine, customer), endereco: {} })
  return note(
    `an unknown code: ${cameOf(nobody)} (the fake: 404); a nested value: ${cameOf(nested)} (the fake: 400)`,
  )
}

// biome-ignore format: a table
export const WRITES: readonly Check[] = [
  { row: 'S-03', says: 'an edit changes what it names and leaves the rest alone', needs: EDIT, writes: true, state: 'the known customer exists', check: editLeavesTheRest },
  { row: 'S-A03', says: 'what is said of an edit of nobody, and of a nested value', needs: EDIT, writes: true, check: refusedEdits },
]
