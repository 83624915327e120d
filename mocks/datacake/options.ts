import { choice, flag, line, queryOptions } from '#engine'

/** What the page leaves open: the default first. */
// biome-ignore format: a table
export const options = {
  ...queryOptions,
  auth:                      choice(['bearer', 'none']), // "Recomendamos", so an ERP may do without
  'auth.header':             line('Authorization'),
  'auth.scheme':             line('Bearer'),
  not_found:                 choice(['404', '200_vazio']),
  'boletos.optional_fields': flag(true),
  'boletos.overdue':         choice(['juros_e_multa', 'valor_inicial']),
  documented_only:           flag(false),
  literal_envelope:          flag(false),
  leads:                     choice(['accepted', 'refused']),
  clear_required:            choice(['refused', 'accepted']),
  free_status:               flag(false),
  prospect_key:              choice(['either', 'id_prospecto']),
  'file.types':              line('image/jpeg, image/png, image/gif, application/pdf'), // "geralmente": * takes any
} as const
