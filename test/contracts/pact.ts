/** What the consumer tests share: one interaction, told once, run by the real client, written into one contract. */
import { fileURLToPath } from 'node:url'
import { Matchers, Pact } from '@pact-foundation/pact'

/** Contracts are written here and compared with the committed ones: a test run never touches those. */
export const WRITTEN = fileURLToPath(new URL('../../.cache/contracts/', import.meta.url))
export const COMMITTED = fileURLToPath(new URL('../../contracts/', import.meta.url))

/** Regular expressions are full matches in Pact, on both sides. */
const json = Matchers.regex(/^application\/json(;.*)?$/, 'application/json')

export interface Interaction {
  readonly title: string
  /** A state of the vendor's default fixture. */
  readonly given?: string
  /** Ledger rows that the consumer leans on. */
  readonly rows: readonly string[]
  readonly method: string
  readonly path: string
  readonly query?: Record<string, string>
  readonly headers: Record<string, string>
  readonly body?: unknown
  /** A body that is a form, as it is sent. */
  readonly form?: string
  readonly status: number
  readonly answer: unknown
  /** Headers of the answer beside its content type. */
  readonly answerHeaders?: Record<string, string>
  /** Paths whose value may be null: Pact's DSL has no word for it. */
  readonly nullable?: readonly string[]
  /** For an answer that is text: its content type, and the pattern that the whole of it must match. */
  readonly text?: { readonly type: string; readonly pattern: string }
}

interface WithRules {
  readonly interaction: {
    withRequestBody(body: string, type: string): boolean
    withResponseBody(body: string, type: string): boolean
    withResponseMatchingRules(rules: string): boolean
  }
}

/** Runs one interaction: the mock server expects it, the client's own code must send it. */
export async function consume<T>(
  pact: Pact,
  told: Interaction,
  act: (url: string) => Promise<T>,
): Promise<T> {
  const interaction = pact.addInteraction()
  if (told.given !== undefined) interaction.given(told.given)
  for (const row of told.rows) interaction.reference('ledger', row, 'backs')
  const done = await interaction
    .uponReceiving(told.title)
    .withRequest(told.method, told.path, (request) => {
      request.headers(told.headers)
      if (told.query !== undefined) request.query(told.query)
      if (told.body !== undefined) request.jsonBody(told.body)
      if (told.form !== undefined) {
        const { interaction: inside } = request as unknown as WithRules
        inside.withRequestBody(told.form, 'application/x-www-form-urlencoded')
      }
    })
    .willRespondWith(told.status, (response) => {
      if (told.answerHeaders !== undefined) response.headers(told.answerHeaders)
      if (told.text !== undefined) {
        textBody(response as unknown as WithRules, told.answer as string, told.text.type, told.text.pattern)
        response.headers({ 'Content-Type': Matchers.regex(`^${told.text.type}(;.*)?$`, told.text.type) })
        return
      }
      response.headers({ 'Content-Type': json }).jsonBody(told.answer)
      if (told.nullable === undefined) return
      const rules = told.nullable.map((path) => [
        path,
        { combine: 'OR', matchers: [{ match: 'type' }, { match: 'null' }] },
      ])
      const inside = response as unknown as WithRules
      inside.interaction.withResponseMatchingRules(JSON.stringify({ body: Object.fromEntries(rules) }))
    })
    .executeTest(async ({ url }) => ({ value: await act(url) }))
  if (done === undefined) throw new Error(`${told.title}: nothing was executed`)
  return done.value
}

/** The DSL's own word for text either checks nothing or fails always; the library beneath it can. */
function textBody({ interaction }: WithRules, example: string, type: string, pattern: string): void {
  interaction.withResponseBody(example, type)
  const rule = { combine: 'AND', matchers: [{ match: 'regex', regex: pattern }] }
  interaction.withResponseMatchingRules(JSON.stringify({ body: { $: rule } }))
}

export const pactOf = (consumer: string, provider: string): Pact =>
  new Pact({ consumer, provider, dir: WRITTEN, logLevel: 'error' })

/** Cases of interactions with their titles in front: what `it.each` can print. */
export const named = <T extends readonly [Interaction, ...unknown[]]>(
  cases: readonly T[],
): [title: string, ...T][] => cases.map((one) => [one[0].title, ...one])
