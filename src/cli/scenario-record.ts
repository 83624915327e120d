import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DubleError } from '#engine'
import { shortPath } from '../fixtures/problems.ts'
import { isScenarioFile } from '../scenarios/find.ts'
import { type VerbFlags, worldOf } from './elsewhere.ts'

interface Flags extends VerbFlags {
  readonly title?: string
  readonly force?: boolean
}

/** `duble scenario record` */
export async function run(given: string, flags: Flags): Promise<void> {
  const file = path.resolve(given)
  const shown = shortPath(file)
  if (!isScenarioFile(file)) {
    const says = `a scenario’s file is called <name>.scenario.yaml, for \`duble scenario\` to find it, got ${given}`
    throw new DubleError('bad_scenario', says, { file: given })
  }
  const beside = path.dirname(file)
  const { title } = flags
  const text = await worldOf(flags).recordScenario({ beside, ...(title === undefined ? {} : { title }) })
  await mkdir(beside, { recursive: true })
  await writeFile(file, text, { flag: flags.force ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
    const there = error.code === 'EEXIST'
    const says = there
      ? `${shown} is there already: --force writes over it`
      : `${shown} cannot be written: ${error.message}`
    throw new DubleError('bad_scenario', says, { file: shown })
  })
  process.stdout.write(
    `${shown} was played, passed and written: \`duble scenario ${shown}\` plays it again\n`,
  )
}
