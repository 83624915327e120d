#!/usr/bin/env node
// Plain JavaScript, though everything else is TypeScript: what was compiled once is kept in the system's folder for
// such things, and only this file would need Node's type stripper at every start, which takes a tenth of the time.
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./program.ts')
