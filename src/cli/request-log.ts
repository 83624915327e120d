import { type JournalRecord, localText, maskText } from '#engine'
import { loadLedger, rowsByBehaviour } from '../fixtures/ledger.ts'
import { shortPath } from '../fixtures/problems.ts'
import type { Room } from '../fixtures/rooms.ts'
import { visible } from '../report/visible.ts'

/** Why it was refused, and the faults that it met. */
function reasonOf({ why, faults = [] }: JournalRecord): string {
  if (faults.length === 0) return why === '' ? '' : ` · ${why}`
  const own = why === '' || why.startsWith('a fault ') ? '' : `; ${why}`
  return ` · fault: ${faults.join(', ')}${own}`
}

/** One line per request, written in batches so that a load test does not wait for the terminal. */
export class RequestLog {
  readonly #say: (text: string) => void
  readonly #rows = new Map<string, string>()
  #records: JournalRecord[] = []
  #explained = false

  constructor(say: (text: string) => void) {
    this.#say = say
  }

  add(record: JournalRecord): void {
    this.#records.push(record)
    if (this.#explained && this.#records.length === 1) setImmediate(() => this.#flush())
  }

  /** Reads the ledgers: once the server listens, for the first answer need not wait for them; the first line does. */
  async explainBy(rooms: readonly Room[]): Promise<void> {
    for (const room of rooms) {
      try {
        await this.#explain(room)
      } catch (error) {
        this.#say(`${(error as Error).message}\n${room.name}'s requests are logged without ledger rows`)
      }
    }
    this.#explained = true
    this.#flush()
  }

  async #explain({ mock, folder, name }: Room): Promise<void> {
    const ledger = await loadLedger(mock.api, shortPath(`${folder}/ledger.yaml`))
    for (const [behaviour, rows] of rowsByBehaviour(ledger, mock.api)) {
      const ids = rows.slice(0, 3).map(({ id }) => id)
      this.#rows.set(`${name}/${behaviour}`, ids.join(' '))
    }
  }

  #line(record: JournalRecord): string {
    const { at, vendor, operation, outcome, status, method, path, milliseconds } = record
    const asked = operation === undefined ? '-' : `${vendor}/${operation}`
    const behaviour = outcome === undefined ? asked : `${asked}.${outcome}`
    const rows = this.#rows.get(behaviour) ?? '-'
    const reason = reasonOf(record)
    const time = localText(at).slice(11)
    const line = `${time} ${status} ${method} ${path} ${behaviour} [${rows}] ${milliseconds.toFixed(1)} ms${reason}`
    return visible(maskText(line)).replace(/\s+/g, ' ') // whoever asks writes no line of his own
  }

  #flush(): void {
    if (this.#records.length === 0) return
    const lines = this.#records.map((record) => this.#line(record))
    this.#records = []
    this.#say(lines.join('\n'))
  }
}
