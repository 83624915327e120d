/** Brazilian data that pass their own check digits, drawn from the seed. */
import type { Draw } from './random.ts'

/** Two digits by modulus 11: what is left over is taken from eleven, and ten and eleven are zero. */
function checkDigit(values: readonly number[], weights: readonly number[]): number {
  const sum = values.reduce((total, value, at) => total + value * (weights[at] as number), 0)
  return sum % 11 < 2 ? 0 : 11 - (sum % 11)
}

const CPF_WEIGHTS = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]
const CNPJ_WEIGHTS = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]

/** A body of letters and digits with its two check digits; a letter counts as its ASCII code less 48. */
function completed(body: string, weights: readonly number[]): string {
  const values = [...body].map((sign) => sign.charCodeAt(0) - 48)
  const first = checkDigit(values, weights.slice(1))
  return `${body}${first}${checkDigit([...values, first], weights)}`
}

const alike = (text: string): boolean => new Set(text).size === 1

/** A CPF's eleven digits. @example cpf(draw(1, 'clients', 0)) // the same every time */
export function cpf(chance: Draw): string {
  const body = chance.digits(9)
  return alike(body) ? cpf(chance) : completed(body, CPF_WEIGHTS)
}

/** A numeric CNPJ's fourteen digits. */
export const cnpj = (chance: Draw): string => completed(`${chance.digits(8)}0001`, CNPJ_WEIGHTS)

const SIGNS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** An alphanumeric CNPJ of July 2026: twelve letters and digits, at least one of them a letter, and two check digits. */
export function cnpjAlphanumeric(chance: Draw): string {
  const root = Array.from({ length: 8 }, () => chance.pick(SIGNS)).join('')
  const letter = /[A-Z]/.test(root) ? root : `${chance.pick(SIGNS.slice(10))}${root.slice(1)}`
  return completed(`${letter}0001`, CNPJ_WEIGHTS)
}

/** Whether eleven digits are a CPF. */
export const isCpf = (digits: string): boolean =>
  /^\d{11}$/.test(digits) && !alike(digits) && completed(digits.slice(0, 9), CPF_WEIGHTS) === digits

/** Whether fourteen signs are a CNPJ, numeric or alphanumeric, letters in capitals. */
export const isCnpj = (signs: string): boolean =>
  /^[0-9A-Z]{12}\d{2}$/.test(signs) && !alike(signs) && completed(signs.slice(0, 12), CNPJ_WEIGHTS) === signs

/** A CPF or CNPJ as it is compared: no mask, letters in capitals. */
export const bareDocument = (written: string): string => written.replace(/[.\-/\s]/g, '').toUpperCase()

interface Place {
  readonly uf: string
  readonly city: string
  /** The first three digits of the city's postal codes. */
  readonly cep: string
  readonly ddd: string
  readonly ibge: string
}

/** Cities whose postal codes, dialling codes and IBGE codes fit together. */
export const PLACES: readonly Place[] = [
  { uf: 'SP', city: 'São Paulo', cep: '013', ddd: '11', ibge: '3550308' },
  { uf: 'RJ', city: 'Rio de Janeiro', cep: '202', ddd: '21', ibge: '3304557' },
  { uf: 'MG', city: 'Belo Horizonte', cep: '301', ddd: '31', ibge: '3106200' },
  { uf: 'BA', city: 'Salvador', cep: '400', ddd: '71', ibge: '2927408' },
  { uf: 'PE', city: 'Recife', cep: '500', ddd: '81', ibge: '2611606' },
  { uf: 'PB', city: 'João Pessoa', cep: '580', ddd: '83', ibge: '2507507' },
  { uf: 'CE', city: 'Fortaleza', cep: '600', ddd: '85', ibge: '2304400' },
  { uf: 'DF', city: 'Brasília', cep: '700', ddd: '61', ibge: '5300108' },
  { uf: 'PR', city: 'Curitiba', cep: '800', ddd: '41', ibge: '4106902' },
  { uf: 'SC', city: 'Florianópolis', cep: '880', ddd: '48', ibge: '4205407' },
  { uf: 'RS', city: 'Porto Alegre', cep: '900', ddd: '51', ibge: '4314902' },
]

const FIRST =
  'Ana,Bruno,Carla,Daniel,Elisa,Fábio,Gabriela,Heitor,Íris,João,Kátia,Luís,Márcia,Nélson,Olívia,Paulo,Raquel,Sérgio,Taís,Vítor'
const LAST =
  'Almeida,Barros,Conceição,Dias,Esteves,Farias,Gonçalves,Hermes,Ibarra,Jardim,Lima,Magalhães,Nóbrega,Oliveira,Prado,Queirós,Ribeiro,Simões,Teles,Vianna'
const TRADE =
  'Padaria,Mercado,Oficina,Farmácia,Clínica,Papelaria,Livraria,Construtora,Transportes,Informática'
const [FIRSTS, LASTS, TRADES] = [FIRST, LAST, TRADE].map((words) => words.split(',')) as [
  string[],
  string[],
  string[],
]

/** What a fixture's `{ br: … }` makes. */
export const BRAZILIAN: Readonly<Record<string, (chance: Draw) => string>> = {
  cpf,
  cnpj,
  cnpj_alfanumerico: cnpjAlphanumeric,
  cep: (chance) => `${chance.pick(PLACES).cep}${chance.digits(5)}`,
  celular: (chance) => `${chance.pick(PLACES).ddd}9${chance.whole(6, 9)}${chance.digits(7)}`,
  telefone: (chance) => `${chance.pick(PLACES).ddd}${chance.whole(2, 5)}${chance.digits(7)}`,
  nome: (chance) => `${chance.pick(FIRSTS)} ${chance.pick(LASTS)} ${chance.pick(LASTS)}`,
  empresa: (chance) => `${chance.pick(TRADES)} ${chance.pick(LASTS)} ${chance.pick(['Ltda.', 'S.A.', 'ME'])}`,
}
