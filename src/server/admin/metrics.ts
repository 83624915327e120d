import { readFile } from 'node:fs/promises'
import { FINDINGS, type World } from '#engine'
import { type Family, METRICS_TYPE, printMetrics, type Sample } from '../../report/prometheus.ts'
import { BOUNDS, type Durations, type Meter, type Metered, type Times } from '../meter.ts'
import type { Worlds } from '../worlds.ts'
import type { Director } from './director.ts'

/** How the worlds beside the first are called together: there may be thousands of them. */
const OTHERS = 'other'

/** What a process was asked and how it is, for Prometheus. */
export function metricRoutes({ app, worlds, meter }: Director): void {
  let version: Promise<string> | undefined
  app.get('/metrics', async (c) => {
    version ??= readVersion()
    const families = [
      ...askedFamilies(meter, worlds.first.id),
      ...worldFamilies(worlds),
      ...processFamilies(await version),
    ]
    return c.body(printMetrics(families), 200, { 'content-type': METRICS_TYPE })
  })
}

async function readVersion(): Promise<string> {
  const manifest = await readFile(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

/** A number for the first world and one for all others; none for others that never had any. */
const byWorld = (first: string, times: Times, labels: Readonly<Record<string, string>> = {}): Sample[] => [
  { labels: { world: first, ...labels }, value: times.first },
  ...(times.others === 0 ? [] : [{ labels: { world: OTHERS, ...labels }, value: times.others }]),
]

function askedFamilies(meter: Meter, first: string): Family[] {
  const operations = meter.read()
  return [
    {
      name: 'duble_requests_total',
      type: 'counter',
      help: 'Requests that an operation answered, by outcome; injected: not the fake\'s own answer. Worlds beside the first are summed as "other".',
      samples: operations.flatMap((metered) => requestsOf(metered, first)),
    },
    {
      name: 'duble_unmatched_requests_total',
      type: 'counter',
      help: 'Requests that no operation answered.',
      samples: byWorld(first, meter.unmatched),
    },
    {
      name: 'duble_bugs_total',
      type: 'counter',
      help: 'Answers in which Dublê broke its own contract.',
      samples: byWorld(first, meter.bugs),
    },
    {
      name: 'duble_request_duration_seconds',
      type: 'histogram',
      help: "Time from a request's arrival to its answer, what it was held back included.",
      samples: operations.flatMap((metered) => durationsOf(metered, labelsOf(metered))),
    },
  ]
}

const labelsOf = ({ vendor, operation }: Metered): { vendor: string; operation: string } => ({
  vendor,
  operation,
})

const requestsOf = (metered: Metered, first: string): Sample[] =>
  (['own', 'injected'] as const).flatMap((kind) =>
    [...metered[kind]].flatMap(([outcome, times]) =>
      byWorld(first, times, { ...labelsOf(metered), outcome, injected: String(kind === 'injected') }),
    ),
  )

/** Each bucket holds the ones below it too. */
function durationsOf(
  { buckets, seconds, count }: Durations,
  labels: Readonly<Record<string, string>>,
): Sample[] {
  let sum = 0
  const samples = [...BOUNDS, '+Inf'].map((bound, place) => {
    sum += buckets[place] ?? 0
    return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: sum }
  })
  return [...samples, { suffix: '_sum', labels, value: seconds }, { suffix: '_count', labels, value: count }]
}

function worldFamilies(worlds: Worlds): Family[] {
  const { first } = worlds
  const all = worlds.all()
  return [
    { name: 'duble_worlds', type: 'gauge', help: 'Worlds that are open.', samples: [{ value: all.length }] },
    {
      name: 'duble_journal_entries',
      type: 'gauge',
      help: 'Entries that the journals hold.',
      samples: byWorld(first.id, entriesOf(all, first)),
    },
    {
      name: 'duble_findings',
      type: 'gauge',
      help: 'What was noticed about consumers, by name.',
      samples: FINDINGS.flatMap((name) => byWorld(first.id, findingsOf(all, first, name), { name })),
    },
  ]
}

function entriesOf(all: readonly World[], first: World): Times {
  const times = { first: 0, others: 0 }
  for (const world of all) times[world === first ? 'first' : 'others'] += world.journal.held
  return times
}

/** What closed worlds left to the first is still told of the others. */
function findingsOf(all: readonly World[], first: World, name: string): Times {
  const times = { first: 0, others: 0 }
  for (const { watch } of all) {
    for (const finding of watch.read()) {
      if (finding.name === name) times[finding.world === first.id ? 'first' : 'others']++
    }
  }
  return times
}

function processFamilies(version: string): Family[] {
  const { user, system } = process.cpuUsage()
  const one = (name: string, type: Family['type'], help: string, value: number): Family => ({
    name,
    type,
    help,
    samples: [{ value }],
  })
  return [
    {
      name: 'duble_build_info',
      type: 'gauge',
      help: 'Always 1; which Dublê this is.',
      samples: [{ labels: { version }, value: 1 }],
    },
    one('process_cpu_seconds_total', 'counter', 'Processor time, user and system.', (user + system) / 1e6),
    one('process_resident_memory_bytes', 'gauge', 'Memory of the process.', process.memoryUsage.rss()),
    one(
      'process_start_time_seconds',
      'gauge',
      'When the process began, as an epoch.',
      performance.timeOrigin / 1000,
    ),
  ]
}
