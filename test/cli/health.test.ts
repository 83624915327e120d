import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { dubleIn, type Finished } from './run.ts'

const health = (env: Readonly<Record<string, string>>, ...args: string[]): Promise<Finished> =>
  dubleIn(
    { env: { DUBLE_URL: '', DUBLE_HOST: '', DUBLE_PORT: '', DUBLE_TLS: '', ...env } },
    'health',
    ...args,
  )

describe('duble health', () => {
  it('says in one line that a Dublê is well, and ends with 0', async () => {
    await using duble = await startDuble({ port: 0 })
    const well = { code: 0, out: `${duble.url} is well\n`, err: '' }
    expect(await health({}, '--url', duble.url)).toEqual(well)
    expect(await health({}, '--url', `${duble.url}/w/some-world`)).toEqual(well)
    expect(await health({ DUBLE_URL: duble.url })).toEqual(well)
  })

  it('looks where `start` listens by the same variables, whatever the host, HTTPS too', async () => {
    await using duble = await startDuble({ port: 0, host: '0.0.0.0', adminToken: 'x', tls: true })
    const { port } = new URL(duble.url)
    expect(await health({ DUBLE_PORT: port, DUBLE_HOST: '0.0.0.0', DUBLE_TLS: '1' })).toEqual({
      code: 0,
      out: `https://localhost:${port} is well\n`,
      err: '',
    })
  })

  it('ends with 1 where nobody answers, or somebody else', async () => {
    const { url } = await startDuble({ port: 0 }).then(async (duble) => {
      await duble.close()
      return duble
    })
    expect(await health({}, '--url', url)).toEqual({
      code: 1,
      out: '',
      err: `duble: ${url} does not answer: ECONNREFUSED\n`,
    })
    const other = createHttp((_request, response) => response.end('<html>ok</html>')).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const place = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    expect((await health({}, '--url', place)).err).toBe(`duble: ${place} answers HTTP 200, and is no Dublê\n`)
    other.close()
    expect((await health({}, '--url', 'here')).err).toMatch(/^duble: "here" is no URL of a Dublê: /)
  })

  it('waits three seconds for one that says nothing', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const place = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    expect((await health({}, '--url', place)).err).toBe(
      `duble: ${place} does not answer: nothing came for 3 s\n`,
    )
    silent.close()
  })
})
