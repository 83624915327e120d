/** An open boleto as it is paid today. */
import { boleto, localDay, pix, type Static } from '#engine'
import type { Boleto } from '../words.ts'
import type { Client, Office } from './office.ts'

type Row = ReturnType<Office['state']['boletos']['all']>[number]

const DAY = 86_400_000
const BANK = '001'
/** Whom the PIX pays. */
const RECEIVER = { key: 'financeiro@example.com', name: 'Provedor de Exemplo' } as const

/** Line, barcode and PIX hang on the seed and the boleto alone; what is overdue hangs on the world's clock. */
export function boletoOf(office: Office, client: Client, row: Row): Static<typeof Boleto> {
  const { id_fatura, data_emissao, data_vencimento, valor } = row
  const cents = Math.round(Number(valor) * 100)
  const chance = office.draw('boleto', id_fatura)
  const { line, barcode } = boleto({ bank: BANK, due: data_vencimento, cents, free: chance.digits(25) })
  const today = todays(office, cents, data_vencimento)
  const shown = {
    id_fatura,
    nome_cliente: client.nome,
    valor_inicial: valor,
    valor_atual: (today / 100).toFixed(2),
    data_emissao,
    data_vencimento,
    linha_digitavel: line,
    url_boleto: `https://example.com/boletos/${encodeURIComponent(id_fatura)}.pdf`,
  }
  if (!office.options['boletos.optional_fields']) return shown
  const txid = `F${id_fatura}`.replace(/[^A-Za-z0-9]/g, '').slice(0, 25)
  const city = client.cidade || 'Brasil'
  return {
    ...shown,
    codigo_barras: barcode,
    pix_copia_e_cola: pix({ ...RECEIVER, cents: today, city, txid }),
  }
}

/** Overdue: a fine of 2 %, and 1 % a month by the day, the most that the consumer code's custom allows. */
function todays({ now, options }: Office, cents: number, due: string): number {
  const late = Math.round((Date.parse(localDay(now)) - Date.parse(due)) / DAY)
  if (late <= 0 || options['boletos.overdue'] === 'valor_inicial') return cents
  return cents + Math.round(cents * 0.02) + Math.round((cents * 0.01 * late) / 30)
}
