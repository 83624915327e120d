/** The lists by which an eCommerce maps the ERP's codes, "assim o prospecto/lead já é criado com um vínculo". */
import type { TObject, TProperties } from '#engine'
import {
  AttendanceType,
  City,
  Department,
  DueDay,
  Employee,
  Origin,
  Product,
  ProspectStatus,
  Reseller,
} from '../words.ts'
import { type All, type Office, printed } from './office.ts'

interface Listed {
  readonly ativo: string
}

/** A table whole, in the fixture's order, but for what is not active. */
const listing = <P extends TProperties>(shape: TObject<P>, rows: (office: Office) => Iterable<Listed>) => {
  const print = printed(shape)
  return (_request: object, office: Office) =>
    office.page([...rows(office)].filter(({ ativo }) => ativo === 'S').map((row) => print({ ...row })))
}

export const mappings: Pick<
  All,
  | 'produtos'
  | 'revendedores'
  | 'funcionarios'
  | 'departamentos'
  | 'vencimentos'
  | 'origens'
  | 'cidades'
  | 'tipos_de_atendimento'
  | 'status_prospectos'
> = {
  produtos: listing(Product, ({ state }) => state.produtos.each()),
  revendedores: listing(Reseller, ({ state }) => state.revendedores.each()),
  funcionarios: listing(Employee, ({ state }) => state.funcionarios.each()),
  departamentos: listing(Department, ({ state }) => state.departamentos.each()),
  vencimentos: listing(DueDay, ({ state }) => state.vencimentos.each()),
  origens: listing(Origin, ({ state }) => state.origens.each()),
  cidades: listing(City, ({ state }) => state.cidades.each()),
  tipos_de_atendimento: listing(AttendanceType, ({ state }) => state.tipos_de_atendimento.each()),
  status_prospectos: listing(ProspectStatus, ({ state }) => state.status_prospectos.each()),
}
