import { act, world } from './api.js'
import { t } from './i18n.js'
import { timeOf } from './parts.js'
import { html, useEffect, useState } from './preact.js'
import { set, useStore } from './store.js'

const STEPS = ['1s', '1m', '5m', '1h']

const order = (what, done) =>
  act(async () => set({ clock: { ...(await world('POST /clock', what)), seen: performance.now() } }), done)

/** The world's time, and what moves it. */
export function Clock() {
  const clock = useStore((known) => known.clock)
  const [own, setOwn] = useState('')
  if (clock === undefined) return html`<section class="clock" aria-label=${t('clock')}></section>`
  const { mode } = clock
  const advance = (event) => {
    event.preventDefault()
    order({ advance: own.trim() })
  }
  return html`<section class="clock" aria-label=${t('clock')}>
    <${Time} clock=${clock} />
    <span class="tag ${mode === 'real' ? 'plain' : 'accent'}">${mode === 'real' ? t('clock.real') : mode === 'frozen' ? t('clock.frozen') : t('clock.offset', { by: length(clock.offset_ms) })}</span>
    <div class="group">
      ${STEPS.map((step) => html`<button type="button" key=${step} onClick=${() => order({ advance: step })}>+${step}</button>`)}
    </div>
    <form class="group" onSubmit=${advance}>
      <input class="duration" aria-label=${t('clock.own')} placeholder="4m59s" value=${own} onInput=${(event) => setOwn(event.target.value)} />
      <button type="submit" disabled=${own.trim() === ''}>${t('clock.advance')}</button>
    </form>
    <div class="group">
      ${mode === 'frozen' ? '' : html`<button type="button" onClick=${() => order({ freeze: timeNow(clock) })}>${t('clock.freeze')}</button>`}
      ${mode === 'real' ? '' : html`<button type="button" onClick=${() => order({ real: true })}>${t('clock.letgo')}</button>`}
    </div>
  </section>`
}

/** The instant that a clock shows now. */
const timeNow = ({ mode, now, seen }) =>
  mode === 'frozen' ? now : new Date(Date.parse(now) + performance.now() - seen).toISOString()

/** Milliseconds as a person says them: the two largest units. @param {number} milliseconds */
function length(milliseconds) {
  const seconds = Math.round(milliseconds / 1000)
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ]
  let left = Math.abs(seconds)
  const parts = units.map(([unit, size]) => {
    const count = Math.floor(left / Number(size))
    left -= count * Number(size)
    return count === 0 ? '' : `${count}${unit}`
  })
  return `${seconds < 0 ? '−' : '+'}${parts.filter(Boolean).slice(0, 2).join('') || '0s'}`
}

function Time({ clock }) {
  const [, draw] = useState({})
  useEffect(() => {
    if (clock.mode === 'frozen') return undefined
    const ticking = setInterval(() => draw({}), 250)
    return () => clearInterval(ticking)
  }, [clock.mode])
  const now = timeNow(clock)
  return html`<time class="time" datetime=${now} >${timeOf(Date.parse(now), true)}</time> <span class="label zone">São Paulo</span>`
}
