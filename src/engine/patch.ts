import { keyOf } from './base.ts'
import { waitKey } from './cooldown.ts'
import { Draft } from './draft.ts'
import { DubleError } from './errors.ts'
import type { Fake } from './fake.ts'
import type { StatePatch, TableDef } from './fixture.ts'
import { type ChangeSet, type Store, TRIES, type View } from './state.ts'

/** Merges a named state's rows into the rows with the same key, and starts its waits. */
export async function patchState({ store, mock, world }: Fake, patch: StatePatch): Promise<void> {
  await commit(store, (view) => {
    const draft = new Draft(view)
    for (const [table, rows] of Object.entries(patch.rows)) {
      const def = mock.fixture.tables[table] as TableDef
      const draftTable = draft.table(table, def)
      for (const row of rows) draftTable.put({ ...draftTable.get(keyOf(def, row)), ...row })
    }
    return { rows: draft.rows, counters: draft.counters }
  })
  for (const { operation, credential, ago } of patch.cooldowns) {
    const cooldown = { key: waitKey(operation, credential), at: world.clock.now() - ago }
    await commit(store, () => ({ rows: new Map(), counters: new Map(), cooldown }))
  }
}

/**
 * A wait by credential is looked for only where waits are kept so.
 *
 * @throws DubleError `bad_option`
 */
export function checkWaits({ name, options }: Fake, state: string, { cooldowns }: StatePatch): void {
  const scope = options['cooldown.scope'] ?? 'token'
  if (cooldowns.length === 0 || scope === 'token') return
  const says = `${name}'s state "${state}" starts a wait by credential, which takes cooldown.scope: token, and here it is ${scope}`
  throw new DubleError('bad_option', says, { vendor: name, state, scope })
}

/** Commits a change of the newest state, and anew when somebody else was first. */
async function commit(store: Store, make: (view: View) => Omit<ChangeSet, 'version'>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const view = await store.open()
    const { version } = view
    if (await store.commit({ version, ...make(view) })) return
  }
  throw new Error('the state changed under this patch again and again')
}
