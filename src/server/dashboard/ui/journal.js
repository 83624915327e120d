import { act, Refused, world } from './api.js'
import { milliseconds, t } from './i18n.js'
import { pause } from './live.js'
import { Aside, Body, coverageRow, Empty, Headers, ledgerRows, Outcome, Rows, timeOf } from './parts.js'
import { html, useEffect, useRef, useState } from './preact.js'
import { set, state, tell, useStore } from './store.js'

const SORTS = {
  all: () => true,
  ok: ({ outcome, injected }) => !injected && /^ok(\.|$)/.test(outcome ?? ''),
  refused: ({ outcome, injected }) => !injected && outcome !== null && !/^ok(\.|$)/.test(outcome),
  injected: ({ injected }) => injected,
  unmatched: ({ operation }) => operation === null,
}

/** What was asked and answered, as it comes. */
export function Journal() {
  const rows = useStore((known) => known.rows)
  const vendors = useStore((known) => known.vendors)
  const open = useStore((known) => known.open)
  useStore((known) => known.coverage)
  const [vendor, setVendor] = useState('')
  const [sort, setSort] = useState('all')
  const [text, setText] = useState('')
  const sought = text.trim().toLowerCase()
  const shown = rows.filter(
    (row) =>
      (vendor === '' || row.vendor === vendor) &&
      SORTS[sort](row) &&
      (sought === '' ||
        `${row.path} ${row.operation} ${row.outcome} ${row.status} ${row.why}`
          .toLowerCase()
          .includes(sought)),
  )
  return html`<div class="beside ${open?.entry ? 'opened' : ''}">
    <div class="main-part">
      <div class="tools">
        <label><span class="label">${t('vendor')}</span><select value=${vendor} onChange=${(event) => setVendor(event.target.value)}>
          <option value="">${t('all')}</option>
          ${vendors.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}
        </select></label>
        <label><span class="label">${t('outcome')}</span><select value=${sort} onChange=${(event) => setSort(event.target.value)}>
          <option value="all">${t('all')}</option>
          <option value="ok">${t('sort.ok')}</option>
          <option value="refused">${t('sort.refused')}</option>
          <option value="injected">${t('sort.injected')}</option>
          <option value="unmatched">${t('sort.unmatched')}</option>
        </select></label>
        <label class="wide"><span class="label">${t('filter')}</span><input type="search" class="filter" placeholder=${t('filter.journal')} value=${text} onInput=${(event) => setText(event.target.value)} /></label>
        <${Tools} />
      </div>
      <${Announced} />
      ${rows.length === 0 ? html`<${Nothing} />` : shown.length === 0 ? html`<${Empty}>${t('journal.filtered')}<//>` : html`<${List} rows=${shown} open=${open?.entry} />`}
    </div>
    ${open?.entry ? html`<${Entry} key=${open.entry} id=${open.entry} />` : ''}
  </div>`
}

function Tools() {
  const paused = useStore((known) => known.paused)
  const waiting = useStore((known) => known.waiting)
  return html`<div class="group">
    <button type="button" aria-pressed=${String(paused)} onClick=${() => pause(!paused)}>${paused ? t('journal.goon', { count: waiting }) : t('journal.pause')}</button>
    <button type="button" onClick=${() => act(() => world('DELETE /journal'))}>${t('journal.empty')}</button>
    <button type="button" onClick=${saveScenario}>${t('journal.save')}</button>
  </div>`
}

/** Saves what was asked as a scenario; where it cannot be one, the server says why. */
async function saveScenario() {
  try {
    const text = await world('GET /scenario')
    if (typeof text !== 'string') throw new Refused(500, t('scenario.none'))
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/yaml' }))
    link.download = `${state.world}.scenario.yaml`
    link.click()
    URL.revokeObjectURL(link.href)
    tell(t('scenario.saved', { file: link.download }))
  } catch (error) {
    tell(error.status === 404 ? t('route.missing') : error.message, 'bad')
  }
}

/** Says now and then how many came, for who does not see them. */
function Announced() {
  const total = useStore((known) => known.total)
  const kept = useStore(
    (known) => known.rows.length + Math.min(known.waiting, known.total - known.rows.length),
  )
  const [said, say] = useState(total)
  const last = useRef(total)
  useEffect(() => {
    const telling = setInterval(() => {
      if (state.total === last.current) return
      last.current = state.total
      say(state.total)
    }, 5000)
    return () => clearInterval(telling)
  }, [])
  return html`<p class="count"><span>${t('journal.total', { count: total })}</span>${total > kept ? html` <span class="faint">${t('journal.skipped', { count: total - kept })}</span>` : ''}
    <span class="unseen" role="status">${t('journal.total', { count: said })}</span></p>`
}

function Nothing() {
  const vendors = useStore((known) => known.vendors)
  return html`<div class="empty"><p>${t('journal.nothing')}</p>
    ${vendors.length === 0 ? '' : html`<p><a href=${`#/${state.world}/vendors`}>${t('journal.tryone')}</a></p>`}</div>`
}

/** So many rows are drawn at once when the list appears; the others follow. */
const FIRST = 60
/** Milliseconds until they do. */
const SOON = 120

function List({ rows, open }) {
  const [most, setMost] = useState(FIRST)
  useEffect(() => {
    const later = setTimeout(() => setMost(Number.POSITIVE_INFINITY), SOON)
    return () => clearTimeout(later)
  }, [])
  const list = useRef()
  const move = (event) => {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key]
    if (step === undefined) return
    event.preventDefault()
    document.activeElement?.closest('li')?.[step]?.querySelector('button')?.focus()
  }
  const first = rows.some(({ id }) => id === open) ? open : rows[0].id
  return html`<div class="journal-head" aria-hidden="true"><span>${t('col.time')}</span><span>${t('vendor')}</span><span>${t('col.request')}</span><span>${t('col.status')}</span><span>${t('outcome')}</span><span>${t('col.row')}</span><span class="right">ms</span></div>
  <ol class="journal" ref=${list} onKeyDown=${move}>${rows.slice(0, most).map((row) => drawn(row, row.id === open, row.id === first))}</ol>`
}

/** Rows as they were drawn last. @type {WeakMap<object, {as: string, node: object}>} */
const DRAWN = new WeakMap()

/** A row; the very same thing where nothing of it changed, for then it is not looked at again: hundreds may come each second. */
function drawn(row, chosen, reached) {
  const fact =
    row.operation === null || row.injected
      ? undefined
      : coverageRow(`${row.vendor}/${row.operation}.${row.outcome}`)?.rows[0]
  const as = `${chosen} ${reached} ${fact} ${state.lang}`
  const known = DRAWN.get(row)
  if (known?.as === as) return known.node
  const node = html`<${Row} key=${row.id} row=${row} chosen=${chosen} reached=${reached} fact=${fact} />`
  DRAWN.set(row, { as, node })
  return node
}

function Row({ row, chosen, reached, fact }) {
  return html`<li><button type="button" class="row ${chosen ? 'chosen' : ''}" tabindex=${reached ? 0 : -1} aria-expanded=${String(chosen)} onClick=${() => set({ open: chosen ? undefined : { entry: row.id } })}>
    <span class="mono faint">${timeOf(Date.parse(row.at))}</span>
    <span class="vendor">${row.vendor || '—'}</span>
    <span class="request mono"><b>${row.method}</b> ${row.path}</span>
    <span class="mono status">${row.status}</span>
    <span class="outcome"><${Outcome} entry=${row} /></span>
    <span class="mono faint fact-id">${fact ?? ''}</span>
    <span class="mono faint right ms">${milliseconds(row.milliseconds)}</span>
    ${row.why === '' ? '' : html`<span class="why">${row.why}</span>`}
  </button></li>`
}

/** One request with its answer, as the journal keeps it: secrets masked. */
function Entry({ id }) {
  const [entry, setEntry] = useState()
  const [says, setSays] = useState()
  useEffect(() => {
    world(`GET /journal?after=${id - 1}&before=${id + 1}`).then(
      ({ entries }) => (entries[0] === undefined ? setSays(t('entry.gone')) : setEntry(entries[0])),
      (error) => setSays(error.message),
    )
  }, [id])
  return html`<${Aside} title=${t('entry', { id })}>
    ${says === undefined ? '' : html`<${Empty}>${says}<//>`}
    ${entry === undefined ? '' : html`<${Told} entry=${entry} />`}
  <//>`
}

const Told = ({ entry }) => html`<${Judged} entry=${entry} />
    <${Sent} entry=${entry} />
    <h3>${t('answer')}</h3>
    <${Body} text=${entry.responseBody} label=${t('answer')} />`

/** What was sent, secrets masked. */
export const Sent = ({ entry }) => html`<h3>${t('request')}</h3>
    <${Headers} headers=${entry.requestHeaders} />
    <${Body} text=${entry.requestBody} label=${t('request')} />`

/** What became of a request and why, with the facts behind it. */
export function Judged({ entry }) {
  const row =
    entry.operation === null ? undefined : coverageRow(`${entry.vendor}/${entry.operation}.${entry.outcome}`)
  return html`<p class="headline mono"><b>${entry.method}</b> ${entry.path}</p>
    <p class="line"><span class="status-big mono">${entry.status}</span> <${Outcome} entry=${entry} />
      ${entry.operation === null ? '' : html`<span class="faint">${entry.vendor}/${entry.operation}</span>`}
      <span class="faint mono">${timeOf(Date.parse(entry.at), true)}</span></p>
    ${entry.why === '' ? '' : html`<p>${entry.why}</p>`}
    ${entry.faults === undefined ? '' : html`<p><span class="label">${t('faults')}</span> <code>${entry.faults.join(', ')}</code></p>`}
    ${entry.option === undefined ? '' : html`<p><span class="label">${t('option')}</span> <code>${entry.option}</code></p>`}
    ${entry.credential === null ? '' : html`<p><span class="label">${t('credential')}</span> <code>${entry.credential}</code></p>`}
    ${row === undefined || row.rows.length === 0 ? '' : html`<h3>${t('ledger')}</h3><${Rows} rows=${ledgerRows(entry.vendor, row.rows.slice(0, 3))} />`}`
}
