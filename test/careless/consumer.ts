/**
 * A consumer that does what hurried ones do: it takes a 429 for bad luck, a full answer for a whole one, and HTTP 200 for
 * a success. It knows Dublê's variables alone, and ends well whatever it is answered.
 */
const {
  DUBLE_CRM_ZEN_URL,
  DUBLE_CRM_ZEN_TOKEN = '',
  DUBLE_VOCALCONTACT_URL,
  DUBLE_VOCALCONTACT_TOKEN,
} = process.env
const { DUBLE_VOCOM_URL, DUBLE_VOCOM_USER, DUBLE_VOCOM_PASSWORD } = process.env

/** Today's leads; what is refused is asked for again, at once. */
async function leadsOfTheDay(tries = 3): Promise<unknown> {
  const answer = await fetch(`${DUBLE_CRM_ZEN_URL}/api/totais_lead?data=2018-01-01`, {
    headers: { token: DUBLE_CRM_ZEN_TOKEN },
  })
  return answer.ok || tries === 1 ? answer.json() : leadsOfTheDay(tries - 1)
}

/** "All" leads of the CRM. */
async function everyLead(): Promise<unknown> {
  return (await fetch(`${DUBLE_VOCALCONTACT_URL}/api/app/lead/all/token/${DUBLE_VOCALCONTACT_TOKEN}`)).json()
}

async function pabx(path: string, fields: object): Promise<{ call_id?: string; list?: unknown[] }> {
  const answer = await fetch(`${DUBLE_VOCOM_URL}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${DUBLE_VOCOM_USER}:${DUBLE_VOCOM_PASSWORD}`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(fields),
  })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return ((await answer.json()) as { response: { call_id?: string } }).response
}

/** A call by an agent whom nobody let in, for the branch is a wrong one. */
async function callSomebody(): Promise<void> {
  const who = { company_id: '894343d2-3f02-4c02-909b-a0bfa57c0a93', agent: 'VENDAS.ANA' }
  await pabx('/interact_cti/agent/login/', { ...who, branch: '9999' })
  const { call_id } = await pabx('/interact_cti/call/call_services/', {
    ...who,
    branch: '2001',
    to: '1199999999',
  })
  await pabx('/interact_cti/call/call_hold/', { ...who, call_id })
}

/** A year's diallings in one answer. */
async function diallingsOfTheYear(): Promise<unknown> {
  const period = { date_begin: '2020-01-01 00:00', date_end: '2020-12-31 23:59' }
  const filters = { destination: '', mailing: '', hangup_cause: '' }
  return (await pabx('/dialer/list_all/', { company_id: 'relatorio-grande', ...period, ...filters })).list
}

await leadsOfTheDay()
await leadsOfTheDay()
await everyLead()
await callSomebody()
await diallingsOfTheYear()
