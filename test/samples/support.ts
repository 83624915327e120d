import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'
import { ROOT } from '../cli/run.ts'

/** A part of a YAML document of others, whose schema is not ours. */
// biome-ignore lint/suspicious/noExplicitAny: read by the tests alone
export type Loose = any

/** Every document of a file of the project. */
export async function yamlOf(file: string): Promise<Loose[]> {
  const documents = parseAllDocuments(await readFile(path.join(ROOT, file), 'utf8'))
  return [...documents].map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors.join('\n')}`)
    return document.toJS()
  })
}

/** A folder as Kubernetes mounts a ConfigMap: links to `..data`, which is a link to the files of one version. */
export interface MountedMap extends AsyncDisposable {
  readonly folder: string
  /** Puts another version in place, as the kubelet does: all files at once, then the old ones go. */
  swap(files: Readonly<Record<string, string>>): Promise<void>
}

export async function mountMap(files: Readonly<Record<string, string>>): Promise<MountedMap> {
  const folder = await mkdtemp(path.join(tmpdir(), 'duble-map-'))
  let version = 0
  const lay = async (laid: Readonly<Record<string, string>>): Promise<string> => {
    version++
    const name = `..2026_03_02_09_00_0${version}.1`
    for (const [file, text] of Object.entries(laid)) {
      await mkdir(path.dirname(path.join(folder, name, file)), { recursive: true })
      await writeFile(path.join(folder, name, file), text)
    }
    await symlink(name, path.join(folder, '..data_tmp'))
    await rename(path.join(folder, '..data_tmp'), path.join(folder, '..data'))
    return name
  }
  let current = await lay(files)
  for (const top of new Set(Object.keys(files).map((file) => file.split('/')[0] as string))) {
    await symlink(path.join('..data', top), path.join(folder, top))
  }
  return {
    folder,
    async swap(laid) {
      const old = current
      current = await lay(laid)
      await rm(path.join(folder, old), { recursive: true })
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
