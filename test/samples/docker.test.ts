import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { validate } from 'dockerfile-utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, Running } from '../cli/run.ts'

const text = await readFile(path.join(ROOT, 'Dockerfile'), 'utf8')

/** Instructions with their arguments, lines joined. */
const instructions = text
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): [string, string] => [line.split(' ', 1)[0] as string, line.replace(/^\S+ /, '')])

/** What an instruction says, of the last stage where several say it. */
const last = (name: string): string => instructions.findLast(([each]) => each === name)?.[1] ?? ''

// There is no container engine where these tests run: the image itself is not built. What the instructions do is done
// here without one: the context is copied, the package built and started by the image's own command and variables.
describe('the Dockerfile', () => {
  it('has nothing to complain of for a linter', () => {
    expect(validate(text)).toEqual([])
    expect(validate(text.replace('EXPOSE', 'EXPOSES'))).toHaveLength(1)
  })

  it('is slim, runs as nobody in particular, and says where it listens and whether it is well', () => {
    for (const [name, image] of instructions.filter(([each]) => each === 'FROM')) {
      expect(`${name} ${image}`).toMatch(/^FROM node:24-slim\b/)
    }
    expect(last('USER')).toBe('node')
    expect(last('EXPOSE')).toBe('4010')
    expect(last('ENV')).toBe('NODE_ENV=production DUBLE_HOST=0.0.0.0')
    expect(last('HEALTHCHECK')).toMatch(/ CMD \["duble", "health"\]$/)
    expect([last('ENTRYPOINT'), last('CMD')]).toEqual(['["duble"]', '["start"]'])
  })

  it('lets no script of a dependency run', () => {
    const npm = instructions.flatMap(([name, says]) => (name === 'RUN' ? says.split(' && ') : []))
    for (const command of npm.filter((each) => each.startsWith('npm '))) {
      expect(command).toContain('--ignore-scripts')
    }
  })

  describe('done without an engine', { timeout: 60_000 }, () => {
    let house: string

    beforeAll(async () => {
      house = await mkdtemp(path.join(tmpdir(), 'duble-image-'))
      const context = path.join(house, 'src')
      const ignored = (await readFile(path.join(ROOT, '.dockerignore'), 'utf8')).trim().split('\n')
      expect(ignored[0]).toBe('*')
      for (const line of ignored.slice(1)) {
        const name = line.replace(/^!/, '')
        await cp(path.join(ROOT, name), path.join(context, name), { recursive: true })
      }
      await symlink(path.join(ROOT, 'node_modules'), path.join(context, 'node_modules'))
      await promisify(execFile)(process.execPath, ['tools/build.ts', path.join(house, 'dist')], {
        cwd: context,
      })
      await symlink(path.join(ROOT, 'node_modules'), path.join(house, 'dist/node_modules'))
    }, 60_000)
    afterAll(() => rm(house, { recursive: true, force: true }))

    it('starts, is well by its own health check, reads a project that is mounted, and ends on SIGTERM', async () => {
      const project = await mkdtemp(path.join(house, 'project-'))
      await writeFile(path.join(project, 'duble.yaml'), 'vendors: [crm-zen]\n')
      const env = Object.fromEntries(
        last('ENV')
          .split(' ')
          .map((pair) => pair.split('=') as [string, string]),
      )
      const [, main = ''] = /ln -s \/opt\/duble(\S+) \/usr\/local\/bin\/duble/.exec(last('RUN')) ?? []
      const place = { cwd: project, env: { ...env, DUBLE_PORT: '0' }, main: path.join(house, 'dist', main) }
      await using running = new Running(JSON.parse(last('CMD')), place)
      const [, port = ''] = await running.until(/http:\/\/localhost:(\d+) · admin API/)
      await running.until(/crm-zen {2}http/)
      expect(running.out).not.toContain('vocom')
      const [, check = ''] = / CMD (\[.*\])$/.exec(last('HEALTHCHECK')) ?? []
      const [, ...args] = JSON.parse(check) as string[]
      const health = new Running(args, { ...place, env: { ...env, DUBLE_PORT: port } })
      expect(await health.done).toEqual({ code: 0, out: `http://localhost:${port} is well\n`, err: '' })
      running.child.kill('SIGTERM')
      expect((await running.done).code).toBe(0)
    })
  })
})
