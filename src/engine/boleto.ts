/** A bank slip's barcode and its line for typing, as FEBRABAN writes them. */

interface BoletoParts {
  /** Three digits. */
  readonly bank: string
  /** The day it is due, `YYYY-MM-DD`. */
  readonly due: string
  readonly cents: number
  /** The bank's own 25 digits. */
  readonly free: string
}

export interface Boleto {
  /** 44 digits. */
  readonly barcode: string
  /** 47 digits. */
  readonly line: string
}

const DAY = 86_400_000
/** Due dates count days from here; 9999 was the 21st of February 2025, and the next day began again at 1000. */
const EPOCH = Date.UTC(1997, 9, 7)

/** Modulus 10: digits doubled in turn from the right, their own digits added up. */
function modulus10(digits: string): number {
  let sum = 0
  for (let at = digits.length - 1, weight = 2; at >= 0; at--, weight = 3 - weight) {
    const product = Number(digits[at]) * weight
    sum += product > 9 ? product - 9 : product
  }
  return (10 - (sum % 10)) % 10
}

/** Modulus 11 over the barcode: weights two to nine from the right; zero, ten and eleven are one. */
function modulus11(digits: string): number {
  let sum = 0
  for (let at = digits.length - 1, weight = 2; at >= 0; at--, weight = weight === 9 ? 2 : weight + 1) {
    sum += Number(digits[at]) * weight
  }
  const digit = 11 - (sum % 11)
  return digit > 9 ? 1 : digit
}

function factor(due: string): string {
  const days = Math.round((Date.parse(`${due}T00:00:00Z`) - EPOCH) / DAY)
  return String(days > 9999 ? ((days - 1000) % 9000) + 1000 : days).padStart(4, '0')
}

/** @example boleto({ bank: '001', due: '2026-04-10', cents: 9990, free: '0'.repeat(25) }).line */
export function boleto({ bank, due, cents, free }: BoletoParts): Boleto {
  const tail = `${factor(due)}${String(cents).padStart(10, '0')}`
  const general = modulus11(`${bank}9${tail}${free}`)
  const fields = [`${bank}9${free.slice(0, 5)}`, free.slice(5, 15), free.slice(15)]
  const typed = fields.map((field) => `${field}${modulus10(field)}`).join('')
  return { barcode: `${bank}9${general}${tail}${free}`, line: `${typed}${general}${tail}` }
}
