/** How many leads each user was given on a day. It knows the vendor by two variables, and nothing of Dublê. */
export async function totals(day) {
  const { ZEN_URL, ZEN_TOKEN } = process.env
  const response = await fetch(`${ZEN_URL}/api/totais_lead?data=${day}`, { headers: { token: ZEN_TOKEN } })
  const body = await response.json()
  if (!response.ok) throw new Error(`CRM Zen answered ${response.status}: ${body.error}`)
  return Object.fromEntries(body.usuarios.map(({ nome, total_lead }) => [nome, total_lead]))
}
