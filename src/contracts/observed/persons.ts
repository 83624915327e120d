import { partsOf } from './words.ts'

/** What people in Brazil are called, in small letters and without accents: no field is called so. */
export async function brazilianNames(): Promise<ReadonlySet<string>> {
  const { faker } = await import('@faker-js/faker/locale/pt_BR')
  const { first_name, last_name } = (faker.rawDefinitions.person ?? {}) as Record<
    string,
    Readonly<Record<string, readonly string[]>> | undefined
  >
  const lists = [first_name, last_name].flatMap((names) => Object.values(names ?? {}))
  return new Set(lists.flat().flatMap((name) => partsOf(String(name))))
}
