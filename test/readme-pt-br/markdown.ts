/** A page of Markdown, as far as our READMEs use it. */

/** A piece of a section: a fenced block with its lines, a table with its cells, or a paragraph or item of a list. */
export type Block =
  | { readonly kind: 'code'; readonly language: string; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'text'; readonly text: string }

/** A heading, and all that stands between it and the next one of any level. */
export interface Section {
  readonly level: number
  readonly title: string
  /** What a link within the page leads to: `no-seu-projeto`. */
  readonly anchor: string
  readonly blocks: readonly Block[]
}

/** The sections of a page in their order; what stands before the first heading belongs to none and is an error. */
export function sectionsOf(markdown: string): readonly Section[] {
  const lines = markdown.split('\n')
  const sections: (Section & { blocks: Block[] })[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const heading = /^(#{1,6}) (.+)$/.exec(line)
    if (heading !== null) {
      const [, marks = '', title = ''] = heading
      sections.push({ level: marks.length, title, anchor: anchorOf(title), blocks: [] })
    }
    if (heading !== null || line.trim() === '') {
      at += 1
      continue
    }
    const end = endOf(lines, at)
    const section = sections.at(-1)
    if (section === undefined) throw new Error(`A page begins with a heading, not with "${line}".`)
    section.blocks.push(blockOf(lines.slice(at, end)))
    at = end
  }
  return sections
}

/** The anchor that GitHub gives a heading: small letters, accents kept, spaces as hyphens, no other punctuation. */
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')

/** What is written as code within a text, in its order. */
export const spansOf = (text: string): readonly string[] =>
  [...text.matchAll(CODE)].map(([, , code = '']) => code)

/** Where the links of a text lead, in their order. */
export const linksOf = (text: string): readonly string[] =>
  [...text.replace(CODE, '').matchAll(LINK)].map(([, , target = '']) => target)

/** A text as it is read aloud: without code, without where its links lead, without bare URLs. */
export const proseOf = (text: string): string =>
  text
    .replace(CODE, ' ')
    .replace(LINK, '$1')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[ \n]+/g, ' ')
    .trim()

const CODE = /(`+)(.+?)\1/gs
const LINK = /\[([^\]]*)\]\(([^)]*)\)/g
const FENCE = /^ *```/
const ITEM = /^ *(?:[-*+]|\d+\.) /

/** Where the block that begins at `at` ends. */
function endOf(lines: readonly string[], at: number): number {
  const after = (ends: (line: string) => boolean): number => {
    const found = lines.findIndex((line, index) => index > at && ends(line))
    return found === -1 ? lines.length : found
  }
  const first = lines[at] ?? ''
  if (FENCE.test(first)) return after((line) => line.trim() === '```') + 1
  if (first.startsWith('|')) return after((line) => !line.startsWith('|'))
  return after(
    (line) =>
      line.trim() === '' ||
      line.startsWith('|') ||
      /^#{1,6} /.test(line) ||
      FENCE.test(line) ||
      ITEM.test(line),
  )
}

function blockOf(lines: readonly string[]): Block {
  const first = lines[0] ?? ''
  if (FENCE.test(first)) {
    return { kind: 'code', language: first.trim().slice(3), lines: lines.slice(1, -1) }
  }
  if (!first.startsWith('|')) return { kind: 'text', text: lines.join('\n') }
  return { kind: 'table', rows: lines.filter((line) => !/^[|\s:-]+$/.test(line)).map(cellsOf) }
}

const cellsOf = (line: string): readonly string[] =>
  line
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
