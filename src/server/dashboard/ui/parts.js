import { t } from './i18n.js'
import { html, useEffect, useRef } from './preact.js'
import { set, state, tell, useStore } from './store.js'

/** A button that copies a text. */
export function Copy({ text, label }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      tell(t('copied'))
    } catch {
      tell(t('copied.not'), 'bad')
    }
  }
  return html`<button type="button" class="small quiet" aria-label=${t('copy.what', { what: label })} onClick=${copy}>${t('copy')}</button>`
}

/** Classes that a document vouches for. */
const PROVEN = new Set(['documented', 'example'])

export const Class = ({ name }) =>
  html`<span class="tag ${PROVEN.has(name) ? 'good' : 'doubt'}">${name}</span>`

/** How an answer went: a colour beside the word, never alone. @param {{outcome: string | null, injected: boolean, status: number}} entry */
export function kindOf({ outcome, injected, status }) {
  if (injected) return 'doubt'
  if (outcome === null || outcome === undefined) return 'bad'
  if (/^ok(\.|$)/.test(outcome)) return 'good'
  return status >= 500 ? 'bad' : 'refused'
}

export function Outcome({ entry }) {
  // A status that a fault put in the answer's place is no outcome of the operation's.
  const none = entry.operation === null ? t('unmatched') : (entry.faults ?? []).join(', ') || entry.status
  const said = entry.outcome ?? none
  return html`<span class="tag ${kindOf(entry)}">${said}</span>${entry.injected ? html` <span class="tag doubt">${t('injected')}</span>` : ''}`
}

/** The ledger's rows with these ids. @param {string} vendor @param {readonly string[]} ids @returns {any[]} */
export function ledgerRows(vendor, ids) {
  const ledger = state.ledgers?.find((each) => each.vendor === vendor)
  return ids.map((id) => ledger?.rows.find((row) => row.id === id)).filter((row) => row !== undefined)
}

/** The coverage's row of a behaviour, which names the ledger's. @param {string} behaviour such as `vocom/login.ok` */
export const coverageRow = (behaviour) => state.behaviours.get(behaviour)

/** The document's own words, and where they stand. */
export const Quote = ({ row }) =>
  row.quote
    ? html`<blockquote lang="pt-BR">“${row.quote.replaceAll('“', '‘').replaceAll('”', '’')}”${row.place ? html`<footer>${row.place}</footer>` : ''}</blockquote>`
    : null

/** Facts with their class, the document's words and their place. */
export function Rows({ rows }) {
  if (rows.length === 0) return null
  return html`<div class="facts">${rows.map(
    (row) => html`<div class="fact" key=${row.id}>
      <p><b class="mono">${row.id}</b> <${Class} name=${row.class} /> ${row.says}</p>
      <${Quote} row=${row} />
    </div>`,
  )}</div>`
}

/** Text as it came; JSON with its lines broken. */
export function Body({ text, label }) {
  if (!text) return html`<p class="faint">${t('body.none')}</p>`
  return html`<pre tabindex="0" role="region" aria-label=${label}>${pretty(text)}</pre>`
}

/** @param {string} text */
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

export function Headers({ headers }) {
  const all = Object.entries(headers ?? {})
  if (all.length === 0) return null
  return html`<dl class="headers">${all.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

/** What stands beside a list: over it where the page is narrow. Escape closes it. */
export function Aside({ title, children }) {
  const head = useRef()
  const close = () => set({ open: undefined })
  useEffect(() => head.current?.focus(), [title])
  return html`<aside class="aside" aria-label=${title}>
    <div class="aside-head">
      <h2 tabindex="-1" ref=${head}>${title}</h2>
      <button type="button" class="small quiet" onClick=${close}>${t('close')} <kbd>Esc</kbd></button>
    </div>
    ${children}
  </aside>`
}

/** What is said where nothing can be shown. */
export const Empty = ({ children }) => html`<p class="empty">${children}</p>`

/** One of several, as buttons that are pressed or not. */
export function Choice({ label, options, value, onChange }) {
  return html`<div class="choice" role="group" aria-label=${label}>${options.map(
    ([each, shown]) =>
      html`<button type="button" key=${each} aria-pressed=${String(each === value)} onClick=${() => onChange(each)}>${shown}</button>`,
  )}</div>`
}

/** Time of day, and the day where it matters, as the documents' country has it. */
export function timeOf(instant, withDay = false) {
  const day = withDay ? { year: 'numeric', month: '2-digit', day: '2-digit' } : {}
  const lang = state.lang === 'pt' ? 'pt-BR' : 'sv-SE'
  return formatOf(lang, withDay, {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(instant)
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map()

function formatOf(lang, withDay, options) {
  const key = `${lang} ${withDay}`
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat(lang, { ...options, timeZone: 'America/Sao_Paulo' }))
  return formats.get(key)
}

/** What goes by itself: a word on what was done. */
export function Note() {
  const note = useStore((known) => known.note)
  return html`<div class="note-place" role="status">${
    note === undefined
      ? ''
      : html`<div class="note ${note.kind}">${note.says}<button type="button" class="small quiet" onClick=${() => set({ note: undefined })}>${t('close')}</button></div>`
  }</div>`
}
