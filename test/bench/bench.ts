/**
 * `npm run bench [part…]`: throughput beside a bare node:http server that writes the same bytes, in turns within one run;
 * the time from start to the first 200; tables of a million rows and more. Prints; fails on nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import autocannon from 'autocannon'
import { type Asked, ask, type Child, median, memoryOf, startBare, startDuble } from './children.ts'

const ROUNDS = 5
const SECONDS = 3
const WARM_UP = 3
const STARTS = 7

const folder = mkdtempSync(path.join(tmpdir(), 'duble-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true }))

const BREAKS: Asked = {
  path: '/vocom/interact_cti/agent/get_break_list/',
  method: 'POST',
  headers: {
    authorization: 'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MWVjNTc0NzM=',
    'content-type': 'application/json',
  },
  body: '{"agent": "DEV", "company_id": "894343d2-3f02-4c02-909b-a0bfa57c0a93"}',
}
const rows = (table: string, more = ''): Asked => ({
  path: `/vocalcontact/api/app/${table}${more}/token/token-bi`,
})

const shown = (values: readonly number[], digits = 0): string =>
  values.map((value) => value.toFixed(digits)).join(' ')

async function perSecond(
  { port }: Child,
  asked: Asked,
  connections: number,
  duration: number,
): Promise<number> {
  const { path: where, ...rest } = asked
  const url = `http://127.0.0.1:${port}${where}`
  const { requests, non2xx, errors } = await autocannon({ url, ...rest, connections, duration })
  if (non2xx > 0 || errors > 0) throw new Error(`${where}: ${non2xx} non-200, ${errors} errors`)
  return requests.average
}

/**
 * Rounds in turn, so that whatever else the machine does meets both, and each round with new processes: where the
 * memory of a big answer happens to lie makes one process faster than its own twin.
 */
async function throughput(title: string, asked: Asked, connections: number): Promise<void> {
  const rounds: { duble: number; bare: number }[] = []
  let size = 0
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await startDuble([], asked)
    const { bytes, headers } = await ask(ours.port, asked)
    const file = path.join(folder, 'bytes')
    writeFileSync(file, bytes)
    size = bytes.length
    const theirs = await startBare(file, headers)
    try {
      const measured = { bare: 0, duble: 0 }
      const children = { bare: theirs, duble: ours }
      for (const name of ['bare', 'duble'] as const) {
        await perSecond(children[name], asked, connections, WARM_UP)
        measured[name] = await perSecond(children[name], asked, connections, SECONDS)
      }
      rounds.push(measured)
    } finally {
      ours.process.kill()
      theirs.process.kill()
    }
  }
  const ratios = rounds.map(({ duble, bare }) => duble / bare)
  console.log(
    `${title}: ${size} bytes, ${connections} connections, ${ROUNDS} rounds of ${SECONDS} s each in turn`,
  )
  console.log(`  bare node:http ${Math.round(median(rounds.map(({ bare }) => bare)))} requests/s`)
  console.log(`  Dublê          ${Math.round(median(rounds.map(({ duble }) => duble)))} requests/s`)
  console.log(`  ratio          ${median(ratios).toFixed(2)} (${shown(ratios, 2)})`)
}

async function starts(): Promise<void> {
  const times = { bare: [] as number[], two: [] as number[], five: [] as number[] }
  const keep = (child: Child): number => {
    child.process.kill()
    return child.ready
  }
  for (let round = 0; round < STARTS; round++) {
    times.bare.push(keep(await startBare()))
    times.two.push(keep(await startDuble(['crm-zen', 'vocom'], BREAKS)))
    times.five.push(keep(await startDuble([], BREAKS)))
  }
  console.log(`from start to the first 200, ${STARTS} starts each in turn`)
  console.log(`  bare node:http ${Math.round(median(times.bare))} ms`)
  console.log(`  two vendors    ${Math.round(median(times.two))} ms (${shown(times.two)})`)
  console.log(`  five vendors   ${Math.round(median(times.five))} ms (${shown(times.five)})`)
}

/** A fixture of so many leads, and nothing else. */
function manyLeads(count: number): string {
  const file = path.join(folder, `${count}.yaml`)
  writeFileSync(
    file,
    `fixture: many
vendor: vocalcontact
credentials: [{ name: bi, token: token-bi }]
lead:
  generate: ${count}
  each:
    id: { number_from: 1 }
    company_id: { digits: 3 }
    contact_id: { digits: 3 }
    user_id: { digits: 2 }
    created_at: { between: [2024-01-01 00:00:00, 2026-10-31 23:59:59] }
    modified_at: { after: created_at, within: 14d }
    name: { br: nome }
    email: { one_of: [a@example.com, b@example.com] }
    phone: { br: celular }
    source: { one_of: [Google, Indicação, Site] }
    status: { one_of: [novo, ganho] }
    owner_id: { digits: 2 }
`,
  )
  return file
}

async function big(): Promise<void> {
  const page = rows('lead/created', '/from/2025-03-01/to/2026-10-31')
  const changed = rows('lead/modified', '/from/2025-03-01/to/2026-10-31')
  const hour = rows('lead/modified', '/from/2025-03-01/to/2025-03-01')
  for (const [count, first] of [
    [1_000_000, page],
    [1_000_000, changed],
    [10_000_000, page],
    [10_000_000, hour],
  ] as const) {
    const cold: number[] = []
    const readies: number[] = []
    const megabytes: number[] = []
    for (let round = 0; round < 3; round++) {
      const child = await startDuble(['vocalcontact', '--fixture', `vocalcontact=${manyLeads(count)}`], {
        path: '/healthz',
      })
      const before = performance.now()
      await ask(child.port, first)
      cold.push(performance.now() - before)
      readies.push(child.ready)
      for (const other of [page, changed, hour]) await ask(child.port, other)
      megabytes.push(memoryOf(child))
      child.process.kill()
    }
    console.log(`${count} leads, ${first.path.replace(/\/token.*/, '')}, first request of a new process`)
    console.log(`  cold answer    ${Math.round(median(cold))} ms (${shown(cold)})`)
    console.log(
      `  start          ${Math.round(median(readies))} ms, memory behind it ${Math.round(median(megabytes))} MB`,
    )
  }
}

const parts: Readonly<Record<string, () => Promise<void>>> = {
  starts,
  breaks: () => throughput('Vocom, break list', BREAKS, 32),
  json: () => throughput('VocalContact, 5,000 rows as JSON', rows('calendar/all'), 8),
  csv: () => throughput('VocalContact, 5,000 rows as CSV', rows('calendar/all', '/format/csv'), 8),
  big,
}

for (const [name, run] of Object.entries(parts)) {
  if (process.argv.length < 3 || process.argv.includes(name)) await run()
}
