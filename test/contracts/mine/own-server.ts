import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ApiState, answerApi, newApi } from './own-api.ts'
import { answerErp, type ErpState, newErp } from './own-erp.ts'

/** What a developer may have got wrong, and the row of the ledger that says so. */
export const FAULTS = {
  'refuses a GET with a body': 'K-01',
  'tells everything without a token': 'K-02',
  'leaves out a key of the client': 'K-05',
  'has numbers as numbers': 'K-06',
  'loses what an edit does not name': 'K-26',
  'takes images alone': 'K-29',
  'empties what an edit does not name': 'S-03',
  'takes any password': 'S-08',
  'names the address in snake case': 'S-13',
  'prints a CPF with its mask': 'S-16',
} as const

export type FaultName = keyof typeof FAULTS

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string
  readonly text: string
  readonly has: (fault: FaultName) => boolean
}

export interface Said {
  readonly status: number
  /** JSON, unless it is a text. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A customer's ERP and a customer's API, written by hand against the two documents without anything of Dublê's. */
export async function ownServer(...faults: FaultName[]): Promise<AsyncDisposable & { readonly url: string }> {
  const has = (fault: FaultName): boolean => faults.includes(fault)
  const erp: ErpState = newErp()
  const api: ApiState = newApi()
  const server = createServer((request, response) => {
    void readWhole(request).then((text) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      const asked: Asked = {
        method: request.method ?? '',
        path: pathname.replace(/^\/(erp|api)/, ''),
        query: searchParams,
        authorization: request.headers.authorization ?? '',
        text,
        has,
      }
      reply(response, pathname.startsWith('/erp/') ? answerErp(asked, erp) : answerApi(asked, api))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function readWhole(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function reply(response: ServerResponse, { status, body, headers = {} }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
