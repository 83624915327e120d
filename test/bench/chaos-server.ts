/** A Dublê that tells its parent, on each message, what it holds once its garbage is collected and its journal emptied. */
import { setTimeout as sleep } from 'node:timers/promises'
import { startDuble } from '../../src/index.ts'

export interface Held {
  /** Bytes. */
  readonly heap: number
  /** Bytes outside the heap, such as buffers. */
  readonly outside: number
  readonly resident: number
  readonly sockets: number
  readonly timers: number
}

const duble = await startDuble({ vendors: ['vocom', 'vocalcontact'], port: 0 })

/** How many of a kind keep the process alive. */
const open = (kind: string): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === kind).length

async function held(): Promise<Held> {
  await duble.reset()
  for (let tries = 0; tries < 150 && open('TCPSocketWrap') > 0; tries++) await sleep(20)
  for (let round = 0; round < 3; round++) {
    global.gc?.()
    await sleep(20)
  }
  const { heapUsed: heap, external: outside, rss: resident } = process.memoryUsage()
  return { heap, outside, resident, sockets: open('TCPSocketWrap'), timers: open('Timeout') }
}

process.on('message', async () => process.send?.(await held()))
process.send?.(duble.url)
