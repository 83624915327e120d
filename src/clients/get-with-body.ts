import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'

interface GetWithBody {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal?: AbortSignal | undefined
}

/**
 * A GET that carries a body, which `fetch` refuses to send ("Request with GET/HEAD method cannot have body").
 *
 * @example await getWithBody('https://erp.example.com/clientes', { headers, body: '{"cnpj_cpf":"…"}' })
 */
export function getWithBody(url: string, { headers, body, signal }: GetWithBody): Promise<Response> {
  const request = url.startsWith('https:') ? overHttps : overHttp
  const length = String(Buffer.byteLength(body))
  const options = { method: 'GET', headers: { ...headers, 'content-length': length }, signal }
  return new Promise((resolve, reject) => {
    const asking = request(url, options, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const status = incoming.statusCode as number
        const received = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value): [string, string] => [name, value]),
        )
        // A Response with one of these statuses must have no body.
        const bodyless = status === 204 || status === 205 || status === 304
        resolve(new Response(bodyless ? null : Buffer.concat(chunks), { status, headers: received }))
      })
    })
    asking.on('error', reject).end(body)
  })
}
