import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Duble } from '../../src/index.ts'

/** What Pact's verifier says of one interaction. */
export interface Verified {
  readonly description: string
  readonly providerStates: readonly string[]
  readonly result: 'OK' | 'Error'
  readonly mismatch?: unknown
}

/**
 * Verifies one contract against a running Dublê: a fresh world for each interaction, its provider state a state of the fixture.
 *
 * @throws when the verifier checked another number of interactions than the contract has: it is green on none
 */
export async function verify(
  duble: Duble,
  vendor: string,
  pactFile: string,
  expected: number,
): Promise<Verified[]> {
  const states = await serveStates(duble, vendor)
  try {
    const report = await runVerifier({
      providerBaseUrl: duble.vendor(vendor).url,
      pactUrls: [pactFile],
      providerStatesSetupUrl: states.url,
      logLevel: 'error',
      timeout: 10_000,
    })
    if (!report.startsWith('{')) throw new Error(report)
    const { interactionResults } = JSON.parse(report) as { interactionResults: Verified[] }
    if (interactionResults.length !== expected) {
      throw new Error(`${pactFile}: ${interactionResults.length} of ${expected} interactions were verified`)
    }
    return interactionResults
  } finally {
    states.close()
  }
}

function runVerifier(options: Record<string, unknown>): Promise<string> {
  const script = fileURLToPath(new URL('./verifier.ts', import.meta.url))
  const child = fork(script, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(String(report)))
    child.once('exit', (code) => reject(new Error(`the verifier ended with ${code} and no report`)))
  })
}

/** Pact's state changes as the world's own; an unknown one is a 4xx, for a 5xx would be tried again and again. */
async function serveStates(duble: Duble, vendor: string): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', async () => {
      const { action, state } = JSON.parse(text) as { action: string; state: string }
      try {
        await duble.world.reset()
        if (action === 'setup' && state !== '') await duble.world.fake(vendor).applyState(state)
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      } catch (error) {
        response.writeHead(400).end(String(error))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() }
}
