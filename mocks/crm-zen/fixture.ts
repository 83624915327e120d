import { date, defineFixture, fallback, integer, list, type Objection, object, table, text } from '#engine'

const Totals = fallback(
  list(
    object({
      codigo: text('Código', '12'),
      nome: text('Nome', 'Site'),
      quantidade: integer('Quantidade de leads', 3),
    }),
  ),
  [],
)
const count = (description: string) => fallback(integer(description, 0), 0)
const LISTS = ['origem', 'segmento', 'automacao', 'produtos_e_servicos'] as const

/** What a CRM Zen fixture may say: the totals of some days. A day that is not written has no leads. */
export const Days = defineFixture({
  tables: {
    days: table(
      {
        data: date('Dia', '2018-01-01'),
        usuarios: fallback(
          list(
            object({
              nome: text('Nome do usuário', 'Maria'),
              total_lead: count('Quantidade total de leads'),
              origem: Totals,
              segmento: Totals,
              automacao: Totals,
              produtos_e_servicos: Totals,
            }),
          ),
          [],
        ),
        erros: fallback(
          object({
            com_erro: count('Leads com erro'),
            sem_agrupamento: count('Leads sem agrupamento'),
            limite_de_contatos: count('Leads acima do limite de contatos'),
            duplicados: count('Leads duplicados'),
          }),
          { com_erro: 0, sem_agrupamento: 0, limite_de_contatos: 0, duplicados: 0 },
        ),
      },
      'data',
    ),
  },
  /** A lead may have no segment, but a segment has no more leads than its user: `sums: free` lifts this. */
  *check({ days }, { sums }): Iterable<Objection> {
    if (sums === 'free') return
    for (const [index, day] of days.entries()) {
      for (const [at, user] of day.usuarios.entries()) {
        for (const name of LISTS) {
          const sum = user[name].reduce((total, { quantidade }) => total + quantidade, 0)
          if (sum <= user.total_lead) continue
          const says = `adds up to ${sum} leads, but ${user.nome} has total_lead ${user.total_lead} (option sums: free allows it)`
          yield { table: 'days', index, path: ['usuarios', at, name], says }
        }
      }
    }
  },
})
