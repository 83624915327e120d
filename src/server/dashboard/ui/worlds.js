import { act, admin } from './api.js'
import { t } from './i18n.js'
import { html, useState } from './preact.js'
import { set, state, useStore } from './store.js'

/** All worlds: choose one, open one, close one. */
export function Worlds() {
  const worlds = useStore((known) => known.worlds)
  const now = useStore((known) => known.world)
  const read = async () => set(await admin('GET /worlds'))
  const close = (id) =>
    act(
      async () => {
        await admin(`DELETE /worlds/${encodeURIComponent(id)}`)
        await read()
      },
      t('worlds.closed', { id }),
    )
  return html`<div class="halves">
    <section class="card"><h2>${t('worlds')}</h2>
      <ul class="worlds">${worlds.map(
        (
          id,
        ) => html`<li key=${id}><a href=${`#/${encodeURIComponent(id)}/${state.tab}`} aria-current=${id === now ? 'true' : undefined}>${id}</a>
          <code class="faint">${id === 'default' ? '/<vendor>/…' : `/w/${id}/<vendor>/…`}</code>
          ${id === 'default' ? '' : html`<button type="button" class="small quiet" aria-label=${t('worlds.close', { id })} onClick=${() => close(id)}>${t('close')}</button>`}</li>`,
      )}</ul>
    </section>
    <${Open} read=${read} />
  </div>`
}

function Open({ read }) {
  const [order, setOrder] = useState({ id: '', clock: '', seed: '' })
  const change = (name) => (event) => setOrder({ ...order, [name]: event.target.value })
  const open = (event) => {
    event.preventDefault()
    const given = Object.entries(order).filter(([, value]) => value.trim() !== '')
    const written = Object.fromEntries(
      given.map(([name, value]) => [name, name === 'seed' ? Number(value) : value.trim()]),
    )
    act(async () => {
      const { id } = await admin('POST /worlds', written)
      await read()
      location.hash = `#/${encodeURIComponent(id)}/${state.tab}`
    })
  }
  return html`<section class="card"><h2>${t('worlds.open')}</h2>
    <p class="faint">${t('worlds.says')}</p>
    <form class="fields" onSubmit=${open}>
      <label class="field"><span class="label">${t('worlds.id')}</span><input value=${order.id} placeholder="blue" onInput=${change('id')} /></label>
      <label class="field"><span class="label">${t('worlds.clock')}</span><input value=${order.clock} placeholder="2026-03-02T09:00:00-03:00" onInput=${change('clock')} /></label>
      <label class="field"><span class="label">${t('worlds.seed')}</span><input type="number" min="0" value=${order.seed} placeholder="1" onInput=${change('seed')} /></label>
      <button type="submit" class="primary">${t('worlds.open')}</button>
    </form>
  </section>`
}
