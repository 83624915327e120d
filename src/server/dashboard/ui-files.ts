import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** One file of the page. */
export interface UiFile {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const FOLDER = path.join(import.meta.dirname, 'ui')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}
/** Preact and htm in one module that imports nothing. */
const LIBRARY = 'htm/preact/standalone'

/** The dashboard's files by name, as a browser is served them: nothing is built. */
export async function readUiFiles(): Promise<ReadonlyMap<string, UiFile>> {
  const names = (await readdir(FOLDER)).filter((name) => Object.hasOwn(TYPES, path.extname(name)))
  const files = names.map((name): [name: string, file: string] => [name, path.join(FOLDER, name)])
  files.push(['preact.js', fileURLToPath(import.meta.resolve(LIBRARY))])
  return new Map(
    await Promise.all(
      files.map(
        async ([name, file]): Promise<[string, UiFile]> => [
          name,
          { type: TYPES[path.extname(name)] as string, bytes: new Uint8Array(await readFile(file)) },
        ],
      ),
    ),
  )
}
