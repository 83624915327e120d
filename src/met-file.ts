/** What a Dublê inside a test was asked, left for the `duble run` around it to add up. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { threadId } from 'node:worker_threads'
import type { Met } from '#engine'
import { isMet } from './report/met-shape.ts'

/** The variable by which `duble run` names the folder. */
export const MET_FOLDER = 'DUBLE_MET_FOLDER'

let written = 0
/** Those that have not left it yet. */
const owing = new Set<() => void>()
const leaveAll = (): void => {
  for (const leave of owing) leave()
}

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
    owing.delete(leave)
    if (owing.size === 0) process.off('exit', leaveAll)
    const met = read()
    if (met.asked === 0) return
    try {
      if (!existsSync(folder)) mkdirSync(folder)
      writeFileSync(`${file}.part`, JSON.stringify(met)) // who is killed meanwhile leaves no half of it to be read
      renameSync(`${file}.part`, file)
    } catch (error) {
      // A test passes or fails by what it tests, and not by this.
      const says = `what this Dublê was asked counts nowhere: ${MET_FOLDER} must name a folder, and ${(error as Error).message}`
      process.emitWarning(says)
    }
  }
  if (owing.size === 0) process.on('exit', leaveAll) // one for all: Node takes many for a leak
  owing.add(leave)
  return leave
}

/** What was left in a folder; what is no such thing is left out, with a warning: the run goes on without it. */
export function readMets(folder: string): Met[] {
  return namesIn(folder).flatMap((name) => {
    const met = contentOf(path.join(folder, name))
    if (isMet(met)) return [met]
    process.emitWarning(`what a Dublê was asked cannot be counted: ${path.join(folder, name)} is broken`)
    return []
  })
}

/** A command may have put anything in the folder's place. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
  } catch {
    return []
  }
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
