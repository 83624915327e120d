import type { Block } from './markdown.ts'
import { outOfStep } from './text.ts'

type Code = Extract<Block, { kind: 'code' }>

/** Where a line's comment begins, by language. A block of no language is a tree of files, each with what it is for. */
const COMMENTS: Readonly<Record<string, RegExp>> = {
  sh: /(?:^|\s)#\s/,
  yaml: /(?:^|\s)#\s/,
  ts: /(?:^|\s)\/\/\s/,
  '': /(?<=\S)\s{2,}(?=\S)/,
}

/** What an editor reads, and nobody else. */
const DIRECTIVE = /^# yaml-language-server: /

/** A line of a block without its comment. */
export const codeOf = (language: string, line: string): string => split(language, line)[0]

/** Where a translated block is out of step with its original, in words that follow the block's name. */
export function codeDifferences(original: Code, translation: Code): readonly string[] {
  if (original.language !== translation.language) {
    return [` is not of "${original.language}"`]
  }
  const count = Math.max(original.lines.length, translation.lines.length)
  for (let at = 0; at < count; at += 1) {
    const [one, other] = [original.lines[at], translation.lines[at]]
    const where = `, line ${at + 1}`
    if (one === undefined) return [`${where}, has more than README.md: ${other}`]
    if (other === undefined) return [`${where}, lacks: ${one}`]
    const [code, comment] = split(original.language, one)
    const [translated, remark] = split(original.language, other)
    if (code !== translated) return [`${where}, is not: ${code}`]
    if (comment !== '' && remark === '') return [`${where}, lacks the comment: ${comment}`]
    if (comment === '' && remark !== '') return [`${where}, has a comment that README.md has not: ${remark}`]
    const wrong = outOfStep(comment, remark, new Map())
    if (wrong.length > 0) return wrong.map((what) => `${where}, the comment ${what}`)
  }
  return []
}

function split(language: string, line: string): readonly [code: string, comment: string] {
  const found = DIRECTIVE.test(line) ? null : (COMMENTS[language]?.exec(line) ?? null)
  if (found === null) return [line.trimEnd(), '']
  return [line.slice(0, found.index).trimEnd(), line.slice(found.index + found[0].length).trim()]
}
