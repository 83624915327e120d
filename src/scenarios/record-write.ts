import { Document, isCollection, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { Quoted, type Said } from './record-said.ts'

/** A step as it will be written. */
export interface SaidStep {
  readonly words: Readonly<Record<string, Said>>
  /** What stands above it. */
  readonly comments: readonly string[]
}

/** A scenario as it will be written. */
export interface SaidScenario {
  readonly title: Said
  readonly given: Readonly<Record<string, Said>>
  readonly steps: readonly SaidStep[]
  /** What stands below the last step. */
  readonly comments: readonly string[]
}

/** What a scenario begins with: editors then complete it from the schema beside it. */
const MODELINE = '# yaml-language-server: $schema=scenario.schema.json'
/** Longer maps and lists get a line for each of their parts. */
const WIDE = 100

/** Writes a scenario the way a person would. */
export function writeScenario({ title, given, steps, comments }: SaidScenario): string {
  // In this schema text is only quoted where YAML could not read it otherwise: quotes are set where they count.
  const document = new Document(null, { schema: 'failsafe' })
  const list = new YAMLSeq()
  for (const [index, { words, comments: above }] of steps.entries()) {
    const step = nodeOf(words, words['call'] !== undefined || Object.keys(words).length === 1)
    if (above.length > 0) step.commentBefore = commentOf(above)
    step.spaceBefore = index > 0
    list.items.push(step)
  }
  const whole = new YAMLMap()
  whole.items.push(pair('scenario', title), pair('given', given, true), new Pair(new Scalar('steps'), list))
  for (const key of whole.items.slice(1).map((item) => item.key as Scalar)) key.spaceBefore = true
  document.contents = whole as never
  if (comments.length > 0) document.comment = commentOf(comments)
  return `${MODELINE}\n${document.toString({ lineWidth: 0, blockQuote: false })}`
}

const commentOf = (lines: readonly string[]): string => lines.map((line) => ` ${oneLine(line)}`).join('\n')

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')

const pair = (key: string, value: Said, block = false): Pair =>
  new Pair(new Scalar(key), nodeOf(value, block))

/** @param block whether it is written over several lines, however short it is */
function nodeOf(said: Said, block = false): Scalar | YAMLMap | YAMLSeq {
  if (typeof said === 'string') return new Scalar(said)
  if (said instanceof Quoted) {
    const scalar = new Scalar(said.text)
    scalar.type = Scalar.QUOTE_DOUBLE
    return scalar
  }
  const node = Array.isArray(said) ? listOf(said) : mapOf(Object.entries(said))
  const inner = node.items.map((item) => (item instanceof Pair ? item.value : item))
  const wide = widthOf(said) > WIDE || inner.some((item) => isCollection(item) && item.flow === false)
  node.flow = !block && !wide
  return node
}

/** In one line, maps have spaces within their braces and lists have none. */
class TightSeq extends YAMLSeq {
  override toString(...[context, ...rest]: Parameters<YAMLSeq['toString']>): string {
    return super.toString(context && { ...context, flowCollectionPadding: '' }, ...rest)
  }
}

class LooseMap extends YAMLMap {
  override toString(...[context, ...rest]: Parameters<YAMLMap['toString']>): string {
    return super.toString(context && { ...context, flowCollectionPadding: ' ' }, ...rest)
  }
}

function listOf(items: readonly Said[]): YAMLSeq {
  const list = new TightSeq()
  list.items.push(...items.map((item) => nodeOf(item)))
  return list
}

function mapOf(entries: readonly (readonly [string, Said])[]): YAMLMap {
  const map = new LooseMap()
  map.items.push(...entries.map(([key, value]) => pair(key, value)))
  return map
}

/** About as many characters as it takes in one line. */
function widthOf(said: Said): number {
  if (typeof said === 'string') return said.length
  if (said instanceof Quoted) return said.text.length + 2
  const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part + 2, 4)
  if (Array.isArray(said)) return sum(said.map(widthOf))
  return sum(Object.entries(said).map(([key, value]) => key.length + 2 + widthOf(value)))
}
