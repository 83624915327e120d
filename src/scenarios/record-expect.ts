import { isCut, type JournalEntry, jsonSchema, maskText } from '#engine'
import type { Heard } from './record-heard.ts'
import { type Said, sayValue } from './record-said.ts'
import { isBroken } from './set-faults.ts'

/** What a step expects of its answer. */
export interface Expecting {
  readonly expect?: Said
  readonly count?: Said
  readonly body?: Said
}

/** Of an answer so many fields, and lists. */
const MOST = 4
/** What is another every time, or says nothing by itself. */
const FLEETING =
  /\d{4}-\d{2}-\d{2}|\d{2}\/\d{2}\/\d{4}|\d{2}:\d{2}|[0-9a-f]{8}-[0-9a-f]{4}|^[\w.~+/=-]{24,}$|^\d{10,}$/i

/** What must come again: the outcome, and of a good answer what tells it from others. @param whole Default: the outcome alone */
export function expectingOf(heard: Heard, whole: boolean): Expecting {
  const { entry } = heard
  if (isBroken(entry)) return { expect: 'broken' }
  if (entry.outcome === null) return { expect: { status: String(entry.status) } }
  if (entry.outcome !== 'ok' && !entry.outcome.startsWith('ok.')) return { expect: entry.outcome }
  const expect = entry.outcome === 'ok' ? {} : { expect: entry.outcome }
  const body = bodyOf(entry, heard.fake.mock.api.envelope)
  if (!whole || typeof body !== 'object' || body === null) return expect
  if (Array.isArray(body)) return { ...expect, count: String(body.length) }
  const lists = Object.entries(body).filter(([name, value]) => Array.isArray(value) && isWord(name))
  const fields = Object.entries(body).filter(([name, value]) => tells(heard, name, value))
  return {
    ...expect,
    ...nonEmpty(
      'count',
      lists.slice(0, MOST).map(([name, value]) => [name, String((value as []).length)]),
    ),
    ...nonEmpty(
      'body',
      fields.slice(0, MOST).map(([name, value]) => [name, sayValue(value)]),
    ),
  }
}

const nonEmpty = (word: string, entries: [string, Said][]): { [word: string]: Said } =>
  entries.length === 0 ? {} : { [word]: Object.fromEntries(entries) }

/** The answer inside the vendor's envelope; undefined where it is no JSON, or the journal has not the whole of it. */
export function bodyOf({ responseBody }: JournalEntry, envelope: string | undefined): unknown {
  if (responseBody === '' || isCut(responseBody)) return undefined
  try {
    const body = JSON.parse(responseBody)
    return envelope === undefined ? body : (body?.[envelope] ?? body)
  } catch {
    return undefined
  }
}

const isWord = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name)

/** Whether a field says something: no echo, no constant, nothing secret and nothing of the moment. */
function tells({ fields, definition }: Heard, name: string, value: unknown): boolean {
  if (!isWord(name) || !/^(?:string|number|boolean)$/.test(typeof value) || value === '') return false
  const text = String(value)
  if (text.length > 60 || FLEETING.test(text) || /(?:^|_)id(?:_|$)/.test(name)) return false
  const line = JSON.stringify({ [name]: text })
  if (maskText(line) !== line) return false
  if (Object.values(fields).some((sent) => String(sent) === text)) return false
  const { const: constant, enum: known } = jsonSchema(definition.answer).properties?.[name] ?? {}
  return constant === undefined && known?.length !== 1
}
