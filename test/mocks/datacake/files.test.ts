import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { describeBoth, onTheWire } from '../../support.ts'
import { CARLA, enter, erp, FILE, openErp, PNG, refused, rows, traces } from './support.ts'

const MIB = 1024 * 1024
const base64 = (bytes: Uint8Array | string): string =>
  Buffer.from(bytes as string, 'latin1').toString('base64')
const file = (changes: object = {}) => ({ id_prospecto: '9001', ...FILE, ...changes })
const withProspect = async (...given: Parameters<typeof openErp>) => {
  const duble = await openErp(...given)
  await enter(duble, 'prospect 9001 is new')
  return duble
}

const JPEG = base64('\xff\xd8\xff\xe0\x00\x10JFIF')
const GIF = base64('GIF89a\x01\x00\x01\x00')
const PDF = base64('%PDF-1.7\n')

describeBoth('A file', (open) => {
  it('is taken in Base64, answered with 201, and kept with the prospect but for its content [K-28] [K-29] [K-30] [K-A11]', async () => {
    await using duble = await withProspect({}, open)
    const seen = await erp(duble, 'enviar_arquivo', file())
    expect([seen.status, seen.outcome, seen.text]).toEqual([201, 'ok', '{"status":"success"}'])
    expect(rows(duble, 'arquivos')).toEqual([
      {
        id_prospecto: '9001',
        id_arquivo: '1',
        nome_arquivo: 'rg.png',
        tipo: 'image/png',
        descricao: 'RG, frente',
        bytes: String(PNG.length),
        sha256: createHash('sha256').update(PNG).digest('hex'),
      },
    ])
  })

  it.each([
    ['image/png', FILE.arquivo, 'image/png'],
    ['image/jpeg', JPEG, 'image/jpeg'],
    ['image/jpg', JPEG, 'image/jpeg'],
    ['IMAGE/JPEG', JPEG, 'image/jpeg'],
    ['image/gif', GIF, 'image/gif'],
    ['image/gif', base64('GIF87a'), 'image/gif'],
    ['application/pdf', PDF, 'application/pdf'],
    ['image/png', `data:image/png;base64,${FILE.arquivo}`, 'image/png'],
    ['image/png', `data:;base64,${FILE.arquivo}`, 'image/png'],
    ['application/pdf', `data:application/pdf;name=contrato.pdf;base64,${PDF}`, 'application/pdf'],
  ])('may be %s: %s [K-29] [K-A11]', async (tipo, arquivo, kept) => {
    await using duble = await withProspect({}, open)
    expect((await erp(duble, 'enviar_arquivo', file({ tipo, arquivo }))).status).toBe(201)
    expect(rows(duble, 'arquivos')[0]).toMatchObject({ tipo: kept })
  })
})

const PNG_64 = FILE.arquivo
const REFUSALS = [
  [
    'has a line break',
    { arquivo: `${PNG_64.slice(0, 76)}\n${PNG_64.slice(76)}` },
    400,
    'bad_base64',
    'O arquivo não é um Base64 válido',
  ],
  [
    'has a stranger in it',
    { arquivo: PNG_64.replace('G', '!') },
    400,
    'bad_base64',
    'O arquivo não é um Base64 válido',
  ],
  [
    'is Base64 for URLs',
    { arquivo: base64('\x89PNG\r\n\x1a\n\xfb\xff').replaceAll('+', '-').replaceAll('/', '_') },
    400,
    'bad_base64',
    'O arquivo não é um Base64 válido',
  ],
  ['lacks its padding', { arquivo: 'iVBORw0KGgo' }, 400, 'bad_base64', 'O arquivo não é um Base64 válido'],
  [
    'is padded in the middle',
    { arquivo: 'iVBO=Rw0KGg=' },
    400,
    'bad_base64',
    'O arquivo não é um Base64 válido',
  ],
  ['is padded thrice', { arquivo: 'iVBORw0KG===' }, 400, 'bad_base64', 'O arquivo não é um Base64 válido'],
  ['has bits left over', { arquivo: 'iVBORw0KGgp=' }, 400, 'bad_base64', 'O arquivo não é um Base64 válido'],
  ['is one sign', { arquivo: 'i' }, 400, 'bad_base64', 'O arquivo não é um Base64 válido'],
  [
    'is a data URL without Base64',
    { arquivo: 'data:image/png,abcd' },
    400,
    'bad_base64',
    'O arquivo não é um Base64 válido',
  ],
  ['is empty', { arquivo: '' }, 400, 'empty_file', 'O arquivo está vazio'],
  ['is an empty data URL', { arquivo: 'data:image/png;base64,' }, 400, 'empty_file', 'O arquivo está vazio'],
  ['is left out', { arquivo: undefined }, 400, 'missing_field', 'Campo obrigatório: arquivo'],
  ['has no name', { nome_arquivo: '' }, 400, 'missing_field', 'Campo obrigatório: nome_arquivo'],
  ['has no type', { tipo: undefined }, 400, 'missing_field', 'Campo obrigatório: tipo'],
  ['is a list of numbers', { arquivo: [137, 80, 78, 71] }, 400, 'invalid_field', 'Campo inválido: arquivo'],
  [
    'is text',
    { tipo: 'text/plain', arquivo: base64('oi!') },
    415,
    'type_not_accepted',
    'Tipo de arquivo não aceito: text/plain',
  ],
  [
    'is SVG',
    { tipo: 'image/svg+xml', arquivo: base64('<svg/>') },
    415,
    'type_not_accepted',
    'Tipo de arquivo não aceito: image/svg+xml',
  ],
  [
    'is named as an object’s own',
    { tipo: '__proto__', arquivo: base64('oi!') },
    415,
    'type_not_accepted',
    'Tipo de arquivo não aceito: __proto__',
  ],
  [
    'is a GIF that says PNG',
    { arquivo: GIF },
    415,
    'type_mismatch',
    'O conteúdo do arquivo não é do tipo informado: image/png',
  ],
  [
    'is HTML that says PDF',
    { tipo: 'application/pdf', arquivo: base64('<html>') },
    415,
    'type_mismatch',
    'O conteúdo do arquivo não é do tipo informado: application/pdf',
  ],
  [
    'is a PNG cut off in its first bytes',
    { arquivo: base64('\x89PNG') },
    415,
    'type_mismatch',
    'O conteúdo do arquivo não é do tipo informado: image/png',
  ],
  [
    'is a PNG whose data URL says GIF',
    { arquivo: `data:image/gif;base64,${PNG_64}` },
    415,
    'type_mismatch',
    'O conteúdo do arquivo não é do tipo informado: image/png',
  ],
  ['is nobody’s', { id_prospecto: '99' }, 404, 'unknown_prospect', 'Prospecto não encontrado'],
] as const

describe('a file that is refused', () => {
  it.each(REFUSALS)(
    'because it %s leaves no trace: %j is %i %s %s [K-29] [K-A11]',
    async (_what, changes, status, outcome, msg) => {
      await using duble = await withProspect()
      const before = traces(duble)
      const seen = await erp(duble, 'enviar_arquivo', file(changes))
      expect([seen.status, seen.outcome, seen.body]).toEqual([status, outcome, refused(msg)])
      expect(traces(duble)).toEqual(before)
    },
  )
})

describe('which types are accepted', () => {
  it('is the option’s to say, and known beginnings are still looked at [K-29] [K-A11]', async () => {
    await using duble = await withProspect({ 'file.types': 'application/pdf, text/plain' })
    const text = await erp(
      duble,
      'enviar_arquivo',
      file({ tipo: 'text/plain', arquivo: base64('qualquer coisa') }),
    )
    expect(text.status).toBe(201)
    const png = await erp(duble, 'enviar_arquivo', file())
    expect([png.status, png.why]).toEqual([415, 'tipo is none of application/pdf, text/plain'])
    const lie = await erp(duble, 'enviar_arquivo', file({ tipo: 'application/pdf' }))
    expect(lie.outcome).toBe('type_mismatch')
  })

  it('is any under *, and known beginnings are still looked at [K-29] [K-A11]', async () => {
    await using duble = await withProspect({ 'file.types': '*' })
    expect(
      (await erp(duble, 'enviar_arquivo', file({ tipo: 'video/mp4', arquivo: base64('x') }))).status,
    ).toBe(201)
    expect((await erp(duble, 'enviar_arquivo', file({ arquivo: GIF }))).outcome).toBe('type_mismatch')
  })
})

describe('files of one prospect', () => {
  it('are as many as are sent, by id or by CPF, the same one twice too [K-28] [K-Q3]', async () => {
    await using duble = await withProspect()
    await erp(duble, 'enviar_arquivo', file())
    await erp(duble, 'enviar_arquivo', file({ id_prospecto: CARLA }))
    await erp(duble, 'enviar_arquivo', file({ nome_arquivo: '../../etc/passwd', descricao: undefined }))
    expect(
      rows(duble, 'arquivos').map((row) => [
        row['id_prospecto'],
        row['id_arquivo'],
        row['nome_arquivo'],
        row['descricao'],
      ]),
    ).toEqual([
      ['9001', '1', 'rg.png', 'RG, frente'],
      ['9001', '2', 'rg.png', 'RG, frente'],
      ['9001', '3', '../../etc/passwd', ''],
    ])
  })
})

describe('how large a file may be', () => {
  /** A PNG by its beginning. */
  const large = (bytes: number): string =>
    Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length)]).toString('base64')

  it('is 10 MiB once decoded, and not a byte more [K-A11]', async () => {
    await using duble = await withProspect()
    expect((await erp(duble, 'enviar_arquivo', file({ arquivo: large(10 * MIB) }))).status).toBe(201)
    expect(rows(duble, 'arquivos')[0]).toMatchObject({ bytes: String(10 * MIB) })
    const before = traces(duble)
    const seen = await erp(duble, 'enviar_arquivo', file({ arquivo: large(10 * MIB + 1) }))
    expect([seen.status, seen.outcome, seen.body]).toEqual([
      413,
      'file_too_large',
      refused('O arquivo tem mais de 10 MiB'),
    ])
    expect(seen.why).toBe('arquivo has 10485761 bytes, more than 10485760')
    expect(traces(duble)).toEqual(before)
  })

  it.each([15, 40])(
    'leaves a request of %i MiB and more unread, in process and on the wire [K-A18]',
    async (mib) => {
      for (const open of [undefined, onTheWire]) {
        await using duble = await withProspect({}, open)
        const before = traces(duble)
        const seen = await erp(duble, 'enviar_arquivo', file({ arquivo: 'A'.repeat(mib * MIB) }))
        expect([seen.status, seen.outcome, seen.body]).toEqual([
          413,
          'too_large',
          refused('A requisição é grande demais'),
        ])
        expect(traces(duble)).toEqual(before)
        expect((await erp(duble, 'produtos')).status).toBe(200)
      }
    },
  )
})
