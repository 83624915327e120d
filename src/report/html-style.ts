/** How a report looks, light and dark: no font, no picture, nothing to fetch. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c1b1a; --paper: #fdfcfa; --line: #d9d5cf; --soft: #f1eee9; --faint: #605b55; --failed: #a3281e; --passed: #1d6b3a; --pending: #7d5200 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e4de; --paper: #171615; --line: #3b3835; --soft: #232120; --faint: #a8a199; --failed: #f2938a; --passed: #7fd09b; --pending: #e3b261 }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 64rem; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.4rem; margin: 0 }
h2 { font-size: 1.05rem; margin: 0; display: inline }
header { border-bottom: 2px solid var(--line); padding-bottom: 1rem; margin-bottom: 1rem }
header p { margin: .3rem 0 }
.tally span { display: inline-block; margin-right: 1rem; font-weight: 600 }
.failed { color: var(--failed) } .passed { color: var(--passed) } .pending, .unchecked { color: var(--pending) }
section { border-top: 1px solid var(--line); padding: .6rem 0 }
ul { list-style: none; margin: .4rem 0; padding: 0 }
li.case { padding: .15rem 0 }
summary { cursor: pointer }
.mark { display: inline-block; width: 1.3em; font-weight: 700 }
.word { font-size: .85rem; font-weight: 600 }
small, .place { color: var(--faint); font-size: .85rem }
.inside { margin: .4rem 0 1rem 1.3em; padding-left: .9rem; border-left: 3px solid var(--line) }
pre, code, .place { font-family: ui-monospace, monospace; font-size: .85rem; line-height: 1.45; unicode-bidi: isolate }
pre { margin: .4rem 0; padding: .7rem; overflow-x: auto; background: var(--soft); border-radius: 4px; overflow-wrap: normal }
dl { margin: .4rem 0; display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem }
dt { color: var(--faint) } dd { margin: 0; white-space: pre-wrap; unicode-bidi: isolate }
.row { margin: .5rem 0 } .row q { font-style: italic }
.class { font-size: .8rem; border: 1px solid; border-radius: 1rem; padding: 0 .5rem; color: var(--pending) }
.class.documented, .class.example { color: var(--passed) }
.map { overflow-x: auto; margin: .6rem 0 } .map table { border-collapse: collapse; font-size: .85rem }
.map th { font-weight: 400; text-align: left; padding: 0 .6rem 0 0; white-space: nowrap } .map thead th { vertical-align: bottom; padding: .2rem 0 }
.map thead span { writing-mode: vertical-rl; transform: rotate(180deg) }
.map tbody td { border: 1px solid var(--line); min-width: 1.7rem; height: 1.6rem; text-align: center; font-weight: 700 } .map td.passed { background: var(--soft) }
label { color: var(--faint); font-size: .9rem }
body:has(#only:checked) .case.good, body:has(#only:checked) section.good { display: none }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .4rem } .inside { margin-left: 0 } }
@media print { label, #only { display: none } pre { white-space: pre-wrap } }
`
