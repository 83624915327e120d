import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

/** Puts the authority where clients can read it, such as through NODE_EXTRA_CA_CERTS or `curl --cacert`, until we end. */
export function keepAuthority(pem: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'duble-ca-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'ca.pem')
  writeFileSync(file, pem)
  return file
}

/** Believes the authority in this process, and tells a command how to: beside those that it is told to believe already. */
export function trust(pem: string): Record<string, string> {
  setDefaultCACertificates([...getCACertificates('default'), pem])
  const others = process.env['NODE_EXTRA_CA_CERTS'] ?? ''
  const known = existsSync(others) ? readFileSync(others, 'utf8') : '' // Node itself only warns of one that is not there
  return { NODE_EXTRA_CA_CERTS: keepAuthority(`${known}\n${pem}`), DUBLE_CA: keepAuthority(pem) }
}
