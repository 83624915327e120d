import { hide } from './hide.ts'

/** A company's customer: "propriedades de nível um", each a text. */
export type Customer = Readonly<Record<string, string>>

/** An answer that the page says cannot be read correctly. */
export class SmartspaceAnswerError extends Error {
  override readonly name = 'SmartspaceAnswerError'
  readonly operation: string
  readonly code: 'not_json' | 'not_array' | 'nested' | 'not_text'
  /** The property that is not as it must be, if it is one. */
  readonly property: string | undefined

  constructor(operation: string, code: SmartspaceAnswerError['code'], says: string, property?: string) {
    super(`smartspace/${operation} ${says}`)
    this.operation = operation
    this.code = code
    this.property = property
  }
}

/**
 * The customers in an answer: "os campos devem estar em um array com propriedades de nível um".
 *
 * @throws SmartspaceAnswerError whose sentence names the property, and never its value
 */
export async function customersIn(operation: string, response: Response): Promise<readonly Customer[]> {
  const rows = parsed(operation, await response.text(), response.headers.get('content-type') ?? 'none')
  if (!Array.isArray(rows)) {
    throw new SmartspaceAnswerError(operation, 'not_array', `answered ${kindOf(rows)}: an array must be`)
  }
  for (const [index, row] of rows.entries()) {
    if (kindOf(row) !== 'an object') {
      const says = `answered ${kindOf(row)} as customer ${index}: an object must be`
      throw new SmartspaceAnswerError(operation, 'not_array', says)
    }
    for (const [name, value] of Object.entries(row as object)) {
      if (typeof value === 'string') continue
      const code = typeof value === 'object' && value !== null ? 'nested' : 'not_text'
      const property = hide(name).slice(0, 60)
      const says = `answered ${kindOf(value)} as the property ${property} of customer ${index}: a text must be`
      throw new SmartspaceAnswerError(operation, code, says, property)
    }
  }
  return rows as Customer[]
}

function parsed(operation: string, text: string, type: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const says = `answered no JSON (content type ${type}): an array must be`
    throw new SmartspaceAnswerError(operation, 'not_json', says)
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return (
    { object: 'an object', string: 'a text', number: 'a number' }[typeof value as 'object'] ?? 'a truth value'
  )
}
