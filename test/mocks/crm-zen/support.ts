import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Answer, answer } from '#engine'
import type { Duble } from '../../../src/index.ts'
import { inProcess, type Open, type Seen, send, zen } from '../../support.ts'

export const TOTALS = '/crm-zen/api/totais_lead'
export const DAY = '?data=2018-01-01'
export const VALID = { token: 'zen-token' }

/** The options of CRM Zen alone. */
export const zenOptions = (written: Readonly<Record<string, unknown>>) => ({ 'crm-zen': written })

/** The text of a 429. */
export const excess = (last: string, next: string): string =>
  `Você excedeu o número de requisições. Sua última requisição foi em "${last}". Sua próxima requisição estará disponível em "${next}"`

/** Starts CRM Zen with a fixture that exists only for this. */
export async function openWith(
  yaml: string,
  written: Readonly<Record<string, unknown>> = {},
  open: Open = inProcess,
): Promise<Duble> {
  const folder = await mkdtemp(path.join(tmpdir(), 'duble-crm-zen-'))
  try {
    const file = path.join(folder, 'fixture.yaml')
    await writeFile(file, yaml)
    return await open({ vendors: ['crm-zen'], fixtures: { 'crm-zen': file } }, zenOptions(written))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Two customers, each with a token of its own. */
export const TWO_TOKENS = `fixture: two tokens
vendor: crm-zen
credentials:
  - { name: one, token: token-um }
  - { name: two, token: token-dois }
`

/** Each outcome, and one way to it from a fresh default world. */
export const ways: Readonly<Record<string, (duble: Duble) => Promise<Seen>>> = {
  ok: (duble) => zen(duble),
  'ok.empty': (duble) => zen(duble, '?data=2018-01-03'),
  no_date: (duble) => zen(duble, ''),
  bad_date: (duble) => zen(duble, '?data=2018-02-30'),
  no_token: (duble) => zen(duble, DAY, {}),
  wrong_token: (duble) => zen(duble, DAY, { token: 'outro' }),
  disabled_token: (duble) => zen(duble, DAY, { token: 'zen-desabilitado' }),
  not_authorized: (duble) => zen(duble, DAY, { token: 'zen-sem-acesso' }),
  wrong_method: (duble) => send(duble, TOTALS + DAY, { method: 'POST', headers: VALID }),
  async too_many_requests(duble) {
    await zen(duble)
    return zen(duble)
  },
  internal(duble) {
    duble.world.fake('crm-zen').addFault('totals', 'internal', 1)
    return zen(duble)
  },
}

/** Asks from an address of one's choice. */
export const from = (duble: Duble, ip: string, token: string): Answer | Promise<Answer> =>
  answer(duble.world.fake('crm-zen'), ['totals'], {
    method: 'GET',
    target: `/api/totais_lead${DAY}`,
    search: DAY.slice(1),
    body: '',
    ip,
    header: (name) => (name === 'token' ? token : undefined),
    headers: () => ({ token }),
  })
