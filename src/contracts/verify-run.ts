import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { JournalEntry } from '#engine'
import { type Pact, type PactInteraction, statesOf } from './verify-file.ts'
import type { Reported, Verifier } from './verify-process.ts'

/** Options by name, as they are written. */
export type Written = Readonly<Record<string, string>>

/** What was asked, as far as it tells why an answer is what it is. */
export type Asked = Pick<JournalEntry, 'operation' | 'outcome' | 'status' | 'why' | 'option'>

/** What answers a contract's requests. */
export interface Target {
  /** Under which the paths of the contract lie, without a trailing slash. */
  readonly url: string
  /** Brings it back to the start, under options. */
  begin(options: Written): Promise<void>
  /** Puts it into a provider state. @throws Error whose message says what is wrong with the state */
  enter(state: string): Promise<void>
  /** What it was asked since it began. */
  asked(): readonly Asked[]
}

/** One interaction, to be verified under options. */
export interface Job {
  readonly interaction: PactInteraction
  readonly options: Written
}

/** How it went. */
export interface Done {
  /** Undefined where Pact did not report on it. */
  readonly reported: Reported | undefined
  /** What was wrong with its states. */
  readonly complaint: string | undefined
  /** Undefined where no request came. */
  readonly asked: Asked | undefined
}

/**
 * Verifies interactions one after the other, each from the start.
 *
 * Pact tells its results by descriptions and states, which need not be unique, and not at all whose turn it is. So it
 * is given a copy of the pact in which each interaction is called by its number, and begins with a state of that name.
 *
 * @throws DubleError `bad_contract`, `no_pact`
 */
export async function runJobs(
  verifier: Verifier,
  target: Target,
  pact: Pact,
  jobs: readonly Job[],
): Promise<Done[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'duble-pact-'))
  const turns = await serveTurns(target, jobs)
  try {
    const file = path.join(folder, 'pact.json')
    await writeFile(file, JSON.stringify(numbered(pact, jobs)))
    const reports = await verifier.verify(file, target.url, turns.url)
    const taken = turns.end()
    const byName = new Map(reports.map((reported) => [reported.description, reported]))
    return jobs.map((_job, index) => ({ reported: byName.get(nameOf(index)), ...taken(index) }))
  } finally {
    turns.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const nameOf = (index: number): string => `interaction ${index}`

/** The pact with each job as an interaction of its own. */
function numbered(pact: Pact, jobs: readonly Job[]): unknown {
  const interactions = jobs.map(({ interaction }, index) => {
    const { key: _key, providerState: _one, provider_state: _old, ...rest } = interaction as Keyed
    const name = nameOf(index)
    const states = statesOf(interaction).map((state) => ({ name: state.name }))
    return { ...rest, description: name, providerStates: [{ name }, ...states] }
  })
  const { messages: _messages, ...others } = pact
  return { ...others, interactions }
}

/** Of version 4, whose interactions have a key made from their words. */
type Keyed = PactInteraction & { readonly key?: string }

interface Turn {
  complaint: string | undefined
  asked: Asked | undefined
}

interface Turns {
  readonly url: string
  /** Ends the last turn. @returns what became of each */
  end(): (index: number) => Turn
  close(): void
}

/** Answers Pact's state changes. A refusal is a 4xx, for a 5xx would be tried again and again. */
async function serveTurns(target: Target, jobs: readonly Job[]): Promise<Turns> {
  const turns = jobs.map((): Turn => ({ complaint: undefined, asked: undefined }))
  let current = -1
  const endTurn = (): void => {
    const turn = turns[current]
    if (turn !== undefined) turn.asked = target.asked()[0]
  }
  const change = async (state: string): Promise<void> => {
    const index = jobs.findIndex((_job, at) => nameOf(at) === state)
    if (index < 0 || index === current) return target.enter(state)
    endTurn()
    current = index
    await target.begin(jobs[index]?.options ?? {})
  }
  const server = createServer(async (request, response) => {
    const { action, state } = JSON.parse(await textOf(request)) as { action: string; state: string }
    try {
      if (action === 'setup') await change(state)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    } catch (error) {
      const turn = turns[current]
      if (turn !== undefined) turn.complaint ??= (error as Error).message
      response.writeHead(400).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    end() {
      endTurn()
      return (index) => turns[index] as Turn
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}
