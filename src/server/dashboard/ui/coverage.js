import { t } from './i18n.js'
import { Aside, Class, coverageRow, Empty, ledgerRows, Rows } from './parts.js'
import { html } from './preact.js'
import { set, useStore } from './store.js'

/** Operations and outcomes as a map: what was met, what only a fault showed, what never. */
export function Coverage() {
  const coverage = useStore((known) => known.coverage)
  const missing = useStore((known) => known.missing.coverage)
  const open = useStore((known) => known.open)
  useStore((known) => known.ledgers)
  if (coverage === undefined)
    return html`<${Empty}>${missing === undefined ? t('loading') : t('route.missing')}<//>`
  const row = open?.behaviour === undefined ? undefined : coverageRow(open.behaviour)
  return html`<div class="beside ${row ? 'opened' : ''}">
    <div class="main-part stack">
      <${Legend} />
      ${coverage.vendors.map((vendor) => html`<${Vendor} key=${vendor.vendor} vendor=${vendor} open=${open?.behaviour} />`)}
    </div>
    ${row === undefined ? '' : html`<${Behaviour} row=${row} />`}
  </div>`
}

const Legend = () => html`<ul class="legend">
  <li><span class="cell met" aria-hidden="true">3</span> ${t('cov.met')}</li>
  <li><span class="cell injected" aria-hidden="true">✕</span> ${t('cov.injected')}</li>
  <li><span class="cell" aria-hidden="true"></span> ${t('cov.never')}</li>
  <li><span class="cell assumed" aria-hidden="true"></span> ${t('cov.dashed')}</li>
</ul>`

function Vendor({ vendor, open }) {
  const rows = vendor.operations.flatMap((operation) => operation.rows)
  const shapes = rows.filter(({ kind }) => kind === 'shape')
  const outcomes = outcomesOf(vendor.operations)
  return html`<section class="card" aria-label=${vendor.title}>
    <div class="card-head"><h2>${vendor.vendor}</h2><div class="shares">
      <${Share} label=${t('cov.documented')} share=${vendor.documented} />
      <${Share} label=${t('cov.assumed')} share=${vendor.assumed} />
      <${Share} label=${t('cov.shapes')} share=${vendor.shapes} />
    </div></div>
    <div class="map"><table><thead><tr><th scope="col"><span class="unseen">${t('operations')}</span></th>${outcomes.map(
      (outcome) => html`<th scope="col" key=${outcome} class="turned"><span>${outcome}</span></th>`,
    )}</tr></thead>
    <tbody>${vendor.operations.map(
      (operation) =>
        html`<tr key=${operation.operation}><th scope="row">${operation.operation}</th>${outcomes.map(
          (outcome) => {
            const row = operation.rows.find((each) => each.outcome === outcome)
            return html`<td key=${outcome}>${row === undefined ? '' : html`<${Cell} row=${row} chosen=${row.behaviour === open} />`}</td>`
          },
        )}</tr>`,
    )}</tbody></table></div>
    ${
      shapes.length === 0
        ? ''
        : html`<details><summary>${t('cov.shapes.all', { count: shapes.length })}</summary><ul class="shapes">${shapes.map(
            (row) =>
              html`<li key=${row.behaviour}><${Cell} row=${row} chosen=${row.behaviour === open} /> <code>${row.behaviour.slice(row.vendor.length + 1)}</code></li>`,
          )}</ul></details>`
    }
  </section>`
}

/** The outcomes that there are: successes first, then those that most operations have. */
function outcomesOf(operations) {
  const counts = new Map()
  for (const { outcome } of operations.flatMap(({ rows }) => rows)) {
    if (outcome !== null) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  }
  const isOk = (name) => /^ok(\.|$)/.test(name)
  return [...counts.keys()].toSorted(
    (a, b) => Number(isOk(b)) - Number(isOk(a)) || counts.get(b) - counts.get(a),
  )
}

function Share({ label, share }) {
  return html`<span class="share"><span class="label">${label}</span> <b class="mono">${share.met}/${share.of}</b><progress value=${share.met} max=${Math.max(share.of, 1)} aria-label=${label}></progress></span>`
}

/** How far a behaviour was met, in a word. */
const wordOf = ({ met, injected }) =>
  met > 0 ? t('cov.met') : injected > 0 ? t('cov.injected') : t('cov.never')

function Cell({ row, chosen }) {
  const { behaviour, kind, met, injected } = row
  const how = met > 0 ? 'met' : injected > 0 ? 'injected' : ''
  return html`<button type="button" class="cell ${how} ${kind === 'documented' ? '' : 'assumed'} ${chosen ? 'chosen' : ''}" aria-label=${`${behaviour}: ${wordOf(row)}${met > 0 ? ` (${met})` : ''}, ${row.class}`} title=${`${behaviour}: ${wordOf(row)}`}
    onClick=${() => set({ open: chosen ? undefined : { behaviour } })}>${met > 0 ? (met > 999 ? '1k+' : met) : injected > 0 ? '✕' : ''}</button>`
}

function Behaviour({ row }) {
  return html`<${Aside} title=${row.behaviour}>
    <p class="line"><${Class} name=${row.class} /> <span>${wordOf(row)}</span> <span class="faint">${t('cov.times', { met: row.met, injected: row.injected })}</span></p>
    <h3>${t('cov.how')}</h3>
    <p>${row.how}</p>
    ${row.rows.length === 0 ? '' : html`<h3>${t('ledger')}</h3><${Rows} rows=${ledgerRows(row.vendor, row.rows.slice(0, 8))} />`}
    ${row.rows.length > 8 ? html`<p class="faint mono">${row.rows.slice(8).join(', ')}</p>` : ''}
  <//>`
}
