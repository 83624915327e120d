#!/usr/bin/env node
// Plain JavaScript, though everything else is TypeScript: what was compiled once is kept in the system's folder for
// such things, and only this file would need Node's type stripper at every start, which takes a tenth of the time.
import module from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(`duble: needs Node 22.22 or newer, and this is ${process.version}\n`)
  process.exit(1)
}
module.enableCompileCache()
await import('./program.ts')
