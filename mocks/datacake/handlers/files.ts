/** "enviar arquivos anexados pelos clientes na hora da assinatura, de modo a deixar os arquivos vinculados aos prospectos/leads" */
import { sha256 } from '#engine'
import type { All, Office } from './office.ts'
import { prospectOf } from './prospects.ts'

/** Once decoded. */
const MOST_BYTES = 10 * 1024 * 1024

/** How the content of each type begins. */
const BEGINNINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['image/jpeg', ['\xff\xd8\xff']],
  ['image/png', ['\x89PNG\r\n\x1a\n']],
  ['image/gif', ['GIF87a', 'GIF89a']],
  ['application/pdf', ['%PDF-']],
])
/** Names that are in use beside the registered ones. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
])

const DATA_URL = /^data:([^;,]*)(?:;[^;,]*)*;base64,/

export const enviar_arquivo: All['enviar_arquivo'] = (request, office) => {
  const { state, next } = office
  const { id_prospecto } = prospectOf(office, request.id_prospecto)
  // The head alone is looked at: a pattern over ten megabytes would be searched to the end.
  const prefix = DATA_URL.exec(request.arquivo.slice(0, 200))
  const tipo = typeOf(request.tipo)
  const bytes = decoded(office, prefix === null ? request.arquivo : request.arquivo.slice(prefix[0].length))
  accept(office, tipo, bytes, prefix?.[1] ? typeOf(prefix[1]) : tipo)
  const { nome_arquivo, descricao = '' } = request
  const kept = { id_arquivo: String(next('arquivo')), nome_arquivo, tipo, descricao }
  state.arquivos.put({ id_prospecto, ...kept, bytes: String(bytes.length), sha256: sha256(bytes) })
  return { status: 'success' }
}

function typeOf(written: string): string {
  const type = written.trim().toLowerCase()
  return ALIASES.get(type) ?? type
}

/** Strictly: its own alphabet, whole groups of four, no line breaks, and no bits left over. */
function decoded({ fail }: Office, base64: string): Buffer {
  if (base64 === '') fail('empty_file', 'arquivo has no content')
  const padding = /={0,2}$/.exec(base64.slice(-2))?.[0].length ?? 0
  if (base64.length % 4 !== 0)
    fail('bad_base64', `arquivo has ${base64.length} characters, no multiple of four`)
  const length = (base64.length / 4) * 3 - padding
  if (length > MOST_BYTES) fail('file_too_large', `arquivo has ${length} bytes, more than ${MOST_BYTES}`)
  const stranger = /[^A-Za-z0-9+/]/.exec(padding === 0 ? base64 : base64.slice(0, -padding))
  if (stranger !== null)
    fail('bad_base64', `arquivo has a character at ${stranger.index} that Base64 has not`)
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.subarray(-(length % 3 || 3)).toString('base64') !== base64.slice(-4)) {
    fail('bad_base64', 'arquivo ends in bits that belong to no byte')
  }
  return bytes
}

/** "geralmente imagens (jpg, png, gif) ou PDF": others where the option names them. */
function accept({ options, fail }: Office, tipo: string, bytes: Buffer, announced: string): void {
  const accepted = options['file.types'].split(',').map(typeOf)
  if (!accepted.includes(tipo) && !accepted.includes('*')) {
    fail('type_not_accepted', `tipo is none of ${accepted.join(', ')}`, { type: tipo.slice(0, 60) })
  }
  if (announced !== tipo) fail('type_mismatch', 'tipo is not the type of the data URL', { type: tipo })
  const beginnings = BEGINNINGS.get(tipo)
  const head = bytes.subarray(0, 8).toString('latin1')
  if (beginnings !== undefined && !beginnings.some((beginning) => head.startsWith(beginning))) {
    fail('type_mismatch', 'arquivo does not begin as tipo says', { type: tipo })
  }
}
