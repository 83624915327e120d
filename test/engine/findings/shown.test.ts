import { describe, expect, it } from 'vitest'
import { Notebook } from '../../../src/engine/findings/notebook.ts'
import { cameWhole } from '../../../src/engine/findings/shown.ts'

describe('an answer as its reader has it', () => {
  it.each([
    [{}, true],
    [{ wire: { kind: 'slow_body', milliseconds: 1 } }, true],
    [{ wire: { kind: 'truncated_body' } }, false],
    [{ faults: ['delay=1s'] }, true],
    [{ faults: ['delay=1s', 'malformed_body'] }, false],
  ])('%j came whole: %s', (met, whole) => {
    expect(cameWhole({ status: 200, headers: {}, body: '', ...met } as never)).toBe(whole)
  })
})

describe('a notebook', () => {
  it('keeps no more than 200 findings, though each is told to it', () => {
    const book = new Notebook()
    const told = { says: 'it was', suggests: 'it is not', requests: [] }
    const notes = Array.from({ length: 250 }, (_, at) =>
      book.note(
        'default',
        'acme',
        { name: 'hammering', operation: `ask${at}`, credential: null },
        () => told,
      ),
    )
    expect(notes.filter((note) => note !== undefined)).toHaveLength(200)
    expect(book.read()).toHaveLength(200)
  })
})
