import { type Duble, type StartOptions, startDuble } from '../../src/index.ts'
import { NOW } from '../support.ts'
import { dubleIn, type Finished } from './run.ts'

/** A Dublê on a free port, its clock frozen. */
export const open = (options: StartOptions = {}): Promise<Duble> =>
  startDuble({ port: 0, clock: NOW, ...options })

/** A verb on a running Dublê, which it finds by a variable, as under `duble run`. */
export const on = ({ url }: Duble, ...args: string[]): Promise<Finished> =>
  dubleIn({ env: { DUBLE_URL: url, DUBLE_ADMIN_URL: '', DUBLE_WORLD: '' } }, ...args)

/** What a command says that went well. */
export const said = (out: string): Finished => ({ code: 0, out: `${out}\n`, err: '' })
/** What a command says that was refused. */
export const refused = (err: string): Finished => ({ code: 1, out: '', err: `duble: ${err}\n` })
