/** "PIX copia e cola": the text of a static BR Code, fields as tag, length and value, closed by a checksum. */

interface PixParts {
  /** Whom it pays: an e-mail, a telephone, a CPF, a CNPJ or a random key. */
  readonly key: string
  readonly cents: number
  /** At most 25 characters count, without accents. */
  readonly name: string
  /** At most 15 characters count, without accents. */
  readonly city: string
  /** At most 25 letters and digits. */
  readonly txid: string
}

const field = (tag: string, value: string): string => `${tag}${String(value.length).padStart(2, '0')}${value}`

const plain = (text: string, length: number): string =>
  text
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .toUpperCase()
    .slice(0, length)

/** The field must not be empty, as it would be for a name without a letter of the Latin alphabet. */
const named = (text: string, length: number): string => plain(text, length).trim() || 'BRASIL'

/** CRC-16/CCITT-FALSE: polynomial 0x1021, begun with 0xFFFF. */
function crc16(text: string): string {
  let crc = 0xffff
  for (const sign of text) {
    crc ^= sign.charCodeAt(0) << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1
  }
  return (crc & 0xffff).toString(16).toUpperCase().padStart(4, '0')
}

/** @example pix({ key: 'pix@example.com', cents: 9990, name: 'Provedor', city: 'Curitiba', txid: 'F1' }) */
export function pix({ key, cents, name, city, txid }: PixParts): string {
  const text = [
    field('00', '01'),
    field('26', field('00', 'br.gov.bcb.pix') + field('01', key)),
    field('52', '0000'),
    field('53', '986'),
    field('54', (cents / 100).toFixed(2)),
    field('58', 'BR'),
    field('59', named(name, 25)),
    field('60', named(city, 15)),
    field('62', field('05', txid)),
    '6304',
  ].join('')
  return text + crc16(text)
}
