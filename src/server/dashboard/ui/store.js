import { useEffect, useRef, useState } from './preact.js'

/**
 * All that the page knows. Whoever draws a part of it says which with `useStore`.
 *
 * @type {Record<string, any>}
 */
export const state = {
  tab: 'journal',
  world: 'default',
  worlds: [],
  /** What can be asked: `GET …/try`. */
  vendors: [],
  options: {},
  faults: [],
  states: [],
  /** As it was told, and when by the page's own clock. */
  clock: undefined,
  rows: [],
  /** How many were asked, as far as the journal is known: more than rows are kept. */
  total: 0,
  paused: false,
  waiting: 0,
  /** What is open beside a list: `{entry}` or `{behaviour}`. */
  open: undefined,
  coverage: undefined,
  /** The coverage's rows by their behaviours. */
  behaviours: new Map(),
  findings: undefined,
  ledgers: undefined,
  /** Sentences of routes that have nothing to show. */
  missing: {},
  line: 'lost',
  note: undefined,
  token: sessionStorage.getItem('duble.token') ?? '',
  tokenWanted: false,
  lang: localStorage.getItem('duble.lang') ?? (navigator.language.startsWith('pt') ? 'pt' : 'en'),
  theme: localStorage.getItem('duble.theme') ?? 'auto',
}

/** @type {Set<() => void>} */
const listeners = new Set()

/** Changes what is known, and draws what hangs on it. @param {Record<string, any>} patch */
export function set(patch) {
  Object.assign(state, patch)
  for (const listener of [...listeners]) listener()
}

/**
 * A part of what is known; its component is drawn anew when that part becomes another.
 *
 * @template T
 * @param {(known: typeof state) => T} select
 * @returns {T}
 */
export function useStore(select) {
  const now = select(state)
  const drawn = useRef({ select, now })
  drawn.current = { select, now }
  const [, draw] = useState({})
  useEffect(() => {
    const look = () => {
      if (!Object.is(drawn.current.select(state), drawn.current.now)) draw({})
    }
    listeners.add(look)
    look()
    return () => listeners.delete(look)
  }, [])
  return now
}

/** Tells something in a line that goes by itself. @param {string} says @param {'good' | 'bad'} kind */
export function tell(says, kind = 'good') {
  const note = { says, kind }
  set({ note })
  setTimeout(() => state.note === note && set({ note: undefined }), kind === 'bad' ? 9000 : 3500)
}
