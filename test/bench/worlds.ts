/**
 * What a world costs before it is used, and whether worlds that were used and dropped leave memory behind.
 *
 * `node test/bench/worlds.ts` · under a minute
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Duble, type RunningWorld, startDuble } from '../../src/index.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes in use once the garbage is gone. */
async function settled(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

const thousands = (value: number): string => Math.round(value).toLocaleString('en')
const MB = 1024 * 1024

async function cost(duble: Duble, count: number): Promise<void> {
  for (let round = 0; round < 200; round++) await (await duble.newWorld()).close() // compiled by now
  const before = await settled()
  const held: RunningWorld[] = []
  const started = performance.now()
  for (let round = 0; round < count; round++) held.push(await duble.newWorld())
  const microseconds = ((performance.now() - started) / count) * 1000
  const bytes = ((await settled()) - before) / count
  console.log(
    `${thousands(count)} worlds, five vendors each: ${microseconds.toFixed(1)} µs and ${thousands(bytes)} bytes a world`,
  )
  for (const world of held) await world.close()
  held.length = 0
  console.log(
    `all closed: ${((await settled()) - before > 0 ? '+' : '') + (((await settled()) - before) / MB).toFixed(1)} MB`,
  )
}

/** One of each: a list, a page of 5,000 rows, a token, a write, a wait, and what matches nothing. */
async function use(world: RunningWorld): Promise<void> {
  const ask = async (path: string, init: RequestInit = {}): Promise<string> =>
    (await world.fetch(new Request(`${world.url}${path}`, init))).text()
  const [{ user, password } = {}] = world.vendor('vocom').credentials
  const authorization = `Basic ${btoa(`${user}:${password}`)}`
  const company = world.world.fake('vocom').fixture.defaults['company_id']
  const call = { agent: 'DEV', branch: '2000', to: '1199999999', company_id: company }
  await ask('/crm-zen/api/totais_lead?data=2018-01-01', { headers: { token: 'zen-token' } })
  await ask('/vocom/interact_cti/call/call_services/', {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify(call),
  })
  await ask('/smartspace/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=smartspace&client_secret=segredo',
  })
  const page = await ask('/vocalcontact/api/app/lead/all/token/token-bi')
  if (page.length < 100_000) throw new Error(`no page: ${page}`)
  await ask('/nothing/here')
  const { unmatched, vendors } = world.verdict()
  if (unmatched.length !== 1 || Object.keys(vendors).length !== 4) throw new Error(JSON.stringify(vendors))
}

async function dropped(duble: Duble, count: number): Promise<void> {
  const round = async (): Promise<void> => {
    const worlds = await Promise.all(Array.from({ length: count }, () => duble.newWorld()))
    await Promise.all(worlds.map(use))
    await Promise.all(worlds.map((world) => world.close()))
  }
  await round()
  const before = await settled()
  for (let times = 1; times <= 3; times++) {
    await round()
    const left = ((await settled()) - before) / MB
    console.log(
      `${thousands(count)} worlds opened, used and closed, ${times}×: ${left >= 0 ? '+' : ''}${left.toFixed(2)} MB`,
    )
  }
}

await using duble = await startDuble({ mostWorlds: 20_000 })
await cost(duble, 10_000)
await dropped(duble, 500)
