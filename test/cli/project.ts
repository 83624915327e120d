import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { dubleIn, type Finished, Running } from './run.ts'

/** A user's project in a folder of its own. */
export interface Project extends AsyncDisposable {
  readonly folder: string
  /** Runs `duble …` in it, to its end. */
  duble(...args: string[]): Promise<Finished>
  /** Starts `duble start --port 0 …` in it. */
  start(...args: string[]): Promise<{ running: Running; url: string }>
  read(file: string): Promise<string>
  write(file: string, text: string): Promise<void>
}

/** @param files by their place within the project */
export async function openProject(files: Readonly<Record<string, string>> = {}): Promise<Project> {
  const folder = await mkdtemp(path.join(tmpdir(), 'duble-project-'))
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), text)
  }
  for (const [file, text] of Object.entries(files)) await write(file, text)
  return {
    folder,
    duble: (...args) => dubleIn({ cwd: folder }, ...args),
    async start(...args) {
      const running = new Running(['start', '--port', '0', ...args], { cwd: folder })
      const [, url = ''] = await running.until(/ · (https?:\S+) · admin API/)
      return { running, url }
    },
    read: (file) => readFile(path.join(folder, file), 'utf8'),
    write,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
