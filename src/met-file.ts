/** What a Dublê inside a test was asked, left for the `duble run` around it to add up. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { threadId } from 'node:worker_threads'
import type { Met } from '#engine'

/** The variable by which `duble run` names the folder. */
export const MET_FOLDER = 'DUBLE_MET_FOLDER'

let written = 0

/**
 * Leaves what was met in the folder that `duble run` named, at the latest when the process or the thread ends.
 *
 * @returns writes it now; undefined where no folder is named
 */
export function leaveMet(read: () => Met): (() => void) | undefined {
  const folder = process.env[MET_FOLDER]
  if (!folder) return undefined
  written++
  const file = path.join(folder, `${process.pid}-${threadId}-${written}.json`)
  const leave = (): void => {
    process.off('exit', leave)
    const met = read()
    if (met.asked === 0) return
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${file}.part`, JSON.stringify(met)) // who is killed meanwhile leaves no half of it to be read
    renameSync(`${file}.part`, file)
  }
  process.once('exit', leave)
  return leave
}

/** What was left in a folder. */
export function readMets(folder: string): Met[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.sort().map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Met)
}
