import {
  generatePixPayload,
  getBoletoInfo,
  isValidBoleto,
  isValidCnpj,
  isValidCpf,
  isValidLandlinePhone,
  isValidMobilePhone,
  isValidPixPayload,
} from '@brazilian-utils/brazilian-utils'
import { describe, expect, it } from 'vitest'
import {
  BRAZILIAN,
  bareDocument,
  boleto,
  cnpj,
  cnpjAlphanumeric,
  cpf,
  draw,
  isCnpj,
  isCpf,
  PLACES,
  pix,
} from '#engine'

const many = <T>(make: (index: number) => T, count = 3000): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const drawn = (kind: string) => many((index) => BRAZILIAN[kind]?.(draw(1, kind, index)) ?? '')

describe('documents that are drawn', () => {
  it('pass an independent check', () => {
    expect(drawn('cpf').filter((one) => !isValidCpf(one))).toEqual([])
    expect(drawn('cnpj').filter((one) => !isValidCnpj(one))).toEqual([])
    expect(drawn('cnpj_alfanumerico').filter((one) => !isValidCnpj(one, { version: 2 }))).toEqual([])
    expect(drawn('cnpj_alfanumerico').filter((one) => !/[A-Z]/.test(one))).toEqual([])
  })

  it('differ from row to row, and are the same for the same row', () => {
    expect(new Set(drawn('cpf')).size).toBe(3000)
    expect(drawn('cnpj')).toEqual(drawn('cnpj'))
  })

  it('are never one digit eleven times', () => {
    const digits = ['999999999', '123456789']
    const chance = { ...draw(1), digits: () => digits.shift() as string }
    expect(cpf(chance)).toBe('12345678909')
  })
})

describe('a check of digits', () => {
  it('agrees with an independent one, be they right or not', () => {
    for (const index of many((at) => at, 2000)) {
      const chance = draw(3, 'check', index)
      const [eleven, fourteen] = [chance.digits(11), chance.digits(14)]
      expect([eleven, isCpf(eleven)]).toEqual([eleven, isValidCpf(eleven)])
      expect([fourteen, isCnpj(fourteen)]).toEqual([fourteen, isValidCnpj(fourteen)])
      const right = cpf(chance)
      const wrong = right.slice(0, 10) + ((Number(right[10]) + 1) % 10)
      expect([isCpf(right), isCpf(wrong)]).toEqual([true, false])
      expect([isCnpj(cnpj(chance)), isCnpj(cnpjAlphanumeric(chance))]).toEqual([true, true])
    }
  })

  it('knows the revenue office’s own alphanumeric example, however it is written', () => {
    expect(isCnpj(bareDocument('12.ABC.345/01DE-35'))).toBe(true)
    expect(isCnpj(bareDocument('12.abc.345/01de-35'))).toBe(true)
    expect(isCnpj(bareDocument('12.ABC.345/01DE-36'))).toBe(false)
  })

  it.each(['11111111111', '', '1234567890', '390533447051', 'a9053344705'])(
    'refuses the CPF "%s"',
    (given) => {
      expect(isCpf(given)).toBe(false)
    },
  )
})

describe('a bank slip', () => {
  it('passes an independent check, and says its value and its day', () => {
    for (const index of many((at) => at, 1000)) {
      const chance = draw(5, 'boleto', index)
      const cents = chance.whole(1, 99_999_999)
      const due = `20${chance.whole(26, 39)}-0${chance.whole(1, 9)}-1${chance.whole(0, 9)}`
      const { line, barcode } = boleto({ bank: '001', due, cents, free: chance.digits(25) })
      expect([line, isValidBoleto(line)]).toEqual([line, true])
      expect(barcode).toHaveLength(44)
      const info = getBoletoInfo(line, { referenceDate: new Date(`${due}T12:00:00Z`) })
      expect(info?.amount).toBe(cents)
      expect(info?.expirationDate?.toISOString().slice(0, 10)).toBe(due)
    }
  })

  it.each([
    ['1997-10-08', '0001'],
    ['2025-02-21', '9999'],
    ['2025-02-22', '1000'],
    ['2049-10-13', '9999'],
    ['2049-10-14', '1000'],
  ])('due on %s has the factor %s', (due, factor) => {
    const { line, barcode } = boleto({ bank: '341', due, cents: 1, free: '0'.repeat(25) })
    expect(line.slice(33, 37)).toBe(factor)
    expect(barcode.slice(5, 9)).toBe(factor)
  })
})

describe('a PIX text', () => {
  const parts = {
    key: 'pix@example.com',
    cents: 9990,
    name: 'Provedor São João',
    city: 'São José dos Campos',
    txid: 'F1',
  }

  it('passes an independent check', () => {
    for (const index of many((at) => at, 500)) {
      const text = pix({ ...parts, cents: index * 37 + 1, txid: `F${index}` })
      expect([text, isValidPixPayload(text)]).toEqual([text, true])
    }
  })

  it('has the fields of one that somebody else wrote', () => {
    const theirs = generatePixPayload({
      key: parts.key,
      amount: 99.9,
      merchantName: 'PROVEDOR SAO JOAO',
      merchantCity: 'SAO JOSE DOS CA',
      txid: 'F1',
    })
    expect(pix(parts)).toBe(theirs)
  })
})

describe('telephones and postal codes', () => {
  it('are of the kind that they say they are', () => {
    expect(drawn('celular').filter((one) => !isValidMobilePhone(one))).toEqual([])
    expect(drawn('telefone').filter((one) => !isValidLandlinePhone(one))).toEqual([])
    const known = new Set(PLACES.map(({ cep }) => cep))
    expect(drawn('cep').filter((one) => !/^\d{8}$/.test(one) || !known.has(one.slice(0, 3)))).toEqual([])
  })
})
