import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** One file of the page. */
export interface UiFile {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The same by gzip. */
  readonly zipped: Uint8Array<ArrayBuffer>
}

const FOLDER = path.join(import.meta.dirname, 'ui')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The dashboard's files by name, as a browser is served them: nothing is built. */
export async function readUiFiles(): Promise<ReadonlyMap<string, UiFile>> {
  const names = (await readdir(FOLDER)).filter((name) => Object.hasOwn(TYPES, path.extname(name)))
  const files = names.map((name): [name: string, file: string] => [name, path.join(FOLDER, name)])
  // Preact and htm in one module that imports nothing.
  files.push(['preact.js', fileURLToPath(import.meta.resolve('htm/preact/standalone'))])
  return new Map(
    await Promise.all(
      files.map(async ([name, file]): Promise<[string, UiFile]> => {
        const bytes = new Uint8Array(await readFile(file))
        const type = TYPES[path.extname(name)] as string
        return [name, { type, bytes, zipped: new Uint8Array(gzipSync(bytes)) }]
      }),
    ),
  )
}
