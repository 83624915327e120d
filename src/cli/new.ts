import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { DubleError } from '#engine'
import { HOME_FILE } from '../fixtures/home.ts'
import { shortPath } from '../fixtures/problems.ts'
import { roomFolders } from '../fixtures/rooms.ts'
import { type NewFile, writeNew } from './files.ts'
import { type HomeFlags, homeOf } from './home.ts'

const TEMPLATES = fileURLToPath(new URL('../../templates/', import.meta.url))

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** `duble new` */
export async function run(name: string, flags: HomeFlags): Promise<void> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    const says = `a vendor's name is small letters, digits and hyphens, such as acme or acme-pay, got "${name}"`
    throw new DubleError('bad_room', says, { name })
  }
  const home = await homeOf(flags)
  const folder = home?.folder ?? process.cwd()
  const { rooms, fixtures } = home ?? {
    rooms: path.join(folder, 'duble/rooms'),
    fixtures: path.join(folder, 'duble/fixtures'),
  }
  const other = (await roomFolders(rooms)).get(name)
  if (other !== undefined) {
    throw new DubleError('bad_room', `there is a room "${name}" already: ${shortPath(other)}`, { name })
  }
  const templates = await readdir(path.join(TEMPLATES, 'room'))
  const worlds = await readdir(path.join(TEMPLATES, 'fixtures'))
  const files = await Promise.all([
    ...templates.map((file) => filled(`room/${file}`, path.join(rooms, name, file), name)),
    ...worlds.map((file) => filled(`fixtures/${file}`, path.join(fixtures, name, file), name)),
  ])
  const homeFile = { file: path.join(folder, HOME_FILE), text: '# What this project says of Dublê.\n' }
  // Rooms are modules, whatever the project's own files are.
  const modules = { file: path.join(rooms, 'package.json'), text: '{ "private": true, "type": "module" }\n' }
  say(await writeNew([...(home === undefined ? [homeFile] : []), modules, ...files]))
  const listed = home === undefined || home.vendors.length === 0 || home.vendors.includes(name)
  say(`
Next:${listed ? '' : `\n  add ${name} to "vendors" in ${shortPath(home.file)}`}
  npx duble start ${name}
  curl 'http://localhost:4010/${name}/orders' -H 'token: ${name}-token'
  npx duble check
Then put what its document says into ${shortPath(path.join(rooms, name, 'api.ts'))}.`)
}

async function filled(template: string, file: string, name: string): Promise<NewFile> {
  const text = await readFile(path.join(TEMPLATES, template), 'utf8')
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`
  return { file, text: text.replaceAll('acme', name).replaceAll('Acme', title) }
}
