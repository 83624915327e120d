import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isMap, isSeq, type Node } from 'yaml'
import { didYouMean } from '#engine'
import { textOf } from '../fixtures/convert.ts'
import { shortPath, YamlProblems } from '../fixtures/problems.ts'
import { type OpenYaml, openYaml } from '../fixtures/yaml.ts'
import { type Example, readExamples } from './examples.ts'
import { type House, readGiven } from './given.ts'
import { Mistakes } from './mistakes.ts'
import { literal, type Names } from './names.ts'
import type { Scenario, Step } from './scenario.ts'
import { readStep } from './steps.ts'
import { WrittenReader, type WrittenText } from './written.ts'

const WORDS = ['scenario', 'document', 'given', 'examples', 'steps'] as const

/**
 * Reads and checks one scenario file.
 *
 * @throws YamlProblems with every mistake at its line and column
 */
export async function loadScenario(house: House, file: string): Promise<Scenario[]> {
  return parseScenario(house, shortPath(path.resolve(file)), await readFile(file, 'utf8'))
}

/**
 * Reads and checks a scenario's text: one scenario, or one for each line of its examples.
 *
 * @param file shown in messages as given; fixtures and examples are looked for beside it
 */
export async function parseScenario(house: House, file: string, text: string): Promise<Scenario[]> {
  const yaml = openYaml(file, text, quotesFor)
  const mistakes = new Mistakes(yaml.reporter)
  const whole: Whole = { file, text, yaml, parts: partsOf(yaml, mistakes), house, mistakes }
  yaml.reporter.settle()
  const table = whole.parts.get('examples')
  const lines =
    table &&
    (await readExamples(
      readerOf(yaml, NO_NAMES, mistakes).read(table.node, 'examples', table.at),
      file,
      mistakes,
    ))
  const scenarios: Scenario[] = []
  // Without a line that can be read, the rest of the file is looked at all the same.
  const examples = lines === undefined || lines.length === 0 ? [undefined] : lines
  const open = lines?.length === 0
  for (const example of examples) scenarios.push(await readOne(whole, example, open))
  const own = yaml.reporter.problems.sort((a, b) => a.line - b.line || a.column - b.column)
  const problems = [...own, ...[...mistakes.fixtures].flatMap((fixture) => fixture.problems)]
  if (problems.length > 0) throw new YamlProblems(problems)
  return scenarios
}

/** What to do where a line that is no YAML has braces, which begin a map wherever they stand without quotes. */
function quotesFor(line: string): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as it is written in a scenario
  if (line.includes('${')) return ': put quotes around "${…}" and the text it stands in'
  return /[{}]/.test(line) ? ': text that has braces takes quotes' : ''
}

interface Whole {
  readonly file: string
  readonly text: string
  readonly yaml: OpenYaml
  readonly parts: ReadonlyMap<string, Part>
  readonly house: House
  readonly mistakes: Mistakes
}

interface Part {
  readonly node: unknown
  /** The key's offset. */
  readonly at: number
}

const NO_NAMES: Names = { columns: new Map(), example: undefined, saved: new Set() }

const readerOf = ({ converter }: OpenYaml, names: Names, mistakes: Mistakes): WrittenReader =>
  new WrittenReader(converter, names, (spot, says) => mistakes.at(spot, says))

/** The keys of the file. */
function partsOf({ root, converter }: OpenYaml, mistakes: Mistakes): Map<string, Part> {
  const parts = new Map<string, Part>()
  if (!isMap(root)) {
    mistakes.at({ at: 0, path: '' }, 'must be a map that begins with "scenario: what is to happen"')
    return parts
  }
  for (const [name, keyNode, node] of converter.entries(root)) {
    const at = (keyNode as Node).range?.[0] ?? 0
    parts.set(name, { node, at })
    if (WORDS.some((word) => word === name)) continue
    mistakes.at({ at, path: '' }, `has no field "${name}"${didYouMean(name, WORDS)}`)
  }
  for (const name of ['scenario', 'steps']) {
    if (!parts.has(name)) mistakes.at({ at: 0, path: '' }, `lacks ${name}`)
  }
  return parts
}

/** @param open whether the columns of the examples are not known */
async function readOne(whole: Whole, example: Example | undefined, open: boolean): Promise<Scenario> {
  const { file, text, yaml, parts, house, mistakes } = whole
  const columns = example?.columns ?? new Map<string, string>()
  const names: Names = { columns, example: example?.name, saved: new Set(), open }
  const reader = readerOf(yaml, names, mistakes)
  const read = (name: string) => {
    const part = parts.get(name)
    return part && reader.read(part.node, name, part.at)
  }
  const title = read('scenario')
  const written = title && mistakes.text(title)
  const quote = parts.get('document')
  const values = [...names.columns.values()].join('\n')
  // Of the rooms, those that the file speaks of: the others' fixtures need not be opened.
  const rooms = house.rooms.filter(({ name }) => text.includes(name) || values.includes(name))
  const spot = { at: parts.get('scenario')?.at ?? 0, path: 'given' }
  const { given, cast } = await readGiven(read('given'), spot, rooms, house, file, mistakes)
  const steps: Step[] = []
  const list = yaml.converter.resolve(parts.get('steps')?.node)
  if (!isSeq(list) || list.items.length === 0) {
    mistakes.at(
      { at: list?.range?.[0] ?? parts.get('steps')?.at ?? 0, path: 'steps' },
      'must be a list of steps',
    )
  }
  for (const [index, item] of (isSeq(list) ? list.items : []).entries()) {
    const step = reader.read(item, `step ${index + 1}`, list?.range?.[0])
    steps.push(...readStep(step, index + 1, cast, names, mistakes))
  }
  return {
    title: written ?? 'unnamed',
    file,
    text,
    document: quote && textOf(yaml.converter.resolve(quote.node)),
    example: example && nameOf(example, title as WrittenText),
    row: example?.name,
    given,
    steps,
  }
}

/** What tells one line of the examples from the others; nothing where the title does. */
function nameOf({ name, columns }: Example, title: WrittenText): string | undefined {
  if (title.example !== undefined || literal(title.parts) === undefined) return undefined
  const says = [...columns].map(([column, value]) => `${column} ${value}`).join(', ')
  return says === '' ? name : says.length > 70 ? `${says.slice(0, 69)}…` : says
}
