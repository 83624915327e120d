import { rm } from 'node:fs/promises'
import { WRITTEN } from './pact.ts'

/** Pact only ever merges into a contract: an interaction that is told no more would stay. */
export const setup = (): Promise<void> => rm(WRITTEN, { recursive: true, force: true })
