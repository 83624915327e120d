import type { Handlers } from '#engine'
import type { crmZen } from './api.ts'
import type { Days } from './fixture.ts'

const NO_LEADS = {
  usuarios: [],
  erros: { com_erro: 0, sem_agrupamento: 0, limite_de_contatos: 0, duplicados: 0 },
} as const

/** "retorna os totais da distribuição de leads referente aos dados recebidos do dia por usuários" */
export const handlers: Handlers<typeof crmZen, typeof Days> = {
  totals({ data }, { state, options, page }) {
    const day = state.days.get(data) ?? NO_LEADS
    const count = options.numbers === 'string' ? String : Number
    const totals = (list: (typeof day.usuarios)[number]['origem']) =>
      list.map(({ codigo, nome, quantidade }) => ({ codigo, nome, quantidade: count(quantidade) }))
    const users = page(day.usuarios).map((user) => ({
      nome: user.nome,
      total_lead: count(user.total_lead),
      origem: totals(user.origem),
      segmento: totals(user.segmento),
      automacao: totals(user.automacao),
      produtos_e_servicos: totals(user.produtos_e_servicos),
    }))
    const { com_erro, sem_agrupamento, limite_de_contatos, duplicados } = day.erros
    const none = com_erro + sem_agrupamento + limite_de_contatos + duplicados === 0
    const empty = { zeros: undefined, object: {}, array: [] }[options['erros.empty']]
    return {
      data,
      usuarios: users,
      erros: (none && empty) || {
        com_erro: count(com_erro),
        sem_agrupamento: count(sem_agrupamento),
        limite_de_contatos: count(limite_de_contatos),
        duplicados: count(duplicados),
      },
    }
  },
}
