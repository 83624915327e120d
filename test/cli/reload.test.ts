import { describe, expect, it } from 'vitest'
import { mountMap } from '../samples/support.ts'
import { Running } from './run.ts'

const HOME = 'vendors: [crm-zen]\n'
const HOME_WITH_FIXTURES = `${HOME}fixtures: fixtures\n`
const fixture = (name: string): string =>
  `fixture: mine\nvendor: crm-zen\nextends: default\ndays: [{ data: 2018-01-01, usuarios: [{ nome: ${name}, total_lead: 1 }] }]\n`

async function answered(url: string): Promise<string> {
  const answer = await fetch(`${url}/crm-zen/api/totais_lead?data=2018-01-01`, {
    headers: { token: 'zen-token' },
  })
  return answer.text()
}

/** What is printed from now on: resolves when it has been printed so many times in all. */
async function times(running: Running, pattern: RegExp, wanted: number): Promise<void> {
  const all = new RegExp(pattern, 'g')
  await expect.poll(() => running.out.match(all)?.length ?? 0, { timeout: 15_000 }).toBe(wanted)
}

describe('fixtures in a mounted ConfigMap', () => {
  it.each([
    ['in a folder', HOME_WITH_FIXTURES, 'fixtures/crm-zen/default.yaml', []],
    ['side by side with the home', HOME, 'zen.yaml', ['--fixture', 'crm-zen=zen.yaml']],
  ])('are read again at each swap of the link: %s', async (_where, home, file, flags) => {
    const files = (name: string) => ({ 'duble.yaml': home, [file]: fixture(name) })
    await using map = await mountMap(files('Ana'))
    await using running = new Running(['start', '--port', '0', ...flags], { cwd: map.folder })
    const [, url = ''] = await running.until(/ · (http:\S+) · admin API/)
    await running.until(/^watching .*yaml/m)
    expect(await answered(url)).toContain('"nome":"Ana"')
    for (const [index, name] of ['Bia', 'Eva', 'Lia'].entries()) {
      await map.swap(files(name))
      await times(running, /changed: crm-zen starts anew from it/, index + 1)
      expect(await answered(url)).toContain(`"nome":"${name}"`)
    }
  })

  it('changes nothing where the new version is wrong, and takes the next one', async () => {
    const files = (text: string) => ({
      'duble.yaml': HOME_WITH_FIXTURES,
      'fixtures/crm-zen/default.yaml': text,
    })
    await using map = await mountMap(files(fixture('Ana')))
    await using running = new Running(['start', '--port', '0'], { cwd: map.folder })
    const [, url = ''] = await running.until(/ · (http:\S+) · admin API/)
    await running.until(/^watching .*yaml/m)
    await map.swap(files(fixture('Bia').replace('nome', 'nme')))
    await running.until(/changed, but is wrong: crm-zen goes on as before/)
    expect(await answered(url)).toContain('"nome":"Ana"')
    await map.swap(files(fixture('Eva')))
    await running.until(/changed: crm-zen starts anew from it/)
    expect(await answered(url)).toContain('"nome":"Eva"')
  })
})
