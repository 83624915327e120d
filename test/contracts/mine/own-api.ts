import type { Asked, Said } from './own-server.ts'

/** A company's customer API as the page asks for it. */
export interface ApiState {
  customer: Record<string, string>
}

const ADDRESS = {
  enderecoLogradouro: 'RUA DA PRAIA, 100',
  enderecoCidade: 'JOAO PESSOA',
  enderecoCep: '58000000',
}

export const newApi = (): ApiState => ({
  customer: {
    nome: 'ANA LIMA',
    codigo: '1001',
    cpf: '39053344705',
    data_nascimen: '17/05/1990',
    telefone: '83987654321',
    email: 'ana@example.com',
    ...ADDRESS,
    ativo: 'TRUE',
  },
})

const TOKEN = 'own-access-token'
const pairOf = (authorization: string): string =>
  Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8')

export function answerApi(asked: Asked, state: ApiState): Said {
  const { method, path, query, authorization, text, has } = asked
  const pair = pairOf(authorization)
  if (path === '/oauth/token' && method === 'POST') {
    if (pair !== 'smartspace:segredo') return { status: 401, body: { error: 'invalid_client' } }
    return { status: 200, body: { access_token: TOKEN, token_type: 'Bearer', expires_in: 3600 } }
  }
  const known = has('takes any password') ? pair.startsWith('smartspace:') : pair === 'smartspace:segredo'
  if (!known && authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { erro: 'Quem é?' } }
  if (path === '/clientes' && method === 'GET') {
    return { status: 200, body: query.get('cpf') === '39053344705' ? [printed(state, has)] : [] }
  }
  if (path !== '/clientes/1001' || method !== 'PUT') return { status: 404, body: { erro: 'Não há' } }
  const { nome, codigo, cpf } = state.customer as Record<'nome' | 'codigo' | 'cpf', string>
  const left = has('empties what an edit does not name') ? { nome, codigo, cpf, ...ADDRESS } : state.customer
  state.customer = { ...left, ...JSON.parse(text) }
  return { status: 200, body: [printed(state, has)] }
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function printed({ customer }: ApiState, has: Asked['has']): Record<string, string> {
  const names = Object.entries(customer).map(([name, value]) => [
    has('names the address in snake case') ? snake(name) : name,
    value,
  ])
  const mask = has('prints a CPF with its mask') ? { cpf: '390.533.447-05' } : {}
  return { ...Object.fromEntries(names), ...mask }
}
