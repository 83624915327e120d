import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** A file of a prospect's: where it lies, or its bytes with a name and a type. */
export type ProspectFile =
  | { readonly path: string; readonly description?: string }
  | {
      readonly name: string
      readonly type: string
      readonly bytes: Uint8Array
      readonly description?: string
    }

/** "geralmente imagens (jpg, png, gif) ou PDF" */
const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.pdf': 'application/pdf',
}

interface Content {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** @throws TypeError where a file's name does not tell its type */
export async function contentOf(file: ProspectFile): Promise<Content> {
  if (!('path' in file)) return file
  const type = TYPES[path.extname(file.path).toLowerCase()]
  if (type === undefined) {
    throw new TypeError(`${file.path} is no jpg, png, gif or pdf by its name: send its bytes with their type`)
  }
  return { name: path.basename(file.path), type, bytes: await readFile(file.path) }
}
