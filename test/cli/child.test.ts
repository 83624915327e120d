import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { duble, Running } from './run.ts'

describe('duble run and its command', () => {
  // What still holds the output keeps it open: that it ends proves that nothing was left behind.
  it('leaves behind nothing that the command started and did not wait for', { timeout: 10_000 }, async () => {
    expect(await duble('run', '-q', '--', 'sh', '-c', 'sleep 60 & exit 4')).toMatchObject({
      code: 4,
      out: '',
    })
  })

  it('ends with a sleeping child of npm on SIGTERM', { timeout: 10_000 }, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'duble-run-'))
    const scripts = { wait: 'echo up && sleep 60; echo never' }
    await writeFile(path.join(folder, 'package.json'), JSON.stringify({ scripts }))
    await using running = new Running(['run', '-q', '--', 'npm', 'run', 'wait'], { cwd: folder })
    await running.until(/^up$/m)
    running.child.kill('SIGTERM')
    const { code, out } = await running.done
    expect(code).not.toBe(0)
    expect(out).not.toMatch(/^never$/m)
    await rm(folder, { recursive: true })
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'passes %s on once, and ends as the command does',
    async (signal) => {
      const code = `process.on('${signal}', () => { console.log('told'); setTimeout(() => process.exit(7), 300) })
      setInterval(() => {}, 1000)
      console.log('up')`
      await using running = new Running(['run', '-q', '--', process.execPath, '-e', code])
      await running.until(/up/)
      running.child.kill(signal)
      expect(await running.done).toMatchObject({ code: 7, out: 'up\ntold\n' })
    },
  )

  it('ends everything at once on the same signal again', async () => {
    const code =
      "process.on('SIGTERM', () => console.log('told')); setInterval(() => {}, 1000); console.log('up')"
    await using running = new Running(['run', '-q', '--', process.execPath, '-e', code])
    await running.until(/up/)
    running.child.kill('SIGTERM')
    await running.until(/told/)
    running.child.kill('SIGTERM')
    expect((await running.done).code).toBe(137)
  })
})
