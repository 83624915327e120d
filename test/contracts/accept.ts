/** `npm run contracts`: what the consumer tests have just written becomes what is committed. */
import { cp, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { COMMITTED, WRITTEN } from './pact.ts'

for (const name of await readdir(COMMITTED)) {
  if (name.endsWith('.json')) await rm(path.join(COMMITTED, name))
}
await cp(WRITTEN, COMMITTED, { recursive: true })
console.log(`contracts/ now holds ${(await readdir(COMMITTED)).join(', ')}`)
