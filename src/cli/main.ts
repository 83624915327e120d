#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// What was compiled once is kept in the system's folder for such things: the second start takes a third of the time.
enableCompileCache()
await import('./program.ts')
