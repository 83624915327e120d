/** The fields that a fixture's tables share. */
import { fallback, oneOf, table, text } from '#engine'

export const id = (description: string, example: string) => text(description, example, { min: 1 })
export const free = (description: string) => fallback(text(description, ''), '')
export const money = (description: string, example: string) =>
  text(description, example, { pattern: '^[0-9]+\\.[0-9]{2}$' })
export const day = (description: string, example: string) => text(description, example, { format: 'day' })
export const maybeDay = (description: string) =>
  fallback(text(description, '2026-01-31', { pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2})?$' }), '')
export const yesNo = (value: 'S' | 'N') => fallback(oneOf('S', 'N'), value)
const cep = fallback(text('CEP', '80010000', { pattern: '^([0-9]{8})?$' }), '')
export const phone = (description: string) =>
  fallback(text(description, '41987654321', { pattern: '^([0-9]{10,11})?$' }), '')
export const id_cliente = text('Cliente', '1', { min: 1, of: 'clientes' })
export const place = {
  cep,
  endereco: free('Logradouro'),
  numero: free('Número'),
  complemento: free('Complemento'),
  bairro: free('Bairro'),
  cidade: free('Cidade'),
  uf: free('Estado'),
  latitude: free('Latitude'),
  longitude: free('Longitude'),
}
/** "todos os produtos disponíveis": what is not active is not listed, and no prospect can name it. */
export const ativo = yesNo('S')
export const coded = <K extends string>(key: K, example: string) =>
  table(
    { [key]: id('Código', '1'), nome: id('Nome', example), obs: free('Observação'), ativo } as Record<
      K | 'nome' | 'obs',
      ReturnType<typeof id>
    > & { ativo: typeof ativo },
    key as never,
  )
/** A code of one of the lists; empty where the prospect names none. */
export const refers = (description: string, of: string) => fallback(text(description, '1', { of }), '')
