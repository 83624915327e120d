import { Clock } from './clock.js'
import { Coverage } from './coverage.js'
import { Direct } from './direct.js'
import { Findings } from './findings.js'
import { setLanguage, t } from './i18n.js'
import { Journal } from './journal.js'
import { Ledger } from './ledger.js'
import { watch } from './live.js'
import { Note } from './parts.js'
import { html, render, useEffect, useRef, useState } from './preact.js'
import { set, state, useStore } from './store.js'
import { Vendors } from './vendors.js'
import { Worlds } from './worlds.js'

const TABS = {
  journal: [Journal, () => t('journal')],
  vendors: [Vendors, () => t('vendors')],
  coverage: [Coverage, () => t('coverage')],
  findings: [Findings, () => t('findings')],
  direct: [Direct, () => t('direct')],
  worlds: [Worlds, () => t('worlds')],
  ledger: [Ledger, () => t('ledger')],
}

function Page() {
  const lang = useStore((known) => known.lang)
  const shut = useStore((known) => known.shut)
  const tab = useStore((known) => known.tab)
  useEffect(() => {
    document.documentElement.lang = lang === 'pt' ? 'pt-BR' : 'en'
  }, [lang])
  const [Shown] = TABS[tab]
  if (shut !== undefined) return html`<main class="alone"><h1>Dublê</h1><p>${shut}</p></main>`
  return html`<a class="skip" href="#panel" onClick=${skip}>${t('skip')}</a>
    <header class="top"><h1>Dublê</h1><${World} /><${Line} /><div class="push group"><${Language} /><${Theme} /></div></header>
    <${Clock} />
    <${Tabs} />
    <main><div id="panel" role="tabpanel" tabindex="-1" aria-labelledby=${`tab-${tab}`}><${Shown} /></div></main>
    <${Note} />
    <${Token} />`
}

function skip(event) {
  event.preventDefault()
  document.getElementById('panel')?.focus()
}

/** Which world is looked at. */
function World() {
  const worlds = useStore((known) => known.worlds)
  const world = useStore((known) => known.world)
  const all = worlds.includes(world) ? worlds : [world, ...worlds]
  return html`<label class="world"><span class="label">${t('world')}</span><select value=${world} onChange=${(
    event,
  ) => {
    location.hash = `#/${encodeURIComponent(event.target.value)}/${state.tab}`
  }}>${all.slice(0, 500).map((id) => html`<option key=${id} value=${id}>${id}</option>`)}</select></label>`
}

/** Whether the page hears what happens. */
function Line() {
  const live = useStore((known) => known.line) === 'live'
  return html`<span class="line-state ${live ? 'live' : ''}" role="status">${live ? t('line.live') : t('line.lost')}</span>`
}

function Language() {
  const lang = useStore((known) => known.lang)
  return html`<button type="button" lang=${lang === 'pt' ? 'en' : 'pt-BR'} onClick=${() => setLanguage(lang === 'pt' ? 'en' : 'pt')}>${lang === 'pt' ? 'English' : 'Português'}</button>`
}

function Theme() {
  const theme = useStore((known) => known.theme)
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    localStorage.setItem('duble.theme', theme)
  }, [theme])
  const next = { auto: 'light', light: 'dark', dark: 'auto' }[theme]
  return html`<button type="button" onClick=${() => set({ theme: next })}>${t('theme')}: ${theme === 'auto' ? t('theme.auto') : theme === 'light' ? t('theme.light') : t('theme.dark')}</button>`
}

/** Arrow keys go from tab to tab. */
function Tabs() {
  const tab = useStore((known) => known.tab)
  const findings = useStore((known) => known.findings)
  const row = useRef()
  const go = (name) => {
    location.hash = `#/${encodeURIComponent(state.world)}/${name}`
  }
  const move = (event) => {
    const names = Object.keys(TABS)
    const at = [...row.current.children].indexOf(event.target)
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? names.length - 1
          : step === undefined
            ? undefined
            : (at + step + names.length) % names.length
    if (to === undefined) return
    event.preventDefault()
    go(names[to])
    row.current.children[to].focus()
  }
  useEffect(() => {
    // Not scrollIntoView: the Tab key would go on from there, past the head of the page.
    const { offsetLeft } = row.current.querySelector('[aria-selected=true]')
    row.current.scrollLeft = offsetLeft - 48
  }, [tab, findings?.length])
  return html`<div class="tabs" role="tablist" aria-label=${t('tabs')} ref=${row} onKeyDown=${move}>${Object.entries(
    TABS,
  ).map(
    ([name, [, title]]) =>
      html`<button type="button" role="tab" id=${`tab-${name}`} key=${name} aria-selected=${String(name === tab)} aria-controls="panel" tabindex=${name === tab ? 0 : -1} onClick=${() => go(name)}>${title()}${name === 'findings' && findings?.length > 0 ? html` <span class="badge">${findings.length}</span>` : ''}</button>`,
  )}</div>`
}

/** Asks for the token where the admin API wants one. */
function Token() {
  const wanted = useStore((known) => known.tokenWanted)
  const [token, setToken] = useState('')
  const dialog = useRef()
  useEffect(() => {
    if (wanted) dialog.current.showModal()
    else dialog.current.close()
  }, [wanted])
  const take = (event) => {
    event.preventDefault()
    sessionStorage.setItem('duble.token', token.trim())
    set({ token: token.trim(), tokenWanted: false })
    watch(state.world)
  }
  return html`<dialog ref=${dialog} aria-labelledby="token-title"><form onSubmit=${take}>
    <h2 id="token-title">${t('token')}</h2><p>${t('token.says')}</p>
    <label class="field"><span class="label">${t('token')}</span><input type="password" autocomplete="off" value=${token} onInput=${(event) => setToken(event.target.value)} /></label>
    <p><button type="submit" class="primary">${t('token.send')}</button></p></form></dialog>`
}

/** The address says which world and which tab: `#/default/journal`. */
function follow() {
  const [, world = 'default', tab = 'journal'] = location.hash.split('/').map(decoded)
  const shown = Object.hasOwn(TABS, tab) ? tab : 'journal'
  if (shown !== state.tab) set({ tab: shown, open: undefined })
  if (world !== state.world || !started) watch(world || 'default')
  started = true
}
let started = false

/** Who writes an address by hand may write a percent sign that stands for nothing. @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** `/` goes to the filter, Escape closes what is open. @param {KeyboardEvent} event */
function onKey(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(/** @type {Element} */ (event.target).tagName)
  if (event.key === '/' && !typing) {
    const filter = /** @type {HTMLElement | null} */ (document.querySelector('.filter'))
    if (filter === null) return
    event.preventDefault()
    filter.focus()
  }
  if (event.key === 'Escape' && state.open !== undefined) {
    const opener = /** @type {HTMLElement | null} */ (document.querySelector('.chosen'))
    set({ open: undefined })
    opener?.focus()
  }
}

addEventListener('hashchange', follow)
addEventListener('keydown', onKey)
render(html`<${Page} />`, document.body)
follow()
