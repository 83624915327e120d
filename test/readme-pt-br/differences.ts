import { align, inCommon } from './align.ts'
import { codeDifferences, codeOf } from './code.ts'
import type { Block, Section } from './markdown.ts'
import { outOfStep, seenIn, wantedOf } from './text.ts'

/** Where a translated page is out of step with its original, one sentence each: which section, which part of it, what. */
export function differences(
  original: readonly Section[],
  translation: readonly Section[],
): readonly string[] {
  const pairs = align(original, translation, (one, other) =>
    inCommon(sectionSigns(one, wantedOf), sectionSigns(other, seenIn)),
  )
  const anchors = new Map(
    pairs.flatMap(([one, other]) => (one && other ? [[`#${one.anchor}`, `#${other.anchor}`] as const] : [])),
  )
  return pairs.flatMap(([one, other], index) => {
    if (other === undefined) return [`"${one.title}" has no translation; it belongs ${place(pairs, index)}.`]
    if (one === undefined) return [`"${other.title}" translates no section of README.md.`]
    const where = `"${other.title}" ("${one.title}")`
    const levels =
      one.level === other.level
        ? []
        : [`${where} is a heading of level ${other.level}, not of level ${one.level}.`]
    return [...levels, ...blockDifferences(one, other, anchors).map((what) => `${where}: ${what}.`)]
  })
}

/** Where the translation of a section that has none would stand. */
function place(pairs: readonly (readonly [unknown, Section | undefined])[], index: number): string {
  const before = pairs.slice(0, index).findLast(([, other]) => other !== undefined)?.[1]
  return before === undefined ? 'at the top' : `after "${before.title}"`
}

type Anchors = ReadonlyMap<string, string>

function blockDifferences(original: Section, translation: Section, anchors: Anchors): readonly string[] {
  const pairs = align(original.blocks, translation.blocks, (one, other) =>
    one.kind === other.kind ? inCommon(signs(one, wantedOf), signs(other, seenIn)) : 0,
  )
  return pairs.flatMap(([one, other]) => {
    if (other === undefined) return [`${named(one)} of README.md has no translation`]
    if (one === undefined) return [`${named(other)} translates nothing of README.md`]
    if (one.kind === 'text' && other.kind === 'text') {
      return outOfStep(one.text, other.text, anchors).map((what) => `${named(other)} ${what}`)
    }
    if (one.kind === 'table' && other.kind === 'table') return tableDifferences(one.rows, other.rows, anchors)
    if (one.kind === 'code' && other.kind === 'code') {
      return codeDifferences(one, other).map((what) => `${named(other)}${what}`)
    }
    return []
  })
}

type Row = readonly string[]

function tableDifferences(
  original: readonly Row[],
  translation: readonly Row[],
  anchors: Anchors,
): readonly string[] {
  const pairs = align(original, translation, (one, other) =>
    inCommon(one.flatMap(wantedOf), other.flatMap(seenIn)),
  )
  return pairs.flatMap(([one, other]) => {
    if (other === undefined) return [`the row ${short(one.join(' | '))} of README.md has no translation`]
    const where = `the row ${short(other.join(' | '))}`
    if (one === undefined) return [`${where} translates nothing of README.md`]
    if (one.length !== other.length) return [`${where} has ${other.length} columns, not ${one.length}`]
    return one.flatMap((cell, column) =>
      outOfStep(cell, other[column] ?? '', anchors).map((what) => `${where}, column ${column + 1}, ${what}`),
    )
  })
}

/** By what a text and its translation know each other: `wantedOf` of the one, `seenIn` of the other. */
type Signs = (text: string) => readonly string[]

const sectionSigns = (section: Section, of: Signs): readonly string[] =>
  section.blocks.flatMap((block) => signs(block, of))

function signs(block: Block, of: Signs): readonly string[] {
  if (block.kind === 'text') return of(block.text)
  if (block.kind === 'table') return block.rows.flat().flatMap(of)
  return block.lines.map((line) => codeOf(block.language, line))
}

function named(block: Block): string {
  if (block.kind === 'text') return `the paragraph ${short(block.text)}`
  if (block.kind === 'table') return `the table ${short(block.rows[0]?.join(' | ') ?? '')}`
  return `the block of ${block.language || 'no language'} ${short(block.lines[0] ?? '')}`
}

const short = (text: string): string => `"${text.length > 50 ? `${text.slice(0, 50)}…` : text}"`
