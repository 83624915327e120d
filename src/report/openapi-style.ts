/** How the reference page looks, light and dark: no font, no picture, nothing to fetch. */
export const STYLE = `
:root { --ink: #1c1b1a; --paper: #fdfcfa; --line: #d9d5cf; --soft: #f1eee9; --link: #14548c; --good: #1d6b3a; --doubt: #8a5a00 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e4de; --paper: #171615; --line: #3b3835; --soft: #232120; --link: #8cc1f0; --good: #7fd09b; --doubt: #e3b261 }
}
* { box-sizing: border-box }
body { margin: 0; display: flex; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif }
nav { flex: 0 0 17rem; height: 100vh; position: sticky; top: 0; overflow: auto; padding: 1rem; border-right: 1px solid var(--line) }
nav ul { list-style: none; margin: 0; padding: 0; font-size: .85rem }
nav h2 { font-size: 1rem; margin: 1rem 0 .3rem }
main { flex: 1; min-width: 0; max-width: 70rem; padding: 1rem 2rem 6rem }
article { border-top: 2px solid var(--line); margin-top: 2.5rem }
a { color: var(--link); text-decoration: none }
a:hover, a:focus { text-decoration: underline }
code, pre { font: .88em/1.45 ui-monospace, monospace }
pre { background: var(--soft); padding: .7rem; overflow: auto; border-radius: 4px }
.curl { white-space: pre-wrap; overflow-wrap: anywhere }
.wide { overflow-x: auto }
table { border-collapse: collapse; margin: .5rem 0; font-size: .9rem }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top }
th { background: var(--soft) }
td ul { margin: 0; padding-left: 1rem }
summary { cursor: pointer; color: var(--link) }
q { font-style: italic }
.badge { font-size: .8rem; border: 1px solid; border-radius: 1rem; padding: 0 .5rem; color: var(--doubt) }
.badge.documented, .badge.example { color: var(--good) }
@media (max-width: 50rem) { body { display: block } nav { height: auto; position: static; border: 0 } main { padding: 1rem } }
`
