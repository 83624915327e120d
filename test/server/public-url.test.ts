import { once } from 'node:events'
import tls from 'node:tls'
import { describe, expect, it } from 'vitest'
import { startDuble } from '../../src/index.ts'
import { raw } from './support.ts'

/** Asks the admin API on the wire as a client that came by this Host. */
async function askedBy(host: string, port: number, ask: string, body = '') {
  const head = `${ask} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Length: ${body.length}`
  const heard = await raw({ url: `http://localhost:${port}` }, `${head}\r\n\r\n${body}`)
  return { status: heard.status, body: JSON.parse(heard.body) }
}

describe('a port on every address', () => {
  it.each(['0.0.0.0', '::'])('is told as localhost, which its admin API lets in: %s', async (host) => {
    await using duble = await startDuble({ port: 0, host, adminToken: 'x', vendors: ['crm-zen'] })
    expect(duble.url).toMatch(/^http:\/\/localhost:\d+$/)
    const headers = { authorization: 'Bearer x' }
    const { vendors } = await (await fetch(`${duble.url}/__admin/vendors`, { headers })).json()
    expect(vendors[0].url).toBe(`${duble.url}/crm-zen`)
    const opened = await fetch(`${duble.url}/__admin/worlds`, { method: 'POST', headers })
    const world = await opened.json()
    expect(world.url).toBe(`${duble.url}/w/w1`)
    expect((await fetch(world.admin, { headers })).status).toBe(200)
  })
})

describe('a public URL', () => {
  const PUBLIC = 'https://mocks.example.com:8443'

  it('stands in every URL that is told, and its name is let in to the admin API', async () => {
    const port = await freePort()
    await using duble = await startDuble({ port, publicUrl: `${PUBLIC}/`, vendors: ['crm-zen'] })
    expect([duble.url, duble.vendor('crm-zen').url]).toEqual([PUBLIC, `${PUBLIC}/crm-zen`])
    const told = await askedBy('mocks.example.com:8443', port, 'GET /__admin/vendors')
    expect([told.status, told.body.vendors[0].url]).toEqual([200, `${PUBLIC}/crm-zen`])
    const opened = await askedBy('mocks.example.com:8443', port, 'POST /__admin/worlds', '{"id":"one"}')
    expect(opened.status).toBe(201)
    expect(opened.body).toMatchObject({
      url: `${PUBLIC}/w/one`,
      admin: `${PUBLIC}/__admin/worlds/one`,
      vendors: { 'crm-zen': { url: `${PUBLIC}/w/one/crm-zen` } },
    })
    const document = await askedBy('localhost', port, 'GET /__admin/openapi/crm-zen.json')
    expect(document.body.servers[0].url).toBe(`${PUBLIC}/crm-zen`)
    expect((await askedBy('other.example.com', port, 'GET /__admin/vendors')).status).toBe(403)
  })

  it.each([
    ['mocks.example.com', 'DNS:mocks.example.com'],
    ['[2001:db8::1]', 'IP Address:2001:DB8:0:0:0:0:0:1'],
  ])('is in the certificate of a port that speaks HTTPS: %s', async (host, name) => {
    const port = await freePort()
    await using duble = await startDuble({
      port,
      tls: true,
      publicUrl: `https://${host}`,
      vendors: ['crm-zen'],
    })
    const socket = tls.connect({ port, host: 'localhost', ca: duble.ca })
    await once(socket, 'secureConnect')
    expect(socket.getPeerCertificate().subjectaltname).toContain(`, ${name}`)
    socket.destroy()
  })

  it.each([
    ['mocks.example.com', ', got "mocks.example.com"'],
    ['ftp://mocks.example.com', ', got "ftp://mocks.example.com"'],
    ['http://mocks.example.com/duble', ', got "http://mocks.example.com/duble"'],
    ['http://mocks.example.com/?a=1', ', got "http://mocks.example.com/?a=1"'],
    ['http://me:secret@mocks.example.com', ''],
  ])('is an address with neither path nor secret: %s', async (publicUrl, got) => {
    await expect(startDuble({ publicUrl, vendors: ['crm-zen'] })).rejects.toThrow(
      `the public URL must be one like https://mocks.example.com:8443, with no path and no user${got}`,
    )
  })
})

/** A port that was free just now. */
async function freePort(): Promise<number> {
  await using duble = await startDuble({ port: 0, vendors: ['crm-zen'] })
  return Number(new URL(duble.url).port)
}
