import { fakeTarget, knownOf } from '../../src/cli/verify-target.ts'
import { type Verification, verify } from '../../src/contracts/verify.ts'
import { type PactFile, readPacts } from '../../src/contracts/verify-file.ts'
import { startVerifier } from '../../src/contracts/verify-process.ts'
import { type StartOptions, startDuble } from '../../src/index.ts'
import { ROOT } from '../cli/run.ts'
import { NOW } from '../support.ts'

/** How a contract is verified. */
interface How extends StartOptions {
  /** Default: that of the contract's provider */
  readonly vendor?: string
  /** Whether it is found out on which assumptions it leans. Default: it is not */
  readonly leans?: boolean
  /** What Pact hands over, if not what it says: to see whether it would be found out. */
  readonly change?: (pact: PactFile['pact']) => PactFile['pact']
}

/** Verifies one contract against a fake, at the instant at which test worlds stand still. */
export async function verified(place: string, how: How = {}): Promise<Verification> {
  const { vendor: named, leans = false, change = (pact) => pact, ...start } = how
  const [read] = (await readPacts([place])) as [PactFile]
  const file = { ...read, pact: change(read.pact) }
  const vendor = named ?? file.pact.provider.name
  await using verifier = await startVerifier(ROOT)
  await using duble = await startDuble({ port: 0, clock: NOW, vendors: [vendor], ...start })
  await using fake = await fakeTarget(duble, vendor)
  const [room] = duble.rooms
  if (room === undefined) throw new Error(`there is no room of ${vendor}`)
  const { target, options } = fake
  return await verify(file, vendor, { verifier, target, options, leans, known: await knownOf(room) })
}

/** The descriptions of those that failed. */
export const failedOf = ({ results }: Verification): string[] =>
  results.filter(({ verdict }) => verdict === 'failed').map(({ description }) => description)
