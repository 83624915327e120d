import { printHead } from './html-head.ts'
import { STYLE } from './html-style.ts'
import { escaped } from './html-text.ts'
import {
  MARKS,
  type Report,
  type ReportCase,
  type ReportGroup,
  type ReportMap,
  type ReportRow,
  tally,
  worstFirst,
} from './report.ts'

/** A report as one page that needs nothing beside itself: no network, no script; what failed first, and open. */
export function printHtml(report: Report): string {
  const { title, summary, failed, notes = [], groups } = report
  const cases = groups.flatMap((group) => group.cases)
  const mixed = cases.some(isGood) && !cases.every(isGood)
  const only = mixed ? '<label><input type="checkbox" id="only"> hide what passed</label>' : ''
  const mark = failed ? MARKS.failed : MARKS.passed
  return `${printHead(`${mark} ${escaped(title)}: ${escaped(summary)}`, STYLE)}
<body>
<header>
<h1><span class="mark ${failed ? 'failed' : 'passed'}">${mark}</span>${escaped(title)}</h1>
<p>${escaped(summary)}</p>
<p class="tally">${tally(cases).map(count).join('')}${only}</p>
${notes.map(paragraph).join('')}</header>
<main>
${worstFirst(groups).map(section).join('\n')}
</main>
</body>
</html>
`
}

const isGood = ({ went }: ReportCase): boolean => went === 'passed'

const paragraph = (text: string): string => `<p>${escaped(text)}</p>\n`

const count = ({ went, called, times }: ReturnType<typeof tally>[number]): string =>
  `<span class="${went}">${MARKS[went]} ${times} ${escaped(called)}</span>`

function section({ title, notes = [], map, cases }: ReportGroup): string {
  const good = cases.length > 0 && cases.every(isGood)
  const counts = tally(cases)
    .map(({ times, called }) => `${times} ${called}`)
    .join(', ')
  const head = `<h2>${escaped(title)}</h2> <small>${escaped(counts)}</small>`
  return `<section${good ? ' class="good"' : ''}><details open><summary>${head}</summary>
${notes.map(paragraph).join('')}${map === undefined ? '' : grid(map)}<ul>
${cases.map(item).join('\n')}
</ul></details></section>`
}

/** A mark for each case, and what it stands for. */
function grid({ columns, rows }: ReportMap): string {
  const heads = columns.map((name) => `<th scope="col"><span>${escaped(name)}</span></th>`).join('')
  const lines = rows.map(({ title, cells }) => {
    const marks = cells.map((cell) =>
      cell === null
        ? '<td></td>'
        : `<td class="${cell.went}" title="${escaped(cell.says)}" aria-label="${escaped(cell.says)}">${MARKS[cell.went]}</td>`,
    )
    return `<tr><th scope="row">${escaped(title)}</th>${marks.join('')}</tr>`
  })
  return `<div class="map"><table><thead><tr><td></td>${heads}</tr></thead><tbody>
${lines.join('\n')}
</tbody></table></div>
`
}

/** A case that has something to say besides its line can be unfolded; one that did not pass is. */
function item(one: ReportCase): string {
  const inside = [
    one.excerpt === undefined ? '' : `<pre>${escaped(one.excerpt)}</pre>`,
    factsOf(one),
    ...(one.rows ?? []).map(row),
  ].join('')
  const good = isGood(one)
  const shown =
    inside === ''
      ? line(one)
      : `<details${good || one.folded ? '' : ' open'}><summary>${line(one)}</summary><div class="inside">${inside}</div></details>`
  return `<li class="case${good ? ' good' : ''}">${shown}</li>`
}

function line({ title, went, called, place, milliseconds, says }: ReportCase): string {
  const parts = [
    `<span class="mark ${went}" aria-hidden="true">${MARKS[went]}</span>${escaped(title)}`,
    `<span class="word ${went}">${escaped(called ?? went)}</span>`,
    says === undefined ? '' : escaped(says),
    place === undefined ? '' : `<span class="place">${escaped(place)}</span>`,
    milliseconds === undefined ? '' : `<small>${Math.round(milliseconds)} ms</small>`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function factsOf({ facts = [] }: ReportCase): string {
  if (facts.length === 0) return ''
  const told = facts.map(([label, text]) => `<dt>${escaped(label)}</dt><dd>${escaped(text)}</dd>`)
  return `<dl>${told.join('')}</dl>`
}

function row({ id, class: kind, says, quote, place, note }: ReportRow): string {
  const words = quote === undefined ? '' : `<br><q lang="pt-BR">${escaped(quote)}</q>`
  const where = place === undefined ? '' : ` <small>${escaped(place)}</small>`
  const more = note === undefined ? '' : ` <small>(${escaped(note)})</small>`
  return `<div class="row"><code>${escaped(id)}</code> <span class="class ${escaped(kind)}">${escaped(kind)}</span> ${escaped(says)}${words}${where}${more}</div>`
}
