/** What one request alone shows: fields that the document does not know, and options that it leans on. */
import type { Answer } from '../http.ts'
import type { JournalRecord } from '../journal.ts'
import { maskText } from '../mask.ts'
import { nearest } from '../suggest.ts'
import { isFailure, type Post } from './post.ts'

/** Sees fields that the document does not know. @param holdsSecret whether a field's value is a secret: that is another finding's */
export function seeStrangers(
  post: Post,
  record: JournalRecord,
  { strangers = [] }: Answer,
  id: number,
  holdsSecret: (field: string) => boolean,
): void {
  const { fake } = post
  const { operation } = record
  if (operation === undefined) return
  for (const stranger of strangers) {
    if (holdsSecret(stranger)) continue
    const field = shownName(stranger)
    post.note({ name: 'undocumented_field', operation, credential: null, subject: field }, () => {
      const meant = nearest(stranger, fake.operation(operation).known)
      return {
        says: `${fake.name}/${operation} was sent the field "${field}", which the document does not know`,
        suggests:
          meant === undefined
            ? 'Leave it out: nobody has said what the vendor does with it'
            : `Send "${meant}" if that is meant, or leave it out: nobody has said what the vendor does with it`,
        requests: [post.shown(record, id)],
      }
    })
  }
}

/** A name as it can be shown anywhere: without its end, its secrets, and what a terminal would obey. */
const shownName = (name: string): string => JSON.stringify(maskText(name.slice(0, 60))).slice(1, -1)

/** Sees options without whose values a request would not have succeeded. */
export function seeLeans(post: Post, record: JournalRecord, { leans = [] }: Answer, id: number): void {
  const { fake } = post
  const { operation, outcome, injected } = record
  if (operation === undefined || outcome === undefined || isFailure(outcome) || injected) return
  for (const { option, value, other, would } of leans) {
    post.note({ name: 'assumption_leaned_on', operation, credential: null, subject: option }, () => ({
      says: `${fake.name}/${operation} was accepted only because the option ${option} says ${value}: under ${other} it would ${would}`,
      suggests: `Run your tests under duble run --option ${fake.name}.${option}=${other} too, or ask the vendor which is right`,
      behaviour: `${operation}.${outcome}`,
      option,
      requests: [post.shown(record, id)],
    }))
  }
}
