import 'reflect-metadata'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'

/** What a port needs to speak HTTPS, and what its clients need to believe it; everything in PEM. */
export interface Certificates {
  readonly key: string
  /** The port's certificate. */
  readonly cert: string
  /** The authority that signed it: made for this run, and its key is forgotten at once. */
  readonly ca: string
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR
/** Whom everybody on this machine may ask. */
const LOOPBACK = ['localhost', '127.0.0.1', '::1']

/**
 * Makes an authority and a certificate for the loopback names.
 *
 * @param now epoch milliseconds: the machine's own time, for clients look at theirs, not at a world's
 * @param hosts further names or addresses of the port
 * @example const { key, cert, ca } = await makeCertificates(createClock().now())
 */
export async function makeCertificates(now: number, hosts: readonly string[] = []): Promise<Certificates> {
  const { subtle } = globalThis.crypto
  const newKeys = () => subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const [authority, port] = await Promise.all([newKeys(), newKeys()])
  // An hour back, for a client whose clock is behind ours.
  const valid = { notBefore: new Date(now - HOUR), notAfter: new Date(now + YEAR) }
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Duble CA of one run',
    keys: authority,
    signingAlgorithm: ALGORITHM,
    ...valid,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authority.publicKey),
    ],
  })
  const bare = hosts.map((host) => host.replace(/^\[(.*)\]$/, '$1')) // as a URL writes an IPv6 address
  const names = [...new Set([...LOOPBACK, ...bare])].map((host) => ({
    type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const),
    value: host,
  }))
  const cert = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: ca.subject,
    signingKey: authority.privateKey,
    publicKey: port.publicKey,
    signingAlgorithm: ALGORITHM,
    ...valid,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names),
      await x509.SubjectKeyIdentifierExtension.create(port.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
    ],
  })
  const pkcs8 = await subtle.exportKey('pkcs8', port.privateKey)
  return {
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    cert: cert.toString('pem'),
    ca: ca.toString('pem'),
  }
}
