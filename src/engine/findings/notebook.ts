import type { Finding, FindingName, Shown } from './finding.ts'

/** What tells one finding from another, beside its vendor and its world. */
export interface About {
  readonly name: FindingName
  readonly operation: string
  readonly credential: string | null
  readonly subject?: string | undefined
}

/** What is said of it, when it is noticed for the first time. */
export interface Told {
  readonly says: string
  readonly suggests: string
  readonly behaviour?: string
  readonly option?: string
  readonly requests: readonly Shown[]
}

/** A finding that may happen again. */
export type Note = Omit<Finding, 'times'> & { times: number }

/** More different findings of one world are not told apart: whoever has so many has understood nothing. */
const MOST = 200
/** Requests that are shown of one finding. */
const MOST_SHOWN = 3

const keyOf = (vendor: string, { name, operation, credential, subject = '' }: About): string =>
  `${name}\u0000${vendor}\u0000${operation}\u0000${credential ?? ''}\u0000${subject}`

/** Makes a finding. */
export function findingOf(world: string, vendor: string, about: About, told: Told, times = 1): Note {
  const { name, operation, credential, subject } = about
  const { says, suggests, behaviour, option, requests } = told
  return {
    name,
    vendor,
    operation,
    credential,
    ...(subject === undefined ? {} : { subject }),
    world,
    times,
    says,
    suggests,
    ...(behaviour === undefined ? {} : { behaviour }),
    ...(option === undefined ? {} : { option }),
    requests: requests.slice(0, MOST_SHOWN),
  }
}

/** The findings of one world, each once. */
export class Notebook {
  readonly #notes = new Map<string, Note>()

  /**
   * Notes a finding, or that it happened once more.
   *
   * @param tell called for one that is new
   * @returns undefined where there are too many
   */
  note(world: string, vendor: string, about: About, tell: () => Told): Note | undefined {
    const key = keyOf(vendor, about)
    const known = this.#notes.get(key)
    if (known !== undefined) {
      known.times++
      return known
    }
    if (this.#notes.size >= MOST) return undefined
    const note = findingOf(world, vendor, about, tell())
    this.#notes.set(key, note)
    return note
  }

  /** Takes over findings: one that is known already happened so many times more. */
  absorb(findings: Iterable<Finding>): void {
    for (const finding of findings) {
      const key = keyOf(finding.vendor, finding)
      const known = this.#notes.get(key)
      if (known !== undefined) known.times += finding.times
      else if (this.#notes.size < MOST) this.#notes.set(key, { ...finding })
    }
  }

  read(): Finding[] {
    return [...this.#notes.values()].map((note) => ({ ...note }))
  }

  clear(): void {
    this.#notes.clear()
  }
}

/**
 * The findings of several worlds or runs, each once: alike are those of one vendor, operation, caller and subject.
 *
 * @example mergeFindings([...world.findings(), ...other.findings()])
 */
export function mergeFindings(findings: Iterable<Finding>): Finding[] {
  const book = new Notebook()
  book.absorb(findings)
  return book.read()
}
