import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Met, mergeMet } from '#engine'
import { leaveMet, MET_FOLDER, readMets } from '../met-file.ts'
import { type RemoteWorld, RUN_WORLD } from '../remote.ts'

/** Gathers what a command met: in the world of the run, in worlds beside it, and in every Dublê that its tests started. */
export interface Gathering extends AsyncDisposable {
  /** By which the command's own Dublês find it. */
  readonly env: Readonly<Record<string, string>>
  /** All of it, once the command has ended. @throws DubleError where the world cannot be asked any more */
  read(): Promise<Met>
}

/** Begins to gather. @param world of the run */
export async function gather(world: RemoteWorld): Promise<Gathering> {
  const folder = await mkdtemp(path.join(tmpdir(), 'duble-met-'))
  const left = (): Met => mergeMet(readMets(folder)) // of which tests may have left nothing
  return {
    env: { [MET_FOLDER]: folder, [RUN_WORLD]: world.admin },
    read: async () => mergeMet([await world.met(), left()]),
    async [Symbol.asyncDispose]() {
      leaveMet(left)?.() // for a run around this one; what our own Dublê met it leaves itself
      await rm(folder, { recursive: true, force: true })
    },
  }
}
