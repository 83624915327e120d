import { describe, expect, it } from 'vitest'
import type { Duble } from '../../src/index.ts'
import { Running } from './run.ts'
import { on, open } from './running.ts'

describe('duble tail', () => {
  const zen = ({ url }: Duble, day: string) =>
    fetch(`${url}/crm-zen/api/totais_lead?data=${day}`, { headers: { token: 'zen-token' } })

  it('shows the latest requests in one line each, with outcome and ledger rows', async () => {
    await using running = await open()
    for (const day of ['2018-01-01', '2018-01-02', '2018-01-03']) await zen(running, day)
    const { out } = await on(running, 'tail', '-n', '2', '--no-follow')
    expect(out.replace(/\d+\.\d ms/g, '1.0 ms').replace(/\[[^\]]+\]/g, '[rows]')).toMatch(
      /^09:00:00 429 GET \/crm-zen\/api\/totais_lead\?data=2018-01-02 crm-zen\/totals\.too_many_requests \[rows\] 1\.0 ms · [^\n]+\n09:00:00 429 [^\n]+\n$/,
    )
  })

  it('goes on with what comes, also after a reset, and tells nothing twice', async () => {
    await using running = await open()
    await zen(running, '2018-01-01')
    await using tail = new Running(['tail', '--json', '--url', running.url])
    await tail.until(/2018-01-01/)
    await zen(running, '2018-01-02')
    await tail.until(/2018-01-02/)
    await running.reset()
    await zen(running, '2018-01-03')
    await tail.until(/2018-01-03/)
    const days = tail.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).path.slice(-2))
    expect(days).toEqual(['01', '02', '03'])
  })

  it('misses nothing where a reset is followed by as many requests, at the same time by the world’s clock', async () => {
    await using running = await open()
    await zen(running, '2018-01-01')
    await using tail = new Running(['tail', '--json', '--url', running.url])
    await tail.until(/2018-01-01/)
    await running.reset()
    await zen(running, '2018-01-02')
    await tail.until(/2018-01-02/)
    await running.reset()
    await zen(running, '2018-01-03')
    await zen(running, '2018-01-04')
    await tail.until(/2018-01-04/)
    const days = tail.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).path.slice(-2))
    expect(days).toEqual(['01', '02', '03', '04'])
  })

  it('shows one vendor alone', async () => {
    await using running = await open()
    await zen(running, '2018-01-01')
    expect(await on(running, 'tail', '--vendor', 'vocom', '--no-follow')).toEqual({
      code: 0,
      out: '',
      err: '',
    })
  })

  it('says that Dublê has ended', async () => {
    const running = await open()
    await zen(running, '2018-01-01')
    await using tail = new Running(['tail', '--url', running.url])
    await tail.until(/2018-01-01/)
    await running.close()
    const { code, err } = await tail.done
    expect([code, err]).toEqual([
      1,
      `duble: no Dublê answers at ${running.url}: start one with \`duble start\`, or name it with --url\n`,
    ])
  })
})
