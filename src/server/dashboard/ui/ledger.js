import { Option } from './direct.js'
import { t } from './i18n.js'
import { Choice, Class, Empty, Quote } from './parts.js'
import { html, useState } from './preact.js'
import { useStore } from './store.js'

/** Rows drawn at once. */
const MOST = 100

/** Every fact with its class, its quote, and what switches it where it is assumed. */
export function Ledger() {
  const ledgers = useStore((known) => known.ledgers)
  const options = useStore((known) => known.options)
  const missing = useStore((known) => known.missing.ledger)
  const [name, setName] = useState('')
  const [part, setPart] = useState('proven')
  const [text, setText] = useState('')
  if (ledgers === undefined)
    return html`<${Empty}>${missing === undefined ? t('loading') : t('route.missing')}<//>`
  const ledger = ledgers.find(({ vendor }) => vendor === name) ?? ledgers[0]
  if (ledger === undefined) return html`<${Empty}>${t('ledger.none')}<//>`
  const sought = text.trim().toLowerCase()
  const inside = (row) => sought === '' || JSON.stringify(row).toLowerCase().includes(sought)
  const count = (which) => ledger.rows.filter((row) => row.section === which && inside(row)).length
  const rows = ledger.rows.filter((row) => row.section === part && inside(row))
  return html`<div class="stack">
    <${Choice} label=${t('vendor')} options=${ledgers.map(({ vendor }) => [vendor, vendor])} value=${ledger.vendor} onChange=${setName} />
    <div class="tools"><${Choice} label=${t('ledger')} options=${[
      ['proven', `${t('ledger.proven')} ${count('proven')}`],
      ['assumed', `${t('ledger.assumed')} ${count('assumed')}`],
      ['contradictory', `${t('ledger.contradictory')} ${count('contradictory')}`],
    ]} value=${part} onChange=${setPart} />
      <label class="wide"><span class="unseen">${t('filter')}</span><input type="search" class="filter" placeholder=${t('filter.ledger')} value=${text} onInput=${(event) => setText(event.target.value)} /></label></div>
    <p class="faint">${ledger.document}</p>
    ${rows.length === 0 ? html`<${Empty}>${t('ledger.nothing')}<//>` : ''}
    <ul class="ledger">${rows.slice(0, MOST).map((row) => html`<li key=${row.id}><${Fact} row=${row} vendor=${ledger.vendor} options=${options[ledger.vendor] ?? {}} /></li>`)}</ul>
    ${rows.length > MOST ? html`<p class="faint">${t('ledger.more', { count: rows.length - MOST })}</p>` : ''}
  </div>`
}

function Fact({ row, vendor, options }) {
  return html`<div class="ledger-id"><b class="mono">${row.id}</b><${Class} name=${row.class} /></div>
    <div class="ledger-says"><p>${row.says}</p><${Quote} row=${row} />
      ${(row.against ?? []).map((other) => html`<p key=${other.quote}><span class="tag bad">${t('ledger.against')}</span> <b class="mono">${other.row ?? ''}</b></p><${Quote} row=${other} />`)}
      ${row.contradictedBy === undefined ? '' : html`<p class="faint">${t('ledger.contradicted', { rows: row.contradictedBy.join(', ') })}</p>`}
      ${row.backs === undefined ? '' : html`<p class="faint mono backs">${row.backs.join(', ')}</p>`}
      ${(row.options ?? []).filter((name) => name in options).map((name) => html`<div class="switch" key=${name}><code>${name}</code><${Option} vendor=${vendor} name=${name} option=${options[name]} /></div>`)}
    </div>`
}
