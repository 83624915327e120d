import type { AnyOperation, Fake } from '#engine'
import { callOf } from '../clients/call.ts'
import { requestOf } from '../report/sample.ts'

/** A curl line that works on a fake: the operation's example, the first valid credential. */
export function curlFor(fake: Fake, name: string, baseUrl: string): string {
  const { api } = fake.mock
  const operation: AnyOperation = api.operations[name]
  const request = requestOf(operation, fake.fixture.defaults)
  const credential = operation.open ? undefined : fake.credentials.find(({ status }) => status === 'valid')
  const sending = credential === undefined ? {} : api.auth.present(credential, fake.options)
  const path = fake.pathOf(name)
  const call = callOf({ operation, url: `${baseUrl}/${fake.name}`, path, sending, request })
  const { accept: _any, 'content-type': type, ...headers } = call.headers
  const shown = Object.entries(headers).map(([header, value]) => ` -H '${header}: ${value}'`)
  const method = operation.method === 'GET' ? '' : `-X ${operation.method} `
  const kind = type === 'application/json' ? ` -H 'Content-Type: ${type}'` : ''
  const body = call.body === undefined ? '' : `${kind} -d '${call.body}'`
  return `curl ${method}'${call.url}'${shown.join('')}${body}`
}
