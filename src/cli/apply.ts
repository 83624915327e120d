import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isMap, parseDocument, stringify } from 'yaml'
import type { Suggestion } from '../contracts/observed/judge.ts'
import { HOME_FILE, type Home, openNamedHome } from '../fixtures/home.ts'
import { shortPath } from '../fixtures/problems.ts'

/**
 * Writes options and paths into the project's duble.yaml, whose comments stay; where there is none, one is written.
 *
 * @returns a line for each thing that changed
 * @throws YamlProblems where they do not go together with what it says, and it stays as it was
 */
export async function applyToHome(
  home: Home | undefined,
  vendor: string,
  suggestion: Suggestion,
): Promise<string[]> {
  const file = home?.file ?? path.resolve(HOME_FILE)
  const before = home === undefined ? undefined : await readFile(file, 'utf8')
  const document = parseDocument(before ?? '')
  const root = isMap(document.contents) ? document.contents : undefined
  const lines: string[] = []
  const added: Record<string, Record<string, Record<string, string>>> = {}
  let rewritten = false
  for (const section of ['options', 'paths'] as const) {
    for (const [name, value] of Object.entries(suggestion[section])) {
      const old = document.getIn([section, vendor, name])
      if (String(old) === value) continue
      lines.push(`${section}.${vendor}.${name}: ${old === undefined ? '' : `${old} → `}${value}`)
      if (root?.has(section)) {
        document.setIn([section, vendor, name], value)
        rewritten = true
      } else added[section] = { [vendor]: { ...added[section]?.[vendor], [name]: value } }
    }
  }
  if (lines.length === 0) return [`${shortPath(file)} says all of it already`]
  // What it says already stays as it is written, as far as nothing is added inside.
  const kept =
    rewritten || root === undefined ? withoutNothing(document.toString({ lineWidth: 0 })) : (before ?? '')
  const gap = kept === '' || kept.endsWith('\n') ? '' : '\n'
  const more = Object.keys(added).length === 0 ? '' : stringify(added, { lineWidth: 0 })
  await writeFile(file, kept + gap + more)
  try {
    await openNamedHome(file)
  } catch (error) {
    if (before === undefined) await rm(file)
    else await writeFile(file, before)
    throw error
  }
  return [`written into ${shortPath(file)}:`, ...lines.map((line) => `  ${line}`)]
}

/** An empty document is written as null. */
const withoutNothing = (text: string): string => text.replace(/^null\n/m, '')
