import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DubleError } from '#engine'
import type { Home } from '../fixtures/home.ts'
import { startDuble, type WorldOrder } from '../index.ts'
import { connect, type RemoteWorld } from '../remote.ts'
import { trust } from './authority.ts'

/** A world to run a command in, which goes with the run. */
export interface Stage extends AsyncDisposable {
  readonly world: RemoteWorld
  /** Variables that the command needs to reach it, beside those that name it. */
  readonly env: Readonly<Record<string, string>>
}

/** A world as the flags wish it. */
export interface StageOrder extends Omit<WorldOrder, 'id' | 'idle' | 'of'> {
  /** By vendor: a name or a file. */
  readonly fixtures: Readonly<Record<string, string>>
}

/** The one world of a Dublê of our own, on a free port. */
export async function ownStage(order: StageOrder, home: Home | undefined, tls: boolean): Promise<Stage> {
  const duble = await startDuble({ ...order, home, tls, port: 0, gather: true })
  const env = duble.ca === undefined ? {} : trust(duble.ca)
  return {
    world: connect({ url: duble.url, world: duble.id }),
    env,
    [Symbol.asyncDispose]: () => duble.close(),
  }
}

export interface Attaching {
  /** Of a Dublê that runs already. */
  readonly url: string
  readonly token: string | undefined
  /** Whether the world stays when the run is over. */
  readonly keep: boolean
}

/** A world beside others, on a Dublê that runs elsewhere and goes by its own home; of ours, it is sent the fixtures. */
export async function attachedStage(
  order: StageOrder,
  home: Home | undefined,
  { url, token, keep }: Attaching,
): Promise<Stage> {
  const wanted = order.vendors ?? (home === undefined || home.vendors.length === 0 ? undefined : home.vendors)
  const names = Object.entries({ ...home?.fixture, ...order.fixtures }).filter(
    ([vendor]) => Object.hasOwn(order.fixtures, vendor) || (wanted?.includes(vendor) ?? true),
  )
  const given = await Promise.all(names.map(([vendor, name]) => sendable(vendor, name, home)))
  const ordered = { ...order, vendors: wanted, fixtures: Object.fromEntries(given) }
  const world = await connect({ url, token }).newWorld(ordered).catch(byItsFlag)
  const env = token === undefined ? {} : { DUBLE_ADMIN_TOKEN: token }
  return { world, env, [Symbol.asyncDispose]: async () => void (keep || (await leave(world))) }
}

/** A Dublê that does not answer is named by the flag that named it. */
function byItsFlag(error: unknown): never {
  if (!(error instanceof DubleError) || error.code !== 'no_duble') throw error
  throw new DubleError(error.code, error.message.replace(/ with --url$/, ' with --attach'), error.facts)
}

/** A world that has gone already, with its Dublê or without, need not be closed. */
async function leave(world: RemoteWorld): Promise<void> {
  try {
    await world.close()
  } catch (error) {
    if (!(error instanceof DubleError)) throw error
  }
}

/** What lies here is sent as it is; another name is known there. */
async function sendable(vendor: string, name: string, home: Home | undefined): Promise<[string, string]> {
  const isFile = /[/\\]|\.ya?ml$/.test(name)
  if (!isFile && home === undefined) return [vendor, name]
  const file = isFile || home === undefined ? name : path.join(home.fixtures, vendor, `${name}.yaml`)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text !== undefined) return [vendor, `${text}\n`]
  if (!isFile) return [vendor, name]
  throw new DubleError('bad_fixture', `cannot read ${name}`, { file: name })
}
