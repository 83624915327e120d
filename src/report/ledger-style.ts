/** What the ledger's page needs beside the look of every report. */
export const LEDGER_STYLE = `
main > section { border: 0; padding: 0; margin-top: 3rem }
main h2 { display: block; font-size: 1.2rem; border-bottom: 2px solid var(--line); padding-bottom: .4rem }
h3 { font-size: 1rem; margin: 1.8rem 0 .2rem }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: .2em }
nav ul { columns: 2 18rem; margin: 1rem 0 0 }
nav li { padding: .25rem 0; break-inside: avoid }
nav strong { display: block }
article { border-top: 1px solid var(--line); padding: .8rem 0 }
article:target { background: var(--soft) }
article > * { margin: 0 }
article > * + * { margin-top: .45rem }
.id { font-weight: 700; margin-right: .3rem }
blockquote { padding-left: .9rem; border-left: 3px solid var(--line) }
blockquote q { quotes: '«' '»'; font-style: italic; unicode-bidi: isolate }
blockquote small { display: block }
h3 small { font-weight: 400 }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem 1.5rem }
.sides blockquote { margin: 0; border-left-color: var(--pending) }
.switch { padding: .45rem .7rem; background: var(--soft); border-radius: 4px }
.switch code { font-weight: 600 }
.switch span { display: block }
.switch .command { font-weight: 400 }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr } }
`
