import { type Check, cannot, type Finding, note } from './check.ts'
import { edit, made, PROSPECT, prospectKey, prospectOf } from './datacake-writes.ts'
import { PNG } from './files.ts'
import type { Mine } from './mine.ts'
import { bodyOf, cameOf, isOk } from './reading.ts'
import { isObject } from './shape.ts'

async function newProspect(mine: Mine): Promise<Finding> {
  const again = await mine.ask('criar_prospecto', await prospectOf(mine))
  return note(`the same CPF a second time: ${cameOf(again)} (the fake: 409)`)
}

async function newId(mine: Mine): Promise<Finding> {
  const { exchange } = await made(mine).catch(() => cannot('this run has made no prospect: see K-24'))
  const body = bodyOf(exchange)
  if (isObject(body) && 'id_prospecto' in body)
    return note('a new prospect tells its id_prospecto', 'documented_only=false')
  return note('a new prospect tells no id_prospecto', 'documented_only=true')
}

async function edits(mine: Mine): Promise<Finding> {
  const nobody = await mine.ask('editar_prospecto', {
    id_prospecto: 'duble-nobody',
    obs: 'duble verify mine',
  })
  const empty = await edit(mine, {})
  return note(
    `an unknown prospect: ${cameOf(nobody)} (the fake: 404); an edit of nothing: ${cameOf(empty)} (the fake: 400)`,
  )
}

/** A photograph's size, once decoded. */
const PHOTOGRAPH = 3 * 1024 * 1024

async function files(mine: Mine): Promise<Finding> {
  const id_prospecto = await prospectKey(mine)
  const about = { id_prospecto, nome_arquivo: PNG.name, tipo: PNG.type }
  const broken = await mine.ask('enviar_arquivo', { ...about, arquivo: 'iVBORw0KGgo*' })
  const other = await mine.ask('enviar_arquivo', { ...about, tipo: 'text/plain', arquivo: 'aGVsbG8=' })
  const photograph = Buffer.alloc(PHOTOGRAPH)
  Buffer.from(PNG.base64, 'base64').copy(photograph)
  const large = await mine.ask('enviar_arquivo', { ...about, arquivo: photograph.toString('base64') })
  return note(
    `no Base64: ${cameOf(broken)} (the fake: 400); text/plain: ${cameOf(other)} (the fake: 415); 3 MiB: ${cameOf(large)} (the fake: 201, up to 10 MiB)`,
    isOk(other) ? 'file.types=*' : undefined,
  )
}

const changes = (row: string, says: string, needs: readonly string[], check: Check['check']): Check => ({
  row,
  says,
  needs,
  check,
  writes: true,
})

// biome-ignore format: a table
/** What the page leaves open, seen by changing something. */
export const WRITE_NOTES: readonly Check[] = [
  changes('K-Q3', 'whether a new prospect tells its id', PROSPECT, newId),
  changes('K-A08', 'what is said of a CPF that is a prospect’s', PROSPECT, newProspect),
  changes('K-A09', 'what is said of an edit of nothing, or of nobody', [], edits),
  changes('K-A11', 'what is said of files', [], files),
]
