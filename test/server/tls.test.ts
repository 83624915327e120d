import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Agent, get } from 'node:https'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { createClock } from '#engine'
import { makeCertificates } from '../../src/server/certificates.ts'
import { startCli } from '../cli/run.ts'
import { onTheWire, send } from '../support.ts'
import { journalOf } from './support.ts'

/** Asks over TLS, believing one authority. */
const ask = (url: string, ca: string | undefined, servername?: string) =>
  new Promise<{ status: number | undefined; body: string; peer: PeerCertificate }>((resolve, reject) => {
    const agent = new Agent({ keepAlive: false })
    const options = { ca, agent, headers: { token: 'zen-token' }, ...(servername ? { servername } : {}) }
    const asked = get(url, options, async (answer) => {
      const peer = (answer.socket as TLSSocket).getPeerCertificate()
      resolve({ status: answer.statusCode, body: (await answer.toArray()).join(''), peer })
    })
    asked.on('error', reject)
  })

const failure = (asking: Promise<unknown>): Promise<string | undefined> =>
  asking.then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code,
  )

/** OpenSSL's words for a chain that ends in nobody known. */
const UNBELIEVED = /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_SIGNATURE_FAILURE)$/

describe('a port that speaks HTTPS', () => {
  it('answers a client that believes the authority, under each loopback name', async () => {
    await using duble = await onTheWire({ tls: true, vendors: ['crm-zen'] })
    expect(duble.url).toMatch(/^https:\/\/localhost:\d+$/)
    expect(duble.vendor('crm-zen').url).toBe(`${duble.url}/crm-zen`)
    const { status, body, peer } = await ask(`${duble.url}/healthz`, duble.ca)
    expect([status, body]).toEqual([200, 'ok\n'])
    expect(peer.subjectaltname).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
    const byAddress = duble.url.replace('localhost', '127.0.0.1')
    const day = await ask(`${byAddress}/crm-zen/api/totais_lead?data=2018-01-01`, duble.ca)
    expect([day.status, JSON.parse(day.body).data]).toEqual([200, '2018-01-01'])
  })

  it('is not believed by a client that was given no authority, or another’s, or asks for another name', async () => {
    await using duble = await onTheWire({ tls: true, vendors: ['crm-zen'] })
    const { ca: others } = await makeCertificates(createClock().now())
    const url = `${duble.url}/healthz`
    expect(await failure(ask(url, undefined))).toMatch(UNBELIEVED)
    expect(await failure(ask(url, others))).toMatch(UNBELIEVED)
    expect(await failure(ask(url, duble.ca, 'smartspace.example.com'))).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  })

  it('journals a client that speaks HTTP to it, and goes on', async () => {
    await using duble = await onTheWire({ tls: true, vendors: ['crm-zen'] })
    await expect(fetch(`${duble.url.replace('https', 'http')}/healthz`)).rejects.toThrow()
    expect(await journalOf(duble)).toEqual([
      '400 ? ? null.null: this port speaks HTTPS: write https:// in the URL',
    ])
    expect((await ask(`${duble.url}/healthz`, duble.ca)).status).toBe(200)
  })

  it('has an authority of its own on each start', async () => {
    await using one = await onTheWire({ tls: true, vendors: ['crm-zen'] })
    await using two = await onTheWire({ tls: true, vendors: ['crm-zen'] })
    expect(one.ca).not.toBe(two.ca)
    expect(await failure(ask(`${one.url}/healthz`, two.ca))).not.toBeUndefined()
  })

  it('has a certificate for further names that it is given', async () => {
    const { ca, cert } = await makeCertificates(createClock().now(), ['duble.internal', '10.0.0.7'])
    const port = new X509Certificate(cert)
    expect(port.checkHost('duble.internal')).toBe('duble.internal')
    expect(port.checkIP('10.0.0.7')).toBe('10.0.0.7')
    expect(port.checkHost('example.com')).toBeUndefined()
    const authority = new X509Certificate(ca)
    expect([authority.ca, port.ca, port.checkIssued(authority), port.verify(authority.publicKey)]).toEqual([
      true,
      false,
      true,
      true,
    ])
  })

  it('is not one without tls: no authority, plain HTTP', async () => {
    await using duble = await onTheWire({ vendors: ['crm-zen'] })
    expect([duble.ca, duble.url.startsWith('http://')]).toEqual([undefined, true])
    expect((await send(duble, '/healthz')).status).toBe(200)
  })
})

describe('duble start --tls', () => {
  it('prints the file of its authority in one line, and commands that use it; the file goes with it', async () => {
    const { running, url } = await startCli('crm-zen', '--tls')
    await using _running = running
    const [, file = ''] = await running.until(/^CA (\/.+\.pem)$/m)
    expect(url).toMatch(/^https:/)
    expect(running.out).toContain(`curl --cacert ${file} '${url}/crm-zen/api/totais_lead?data=2018-01-01'`)
    expect(running.out).toContain(`NODE_EXTRA_CA_CERTS=${file} npx duble clock +5m --url ${url}\n`)
    expect((await ask(`${url}/healthz`, await readFile(file, 'utf8'))).status).toBe(200)
    running.child.kill('SIGTERM')
    await running.done
    expect(existsSync(file)).toBe(false)
  })
})
