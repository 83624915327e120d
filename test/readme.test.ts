import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import vocomRoom from '../mocks/vocom/index.ts'
import { parseFixture } from '../src/fixtures/load.ts'
import { inProcess, send } from './support.ts'

const ROOT = new URL('../', import.meta.url)
const readme = await readFile(new URL('README.md', ROOT), 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code]) => code ?? '',
  )

/** A curl line as the request that it sends. */
function requestOf(curl: string): [path: string, init: RequestInit] {
  const line = curl.replace(/\\\n/g, ' ')
  const url = /http:\/\/localhost:4010([^'\s]*)/.exec(line)?.[1] ?? ''
  const headers = [...line.matchAll(/(?:-H|--header) '([^:]+): ([^']*)'/g)].map(([, name, value]) => [
    name,
    value,
  ])
  const body = /(?:-d|--data-raw) '([^']*)'/.exec(line)?.[1]
  const method = /(?:-X|--request) (\w+)/.exec(line)?.[1] ?? 'GET'
  return [url, { method, headers: headers as [string, string][], ...(body === undefined ? {} : { body }) }]
}

describe('README', () => {
  it('has curl lines that all answer 200', async () => {
    await using duble = await inProcess()
    const lines = blocks('sh').filter((block) => block.startsWith('curl'))
    expect(lines).toHaveLength(3)
    for (const line of lines)
      expect([line, (await send(duble, ...requestOf(line))).status]).toEqual([line, 200])
  })

  it('has a program that prints what it says', async () => {
    const folder = new URL('.cache/readme/', ROOT)
    await mkdir(folder, { recursive: true })
    const file = fileURLToPath(new URL('program.ts', folder))
    await writeFile(file, blocks('ts')[0] ?? '')
    const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: fileURLToPath(ROOT) })
    await rm(folder, { recursive: true })
    expect(stdout).toBe(blocks('text')[0])
  })

  it('has a fixture that works', async () => {
    const fixture = await parseFixture(vocomRoom, 'README.md', blocks('yaml')[0] ?? '')
    expect(fixture.name).toBe('my world')
    expect(Object.keys(fixture.states)).toEqual(['ANA is on the phone'])
  })

  it('quotes the answer to an unknown path as it is', async () => {
    await using duble = await inProcess()
    const answer = await send(duble, '/vocom/interact_cti/agent/login', {
      method: 'POST',
      headers: { authorization: 'Basic YXBpX2tleTplNDVjNTNjNi0wNDlmLTQ3NGQtODk2YS04ZTg5MWVjNTc0NzM=' },
      body: '{"agent":"DEV","branch":"2000","company_id":"894343d2-3f02-4c02-909b-a0bfa57c0a93"}',
    })
    expect(answer.body).toMatchObject(JSON.parse(blocks('json')[0] ?? ''))
  })

  it('names every vendor that has a room, and every client', async () => {
    const rooms = await readdir(new URL('mocks', ROOT))
    expect(rooms.length).toBeGreaterThan(4)
    for (const room of rooms) {
      expect(readme).toContain(`(mocks/${room}/README.md)`)
      expect(readme).toContain(`\`duble/clients/${room}\``)
    }
  })
})
