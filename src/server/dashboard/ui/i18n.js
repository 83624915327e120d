import { set, state } from './store.js'
import { TEXTS } from './texts.js'

/** A text in the language that was chosen. @param {string} key @param {Record<string, unknown>} [values] */
export const t = (key, values = {}) =>
  (TEXTS[state.lang]?.[key] ?? key).replace(/\{(\w+)\}/g, (_whole, name) => shown(values[name]))

/** Numbers as the language writes them. @param {unknown} value */
const shown = (value) => (typeof value === 'number' ? value.toLocaleString(locale()) : String(value))

const locale = () => (state.lang === 'pt' ? 'pt-BR' : 'en')

/** Milliseconds, short ones with a tenth. @param {number} value */
export const milliseconds = (value) =>
  value < 10
    ? value.toLocaleString(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    : Math.round(value).toLocaleString(locale())

/** Chooses a language, and remembers it. @param {'en' | 'pt'} lang */
export function setLanguage(lang) {
  localStorage.setItem('duble.lang', lang)
  set({ lang })
}
