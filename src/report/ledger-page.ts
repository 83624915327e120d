import { printHead } from './html-head.ts'
import { STYLE } from './html-style.ts'
import { escaped } from './html-text.ts'
import {
  othersThan,
  type Passage,
  SECTION_SAYS,
  SECTIONS,
  type Section,
  type ShownLedger,
  type ShownRow,
  switchOf,
} from './ledger-sections.ts'
import { LEDGER_STYLE } from './ledger-style.ts'
import { printClasses } from './ledger-text.ts'
import type { ShownOption } from './options.ts'

/** Ledgers as one page that needs nothing beside itself: no network, no script; each vendor in its sections. */
export function printLedgerPage(ledgers: readonly ShownLedger[]): string {
  const rows = ledgers.flatMap((ledger) => ledger.rows)
  const about =
    rows.length === 0
      ? 'No row is what was asked for.'
      : 'What is known of each vendor, in whose words, and what is assumed because its document does not say. Classes are never added up.'
  return `${printHead('Dublê: the ledger', `${STYLE}${LEDGER_STYLE}`)}
<body>
<header>
<h1>Dublê: the ledger</h1>
<p>${about}</p>
<nav aria-label="Contents"><ul>${ledgers.map(contents).join('')}</ul></nav>
</header>
<main>
${ledgers.map(vendorSection).join('\n')}
</main>
</body>
</html>
`
}

interface Part {
  readonly section: Section
  readonly rows: readonly ShownRow[]
}

const partsOf = ({ rows }: ShownLedger): Part[] =>
  SECTIONS.map((section) => ({ section, rows: rows.filter((row) => row.section === section) })).filter(
    (part) => part.rows.length > 0,
  )

const capital = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`

/** A place in the page. */
const anchor = (vendor: string, name: string): string => escaped(`${vendor}.${name}`)

const linkTo = (vendor: string, section: Section): string =>
  `<a href="#${anchor(vendor, section)}">${capital(section)}</a>`

/** Where a row is told. */
interface Around {
  readonly vendor: string
  /** The rows that are in the page. */
  readonly ids: ReadonlySet<string>
}

const rowLink = ({ vendor, ids }: Around, id: string): string =>
  ids.has(id) ? `<a href="#${anchor(vendor, id)}">${escaped(id)}</a>` : escaped(id)

function contents(ledger: ShownLedger): string {
  const { vendor } = ledger
  const parts = partsOf(ledger).map(
    ({ section, rows }) => `${linkTo(vendor, section)}&nbsp;<small>${rows.length}</small>`,
  )
  return `<li><strong><a href="#${escaped(vendor)}">${escaped(vendor)}</a></strong> ${parts.join(' · ')}</li>`
}

function vendorSection(ledger: ShownLedger): string {
  const { vendor, document, rows } = ledger
  const around = { vendor, ids: new Set(rows.map(({ id }) => id)) }
  return `<section id="${escaped(vendor)}" aria-label="${escaped(vendor)}">
<h2>${escaped(vendor)}</h2>
<p><span lang="pt-BR">${escaped(document)}</span><br><small>${escaped(printClasses(rows))}</small></p>
${partsOf(ledger)
  .map((part) => partSection(around, part))
  .join('\n')}
</section>`
}

const partSection = (around: Around, { section, rows }: Part): string =>
  `<h3 id="${anchor(around.vendor, section)}">${capital(section)} <small>${rows.length}: ${escaped(SECTION_SAYS[section])}</small></h3>
${rows.map((row) => article(around, row)).join('\n')}`

function article(around: Around, row: ShownRow): string {
  const { vendor } = around
  const { id, class: kind, says, quote, place = '', against, contradictedBy = [], choices = {} } = row
  const own = quote === undefined ? undefined : { quote, place }
  const met = row.met === undefined ? '' : metMark(row.met)
  const parts = [
    `<p><code class="id">${escaped(id)}</code> <span class="class ${escaped(kind)}">${escaped(kind)}</span>${met} ${escaped(says)}</p>`,
    own === undefined ? '' : against === undefined ? words(around, own) : sides(around, [own, ...against]),
    own === undefined && place !== '' ? `<p><small>${escaped(place)}</small></p>` : '',
    contradictedBy.length === 0
      ? ''
      : `<p><small>Contradicted: see ${contradictedBy.map((other) => rowLink(around, other)).join(', ')}</small></p>`,
    ...Object.entries(choices).map(([name, choice]) => option(vendor, name, choice)),
    factsOf(row),
  ]
  return `<article id="${anchor(vendor, id)}">${parts.join('')}</article>`
}

const metMark = (met: boolean): string =>
  met ? ' <span class="word passed">met</span>' : ' <span class="word pending">never met</span>'

const words = (around: Around, { quote, place, row }: Passage): string =>
  `<blockquote><q lang="pt-BR">${escaped(quote)}</q> <small>${escaped(place)}${row === undefined ? '' : ` (${rowLink(around, row)})`}</small></blockquote>`

const sides = (around: Around, passages: readonly Passage[]): string =>
  `<div class="sides">${passages.map((passage) => words(around, passage)).join('')}</div>`

const option = (vendor: string, name: string, choice: ShownOption): string =>
  `<div class="switch"><span><code>${escaped(name)}</code> is <code>${escaped(choice.value || '""')}</code>, or ${escaped(othersThan(choice))}</span> <code class="command">${escaped(switchOf(vendor, name, choice))}</code></div>`

/** What a row backs, what the reader observed, and whether it can be proven at all. */
function factsOf({ backs = [], observed = [], informative }: ShownRow): string {
  const facts = [
    backs.length === 0
      ? ''
      : `Behaviours: ${backs.map((name) => `<code>${escaped(name)}</code>`).join(', ')}`,
    ...observed.map((says) => escaped(`Observed by you, ${says}`)),
    informative ? 'Informative: no behaviour can prove it' : '',
  ].filter((fact) => fact !== '')
  return facts.map((fact) => `<p><small>${fact}</small></p>`).join('')
}
