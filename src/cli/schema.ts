import { shortPath } from '../fixtures/problems.ts'
import { type HomeFlags, homeOf } from './home.ts'
import { schemasOf, writeSchemas } from './schemas.ts'

interface Flags extends HomeFlags {
  readonly write?: boolean
}

/** `duble schema` */
export async function run(names: string[], flags: Flags): Promise<void> {
  const schemas = await schemasOf(names, await homeOf(flags))
  if (flags.write) {
    await writeSchemas(schemas)
    for (const { file } of schemas) process.stdout.write(`${shortPath(file)}\n`)
    return
  }
  const [only, ...more] = schemas
  if (only !== undefined && more.length === 0) process.stdout.write(only.text)
  else for (const { name, file } of schemas) process.stdout.write(`${name}: ${shortPath(file)}\n`)
}
