import { admin, events, Refused, world } from './api.js'
import { t } from './i18n.js'
import { set, state, tell } from './store.js'

/** Most rows of the journal that are kept and drawn. */
const MOST = 200
/** Milliseconds until the line is tried again. */
const AGAIN = 1500

let listening = new AbortController()
/** Entries that came while the journal stood still. @type {any[]} */
let waiting = []

/** Goes to a world: everything known of the other one is forgotten. @param {string} id */
export function watch(id) {
  listening.abort()
  listening = new AbortController()
  waiting = []
  set({
    world: id,
    vendors: [],
    options: {},
    faults: [],
    states: [],
    rows: [],
    total: 0,
    waiting: 0,
    open: undefined,
    coverage: undefined,
    behaviours: new Map(),
    findings: undefined,
    clock: undefined,
    line: 'lost',
  })
  listen(id, listening.signal)
}

/** @param {string} id @param {AbortSignal} signal */
async function listen(id, signal) {
  while (!signal.aborted) {
    try {
      const stream = events(id, signal)
      const first = await stream.next()
      if (!first.done) {
        set({ line: 'live', tokenWanted: false })
        forget()
        readAll()
        hear(first.value)
      }
      for await (const heard of stream) {
        if (heard.event === 'gone') return leave(id)
        hear(heard)
      }
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof Refused && error.status === 404) return leave(id)
      if (error instanceof Refused && error.status === 401) return set({ tokenWanted: true })
      if (error instanceof Refused && error.status === 403) return set({ shut: error.message })
    }
    if (signal.aborted) return
    set({ line: 'lost' })
    await new Promise((done) => setTimeout(done, AGAIN))
  }
}

/** @param {string} id */
function leave(id) {
  tell(t('worlds.gone', { id }), 'bad')
  location.hash = `#/default/${state.tab}`
}

/** @param {{event: string, data: any}} heard */
function hear({ event, data }) {
  if (event === 'clock') set({ clock: { ...data, seen: performance.now() } })
  if (event === 'journal') take(data)
  if (event === 'changed') {
    if (data.parts.includes('journal')) forget()
    read(data.parts)
  }
}

/** The journal begins anew. */
function forget() {
  waiting = []
  set({ rows: [], total: 0, waiting: 0 })
}

/** @param {{entries: any[], skipped: number}} told */
function take({ entries, skipped }) {
  const count = entries.length + skipped
  const total = state.total + count
  if (state.paused) {
    waiting = newest(waiting, entries)
    set({ total, waiting: state.waiting + count })
  } else set({ total, rows: newest(state.rows, entries) })
}

/** The newest first. @param {any[]} rows @param {any[]} entries */
const newest = (rows, entries) => [...entries.toReversed(), ...rows].slice(0, MOST)

/** Lets the journal stand still, or go on. @param {boolean} paused */
export function pause(paused) {
  const rows = paused ? state.rows : [...waiting, ...state.rows].slice(0, MOST)
  waiting = []
  set({ paused, rows, waiting: 0 })
}

/** What is read of the world, by what may change. @type {Record<string, () => Promise<object>>} */
const READ = {
  vendors: async () => ({ vendors: (await world('GET /try')).vendors, ...(await world('GET /states')) }),
  options: async () => ({ vendors: (await world('GET /try')).vendors, ...(await world('GET /options')) }),
  faults: () => world('GET /faults'),
  worlds: () => admin('GET /worlds'),
}

/** @param {string[]} parts */
function read(parts) {
  for (const part of parts) {
    const reading = READ[part]?.()
    const id = state.world
    reading?.then(
      (known) => state.world === id && set(known),
      () => {}, // the line tells what is wrong with it
    )
  }
  if (parts.includes('met')) {
    readMet('coverage')
    readMet('findings')
  }
}

/** How what was told is kept. @type {Record<string, (told: any) => object>} */
const KEEP = {
  coverage: (coverage) => ({ coverage, behaviours: behavioursOf(coverage) }),
  findings: ({ findings }) => ({ findings }),
}

const behavioursOf = ({ vendors }) =>
  new Map(
    vendors.flatMap(({ operations }) =>
      operations.flatMap(({ rows }) => rows.map((row) => [row.behaviour, row])),
    ),
  )

/** @param {'coverage' | 'findings'} name */
async function readMet(name) {
  const id = state.world
  const keep = (known, says) =>
    state.world === id && set({ ...known, missing: { ...state.missing, [name]: says } })
  try {
    keep(KEEP[name](await world(`GET /${name}`)), undefined)
  } catch (error) {
    keep({}, error.message)
  }
}

/** Everything at once: when the line stands, or a world is chosen. */
export function readAll() {
  read(['options', 'vendors', 'faults', 'worlds', 'met'])
  if (state.ledgers === undefined) readLedgers()
}

async function readLedgers() {
  try {
    set({ ledgers: (await admin('GET /ledger')).ledgers, missing: { ...state.missing, ledger: undefined } })
  } catch (error) {
    set({ missing: { ...state.missing, ledger: error.message } })
  }
}
