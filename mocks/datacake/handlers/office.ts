/** The ERP's office: what all its handlers share. */
import {
  bareDocument,
  type Context,
  type Handlers,
  isCnpj,
  isCpf,
  jsonSchema,
  type Static,
  type TObject,
  type TProperties,
} from '#engine'
import type { datacake } from '../api.ts'
import type { Erp } from '../fixture.ts'

export type Office = Context<typeof datacake, typeof Erp>
export type All = Handlers<typeof datacake, typeof Erp>
export type Client = ReturnType<Office['state']['clientes']['all']>[number]
export type Prospect = ReturnType<Office['state']['prospectos']['all']>[number]

type Row = Readonly<Record<string, unknown>>

/** A row as an answer prints it: these keys in this order, and no other. */
export function printed<P extends TProperties>(shape: TObject<P>): (row: Row) => Static<TObject<P>> {
  const keys = Object.keys(jsonSchema(shape).properties ?? {})
  return (row) => Object.fromEntries(keys.map((key) => [key, row[key]])) as Static<TObject<P>>
}

/** A CPF or CNPJ without its mask, its check digits found right. */
export function document({ fail }: Office, written: string): string {
  const bare = bareDocument(written)
  if (!isCpf(bare) && !isCnpj(bare)) {
    fail(
      'invalid_document',
      'cnpj_cpf is neither a CPF nor a CNPJ: its length or its check digits do not fit',
    )
  }
  return bare
}
