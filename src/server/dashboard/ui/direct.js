import { act, world } from './api.js'
import { t } from './i18n.js'
import { readAll } from './live.js'
import { Choice, Empty } from './parts.js'
import { html, useState } from './preact.js'
import { set, state, useStore } from './store.js'

/** A world's states, faults and assumptions, and the way back. */
export function Direct() {
  const vendors = useStore((known) => known.vendors)
  const [name, setName] = useState('')
  const vendor = vendors.find((each) => each.name === name) ?? vendors[0]
  if (vendor === undefined) return html`<${Empty}>${t('loading')}<//>`
  return html`<div class="stack">
    <div class="tools"><${Choice} label=${t('vendor')} options=${vendors.map((each) => [each.name, each.name])} value=${vendor.name} onChange=${setName} />
      <button type="button" class="push" onClick=${() => confirm(t('reset.sure', { world: state.world })) && reset()}>${t('reset')}</button></div>
    <div class="halves"><${States} vendor=${vendor.name} /><${Faults} key=${vendor.name} vendor=${vendor} /></div>
    <${Options} key=${`options ${vendor.name}`} vendor=${vendor.name} />
  </div>`
}

/** What changed and was reset between two beats is no event: everything is read again. */
const reset = () =>
  act(async () => {
    await world('POST /reset')
    readAll()
  }, t('reset.done'))

function States({ vendor }) {
  const states = useStore((known) => known.states).filter((each) => each.vendor === vendor)
  const put = (name) => act(() => world('POST /states', { vendor, name }), t('states.done', { name }))
  return html`<section class="card"><h2>${t('states')}</h2>
    ${states.length === 0 ? html`<p class="faint">${t('states.none')}</p>` : html`<ul class="buttons">${states.map(({ name }) => html`<li key=${name}><button type="button" onClick=${() => put(name)}>${name}</button></li>`)}</ul>`}
  </section>`
}

/** Faults that are no outcome of the vendor's. */
const WORDS = [
  'status=503',
  'delay=2s',
  'connection_reset',
  'empty_response',
  'malformed_body',
  'truncated_body',
  'slow_body=1000',
  'garbage',
]

function Faults({ vendor }) {
  const faults = useStore((known) => known.faults)
  const [operation, setOperation] = useState('')
  const [fault, setFault] = useState('')
  const [times, setTimes] = useState('1')
  const outcomes = [
    ...new Set(
      vendor.operations
        .filter(({ name }) => operation === '' || name === operation)
        .flatMap((each) => each.outcomes)
        .filter((outcome) => !/^ok(\.|$)/.test(outcome)),
    ),
  ]
  const add = (event) => {
    event.preventDefault()
    const order = {
      vendor: vendor.name,
      fault,
      ...(operation === '' ? {} : { operation }),
      ...(times === '' ? {} : { times: Number(times) }),
    }
    act(async () => set(await world('POST /faults', order)), t('faults.set'))
  }
  return html`<section class="card"><h2>${t('faults')}</h2>
    <form class="fields tight" onSubmit=${add}>
      <label class="field"><span class="label">${t('operation')}</span><select value=${operation} onChange=${(event) => setOperation(event.target.value)}>
        <option value="">${t('all.operations')}</option>${vendor.operations.map(({ name }) => html`<option key=${name} value=${name}>${name}</option>`)}</select></label>
      <label class="field"><span class="label">${t('fault')}</span><input list="fault-words" value=${fault} placeholder="delay=2s" autocomplete="off" spellcheck="false" onInput=${(event) => setFault(event.target.value)} />
        <datalist id="fault-words">${[...outcomes, ...WORDS].map((word) => html`<option key=${word} value=${word}></option>`)}</datalist></label>
      <label class="field narrow"><span class="label">${t('times')}</span><input type="number" min="1" value=${times} placeholder="∞" onInput=${(event) => setTimes(event.target.value)} /></label>
      <button type="submit" disabled=${fault.trim() === ''}>${t('faults.add')}</button>
    </form>
    ${
      faults.length === 0
        ? html`<p class="faint">${t('faults.none')}</p>`
        : html`<ul class="faults">${faults.map(
            (
              each,
            ) => html`<li key=${each.id}><code>${each.vendor}/${each.operation ?? '*'}</code> <b class="mono">${each.fault}</b> <span class="faint">${each.times === 'always' ? t('faults.always') : `× ${each.times}`}</span>
        <button type="button" class="small quiet" aria-label=${t('faults.remove', { id: each.id })} onClick=${() => act(async () => set(await world(`DELETE /faults/${each.id}`)))}>${t('remove')}</button></li>`,
          )}</ul><button type="button" onClick=${() => act(async () => set(await world('DELETE /faults')))}>${t('faults.clear')}</button>`
    }
  </section>`
}

/** Every assumption with its alternatives, and what the ledger says of it. */
function Options({ vendor }) {
  const options = useStore((known) => known.options[vendor])
  const ledgers = useStore((known) => known.ledgers)
  const [text, setText] = useState('')
  const rows = ledgers?.find((each) => each.vendor === vendor)?.rows ?? []
  const told = (name) => rows.filter((row) => row.options?.includes(name))
  const sought = text.trim().toLowerCase()
  const shown = Object.entries(options ?? {}).filter(
    ([name, { value }]) =>
      sought === '' ||
      `${name} ${value} ${told(name).map(({ says }) => says)}`.toLowerCase().includes(sought),
  )
  return html`<section class="card"><div class="card-head"><h2>${t('options')}</h2>
    <input type="search" class="filter" aria-label=${t('filter')} placeholder=${t('filter.options')} value=${text} onInput=${(event) => setText(event.target.value)} /></div>
    <ul class="options">${shown.map(
      ([
        name,
        option,
      ]) => html`<li key=${name}><div class="option-name"><code>${name}</code>${told(name).map((row) => html`<p class="faint" key=${row.id}><span class="mono">${row.id}</span> ${row.says}</p>`)}</div>
      <${Option} vendor=${vendor} name=${name} option=${option} /></li>`,
    )}</ul>
  </section>`
}

/** One assumption's switch; `—` goes back to what it was. */
export function Option({ vendor, name, option }) {
  const change = (value) =>
    act(
      async () => set(await world('PATCH /options', { [vendor]: { [name]: value } })),
      t('options.done', { name }),
    )
  const other = option.value !== option.default
  return html`<div class="option-value ${other ? 'other' : ''}">
    ${
      Array.isArray(option.accepts)
        ? html`<select aria-label=${name} value=${option.value} onChange=${(event) => change(event.target.value)}>${option.accepts.map((each) => html`<option key=${each} value=${each}>${each}${each === option.default ? ` (${t('default')})` : ''}</option>`)}</select>`
        : html`<input aria-label=${name} title=${option.accepts} value=${option.value} onChange=${(event) => change(event.target.value)} />`
    }
    ${other ? html`<button type="button" class="small quiet" aria-label=${t('options.back', { name })} onClick=${() => change(null)}>${t('back')}</button>` : ''}
  </div>`
}
