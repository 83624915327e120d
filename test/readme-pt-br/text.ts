import { linksOf, proseOf, spansOf } from './markdown.ts'

/** What stands in code and is yet translated, because it is a word to the reader and nothing that is typed. */
const TRANSLATED: ReadonlyMap<string, string> = new Map([
  ['--only <text in the title>', '--only <texto do título>'],
  ['uses: <this repository>', 'uses: <este repositório>'],
])

/** Names whose versions keep their points in Portuguese: Node 22.22. */
const VERSIONED = ['Node', 'OpenAPI']

/** What a translation must have of this text: its code, where its links lead, its numbers as Brazil writes them. */
export const wantedOf = (original: string): readonly string[] => [
  ...spansOf(original).map((span) => `\`${TRANSLATED.get(span) ?? span}\``),
  ...outwards(original),
  ...numbersOf(original).map(([number, before]) =>
    VERSIONED.includes(before) ? `the number ${number}` : `the number ${brazilian(number)}`,
  ),
]

/** What a translation has of it. */
export const seenIn = (translation: string): readonly string[] => [
  ...spansOf(translation).map((span) => `\`${span}\``),
  ...outwards(translation),
  ...numbersOf(translation).map(([number]) => `the number ${number}`),
]

/**
 * Where a translated text is out of step with its original, each in words that follow "it": `lacks …`.
 * `anchors` leads from the original's anchors to the translation's.
 */
export function outOfStep(
  original: string,
  translation: string,
  anchors: ReadonlyMap<string, string>,
): readonly string[] {
  const wanted = [...wantedOf(original), ...inwards(original).map((link) => anchors.get(link) ?? link)]
  const seen = [...seenIn(translation), ...inwards(translation)]
  const same = proseOf(original) === proseOf(translation) && words(original) > 2
  return [
    ...without(wanted, seen).map((sign) => `lacks ${sign}`),
    ...without(seen, wanted).map((sign) => `has ${sign}, which README.md has not`),
    ...(same ? ['is not translated'] : []),
  ]
}

/** The elements of `all` that are not in `taken`, each as often as it is missing. */
function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken]
  return all.filter((one) => {
    const at = left.indexOf(one)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}

const inwards = (text: string): readonly string[] => linksOf(text).filter((target) => target.startsWith('#'))
const outwards = (text: string): readonly string[] =>
  linksOf(text).filter((target) => !target.startsWith('#'))

/** How many words a text has beside its links, whose names may be those of files. */
const words = (text: string): number =>
  proseOf(text.replace(/\[[^\]]*\]\([^)]*\)/g, ' ')).match(/\p{L}+/gu)?.length ?? 0

/** The numbers of a text, each with the word before it. */
const numbersOf = (text: string): readonly (readonly [number: string, before: string])[] =>
  [...proseOf(text).matchAll(/(?:(\p{L}+) )?(\d+(?:[.,]\d+)*)/gu)].map(([, before = '', number = '']) => [
    number,
    before,
  ])

/** 36,000 as 36.000, and 0.47 as 0,47; what has several points is a version and stays. */
const brazilian = (number: string): string =>
  /^\d+(?:,\d{3})*(?:\.\d+)?$/.test(number)
    ? number.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'))
    : number
