import { t } from './i18n.js'
import { Empty, Rows, timeOf } from './parts.js'
import { html } from './preact.js'
import { set, state, useStore } from './store.js'

/** What was noticed about who asks. */
export function Findings() {
  const findings = useStore((known) => known.findings)
  const missing = useStore((known) => known.missing.findings)
  if (findings === undefined)
    return html`<${Empty}>${missing === undefined ? t('loading') : t('route.missing')}<//>`
  if (findings.length === 0) return html`<${Empty}>${t('findings.none')}<//>`
  return html`<div class="stack">${findings.map(
    (finding, index) => html`<section class="card finding" key=${index} aria-label=${finding.name}>
      <div class="card-head"><h2><span class="tag doubt">${finding.name}</span> <span class="mono">${finding.vendor}/${finding.operation}</span></h2>
        <span class="faint">× ${finding.times}${finding.credential === null ? '' : ` · ${finding.credential}`}${finding.world === state.world ? '' : ` · ${finding.world}`}</span></div>
      <p>${finding.says}</p>
      <p class="right-way"><span class="label">${t('findings.right')}</span> ${finding.suggests}</p>
      ${finding.option === undefined ? '' : html`<p><span class="label">${t('option')}</span> <code>${finding.option}</code></p>`}
      <ul class="requests">${finding.requests.map((shown) => html`<li key=${shown.id}><${Request} shown=${shown} here=${finding.world === state.world} /></li>`)}</ul>
      <${Rows} rows=${finding.rows ?? []} />
    </section>`,
  )}</div>`
}

function Request({ shown, here }) {
  const line = html`<span class="mono faint">${timeOf(Date.parse(shown.at))}</span> <span class="mono"><b>${shown.method}</b> ${shown.path}</span> <span class="mono">${shown.status}</span>`
  if (!here) return line
  return html`<button type="button" class="link" onClick=${() => {
    location.hash = `#/${state.world}/journal`
    set({ open: { entry: shown.id } })
  }}>${line}</button>`
}
