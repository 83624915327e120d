import { execFile } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { type Finished, MAIN } from './run.ts'

/** Runs `duble --version` by some Node. */
const versionBy = (node: string, ...flags: string[]): Promise<Finished> =>
  new Promise((resolve) => {
    execFile(node, [...flags, MAIN, '--version'], (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    )
  })

/** The Node of this machine, where it is another than the project's own. */
const found = await new Promise<string | undefined>((resolve) => {
  const others = (process.env['PATH'] ?? '').split(':').filter((place) => !place.includes('node_modules'))
  const env = { ...process.env, PATH: others.join(':') }
  execFile('node', ['-p', 'process.version + " " + process.execPath'], { env }, (error, out) =>
    resolve(error === null ? out.trim() : undefined),
  )
})
const [version = '', node = ''] = found?.split(' ') ?? []
const isOld = Number(version.slice(1).split('.')[0]) < 22

describe('a Node that is too old', () => {
  it.each(['v20.20.2', 'v22.21.1'])('is told in one sentence: %s', async (old) => {
    const versions = JSON.stringify({ ...process.versions, node: old.slice(1) })
    const pretend = `data:text/javascript,for (const [name, value] of Object.entries({ versions: ${versions}, version: '${old}' })) Object.defineProperty(process, name, { value })`
    expect(await versionBy(process.execPath, '--import', pretend)).toEqual({
      code: 1,
      out: '',
      err: `duble: needs Node 22.22 or newer, and this is ${old}\n`,
    })
  })

  it.runIf(isOld)(`is told so by the one of this machine, ${version}`, async () => {
    expect(await versionBy(node)).toEqual({
      code: 1,
      out: '',
      err: `duble: needs Node 22.22 or newer, and this is ${version}\n`,
    })
  })
})
