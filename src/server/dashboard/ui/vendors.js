import { act, world } from './api.js'
import { milliseconds as inWords, t } from './i18n.js'
import { Judged, Sent } from './journal.js'
import { Body, Choice, Copy, Empty, Headers } from './parts.js'
import { html, useState } from './preact.js'
import { curlOf, requestOf } from './request.js'
import { useStore } from './store.js'

/** Where each vendor is, who may call, and every operation with a form that sends it. */
export function Vendors() {
  const vendors = useStore((known) => known.vendors)
  useStore((known) => known.coverage)
  const [name, setName] = useState('')
  const [operation, setOperation] = useState('')
  const vendor = vendors.find((each) => each.name === name) ?? vendors[0]
  if (vendor === undefined) return html`<${Empty}>${t('loading')}<//>`
  const form = vendor.operations.find((each) => each.name === operation) ?? vendor.operations[0]
  return html`<div class="stack">
    <${Choice} label=${t('vendor')} options=${vendors.map((each) => [each.name, each.name])} value=${vendor.name} onChange=${setName} />
    <section class="card" aria-label=${vendor.title}>
      <h2>${vendor.title}</h2>
      <p class="line"><span class="label">URL</span> <code>${vendor.url}</code> <${Copy} text=${vendor.url} label="URL" /></p>
      <${Credentials} credentials=${vendor.credentials} />
    </section>
    <div class="two">
      <nav class="operations" aria-label=${t('operations')}>
        <ul>${vendor.operations.map(
          (each) =>
            html`<li key=${each.name}><button type="button" aria-current=${each === form ? 'true' : undefined} onClick=${() => setOperation(each.name)}><span class="mono verb">${each.method}</span> ${each.name}</button></li>`,
        )}</ul>
      </nav>
      <${Try} key=${`${vendor.name}/${form.name}`} vendor=${vendor} form=${form} />
    </div>
  </div>`
}

/** The fixture's own: made up, and published. */
function Credentials({ credentials }) {
  return html`<div class="wide-part"><table class="credentials"><thead><tr><th scope="col">${t('credential')}</th><th scope="col">${t('col.status')}</th><th scope="col">${t('sends')}</th></tr></thead>
    <tbody>${credentials.map(
      ({ name, status, fields }) =>
        html`<tr key=${name}><th scope="row">${name}</th><td>${status}</td><td>${Object.entries(fields).map(
          ([field, value]) =>
            html`<span class="pair" key=${field}><span class="label">${field}</span> <code>${value}</code> ${['scopes', 'grants', 'kind'].includes(field) ? '' : html`<${Copy} text=${value} label=${`${name} ${field}`} />`}</span>`,
        )}</td></tr>`,
    )}</tbody></table></div>`
}

/** One operation: filled in with the document's example, sent as it stands. */
function Try({ vendor, form }) {
  const [values, setValues] = useState(() => valuesOf(form))
  const valid = vendor.credentials.find(({ status }) => status === 'valid')
  const [as, setAs] = useState(form.open && valid === undefined ? '' : (valid?.name ?? ''))
  const [inBody, setInBody] = useState(form.takes === 'query_and_body')
  const [answer, setAnswer] = useState()
  const [busy, setBusy] = useState(false)
  const credential = vendor.credentials.find(({ name }) => name === as)
  const sending = credential === undefined ? {} : form.open ? credential.opens : credential.sends
  const request = requestOf(vendor.name, form, values, sending, inBody)
  const origin = vendor.url.slice(0, -vendor.name.length - 1)
  const curl = curlOf(origin, request)
  const own = new Set(Object.keys(sending.parameters ?? {}))
  const send = async (event) => {
    event.preventDefault()
    setBusy(true)
    await act(async () => setAnswer(await world('POST /try', request)))
    setBusy(false)
  }
  return html`<section class="card try" aria-label=${`${vendor.name}/${form.name}`}>
    <h2><span class="mono">${form.name}</span></h2>
    <p class="mono faint path">${form.method} ${form.path}</p>
    <form onSubmit=${send}>
      <div class="fields">
        <label class="field"><span class="label">${t('as')}</span><select value=${as} onChange=${(event) => setAs(event.target.value)}>
          ${vendor.credentials.map(({ name, status }) => html`<option key=${name} value=${name}>${name}${status === 'valid' ? '' : ` (${status})`}</option>`)}
          <option value="">${t('nobody')}</option>
        </select></label>
        ${form.fields.filter(({ name }) => !own.has(name)).map((field) => html`<${Field} key=${field.name} field=${field} values=${values} setValues=${setValues} />`)}
      </div>
      ${form.takes === 'query_and_body' ? html`<${Choice} label=${t('travels')} options=${[['body', t('travels.body')], ['query', t('travels.query')]]} value=${inBody ? 'body' : 'query'} onChange=${(where) => setInBody(where === 'body')} />` : ''}
      <div class="curl"><pre tabindex="0" role="region" aria-label="curl">${curl}</pre><${Copy} text=${curl} label="curl" /></div>
      <p><button type="submit" class="primary" disabled=${busy}>${busy ? t('sending') : t('send')}</button></p>
    </form>
    <span class="unseen" role="status">${answer === undefined ? '' : `${answer.status} ${answer.entry?.outcome ?? ''}`}</span>
    ${answer === undefined ? html`<p class="faint">${t('outcomes')}: ${form.outcomes.join(', ')}</p>` : html`<${Answer} answer=${answer} />`}
  </section>`
}

/** What is typed in the beginning: only what has to be sent. */
const valuesOf = (form) =>
  Object.fromEntries(
    form.fields
      .filter(({ value }) => value !== undefined)
      .map(({ name, value }) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )

function Field({ field, values, setValues }) {
  const { name, required, says, accepts } = field
  const change = (event) => {
    const { [name]: _before, ...rest } = values
    setValues(event.target.value === '' && !required ? rest : { ...rest, [name]: event.target.value })
  }
  const value = values[name] ?? ''
  const id = `field-${name}`
  return html`<div class="field"><label for=${id}><span class="label mono">${name}${required ? html`<b class="must" title=${t('required')}> *</b>` : ''}</span></label>
    ${
      accepts === undefined
        ? html`<input id=${id} aria-describedby=${`${id}-says`} aria-required=${String(required)} value=${value} onInput=${change} autocomplete="off" spellcheck="false" />`
        : html`<select id=${id} aria-describedby=${`${id}-says`} value=${value} onChange=${change}><option value=""></option>${accepts.map((each) => html`<option key=${each} value=${each}>${each}</option>`)}</select>`
    }
    <span class="says faint" id=${`${id}-says`} lang="pt-BR">${says}</span></div>`
}

function Answer({ answer }) {
  const { entry, status, broken, milliseconds, headers, body, length } = answer
  return html`<div class="answer">
    ${entry === null ? html`<p class="status-big mono">${status ?? '—'}</p>` : html`<${Judged} entry=${entry} />`}
    ${broken === undefined ? '' : html`<p><span class="tag bad">${t('broken')}</span> ${broken}</p>`}
    <h3>${t('answer')} <span class="faint mono">${inWords(milliseconds)} ms</span></h3>
    <${Headers} headers=${headers} />
    <${Body} text=${body} label=${t('answer')} />
    ${length > body.length ? html`<p class="faint">${t('cut', { shown: body.length, of: length })}</p>` : ''}
    ${entry === null ? '' : html`<${Sent} entry=${entry} />`}
  </div>`
}
