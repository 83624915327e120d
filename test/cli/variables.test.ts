import type { Option } from 'commander'
import { describe, expect, it } from 'vitest'
import { folderOf } from '../scenarios/support.ts'
import { declared } from './declared.ts'
import { duble, dubleIn, Running } from './run.ts'

/** Flags without a variable of their own, and why. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  'say how one answer is printed, to somebody who reads it': [
    'list --json',
    'list --states',
    'ledger --json',
    ...['class', 'section', 'option', 'grep', 'met', 'never-met', 'coverage'].map(
      (flag) => `ledger --${flag}`,
    ),
    'env --format',
    'coverage --json',
    ...['clock', 'state', 'fault', 'options', 'reset', 'tail', 'call'].map((verb) => `${verb} --json`),
    'tail --vendor',
    'tail --lines',
    'tail --no-follow',
    'verify mine --example-data',
  ],
  'are part of one order': [
    'fault --times',
    'fault --after',
    'fault --probability',
    'fault --credential',
    'fault --clear',
    'call --as',
    'call --example',
    'import --vendor',
    'import --keep',
    'import --anew',
    'probe --yes-ask-the-real-vendor', // is said each time anew
    'probe --with',
    'probe --only',
    'probe --accept',
    'probe --issue',
    'scenario record --title',
    'scenario record --force', // is said each time anew
  ],
  'change files of the user’s': ['schema --write', 'openapi --write', 'import --apply'],
}

/** Flags whose variable is named by whom it belongs to. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'verify --broker': 'PACT_BROKER_BASE_URL',
}

describe('every flag', () => {
  it('can be set by a variable that has its name, behind that of its command or not', async () => {
    const all = (await declared()).flatMap(([command, { options }]) =>
      options.map((option): [string, string, Option] => [command, `${command} ${option.long}`, option]),
    )
    expect(all.length).toBeGreaterThan(80)
    const excepted = Object.values(WITHOUT).flat()
    const wrong = all.flatMap(([command, flag, { long = '', envVar, description }]) => {
      const named = `DUBLE_${long.slice(2).toUpperCase().replaceAll('-', '_')}`
      const own = named.replace('DUBLE_', `DUBLE_${command.split(' ').at(-1)?.toUpperCase()}_`)
      // A default that is a variable is read where all of Dublê reads it.
      if (envVar === undefined) {
        return excepted.includes(flag) || /\(default: [^)]*\$DUBLE_/.test(description) ? [] : [flag]
      }
      const right = OTHERWISE[flag] === undefined ? [named, own] : [OTHERWISE[flag]]
      return right.includes(envVar) ? [] : [`${flag} by ${envVar}`]
    })
    expect(wrong).toEqual([])
    const flags = all.map(([, flag]) => flag)
    const known = new Set(all.map(([command]) => command))
    const gone = [...excepted, ...Object.keys(OTHERWISE)].filter(
      (flag) => known.has(flag.replace(/ --.*/, '')) && !flags.includes(flag),
    )
    expect(gone).toEqual([])
  })

  it('is named with its variable in the help', async () => {
    const { out } = await duble('scenario', '--help')
    expect(out.replace(/\s+/g, ' ')).toContain('how many play at once (default: "8", env: DUBLE_JOBS)')
  })
})

describe('a variable for a flag that may be given several times', () => {
  it('takes several with commas between, and a comma in a name is no end of it', async () => {
    const env = {
      DUBLE_VENDOR: 'crm-zen, vocom',
      DUBLE_STATE: 'vocom/DEV is on a break,crm-zen/zen-token has just asked',
      DUBLE_FIXTURE: 'vocom=default, crm-zen=default',
    }
    const print =
      'console.log(Object.keys(process.env).filter((name) => /^DUBLE_\\w+_URL$/.test(name)).sort().join(" "))'
    const { out, err } = await dubleIn({ env }, 'run', '--quiet', '--', process.execPath, '-e', print)
    expect(err).toBe('')
    expect(out).toBe('DUBLE_ADMIN_URL DUBLE_CRM_ZEN_URL DUBLE_VOCOM_URL\n')
    const wrong = { ...env, DUBLE_STATE: 'vocom/on a break, or off' }
    expect((await dubleIn({ env: wrong }, 'run', '--quiet', '--', 'true')).err).toContain(
      '"on a break, or off"',
    )
  })

  it('gives way to the flag itself', async () => {
    const env = { DUBLE_FIXTURE: 'vocom=none' }
    expect((await dubleIn({ env }, 'run', '--quiet', '--', 'true')).err).toContain('"none"')
    expect(await dubleIn({ env }, 'run', '--quiet', '-f', 'vocom=default', '--', 'true')).toEqual({
      code: 0,
      out: '',
      err: '',
    })
  })
})

describe('a variable for a flag that is set or not', () => {
  it('sets it or not, negations too', async () => {
    const env = { DUBLE_NO_WATCH: '0', DUBLE_PORT: '0', DUBLE_NO_HOME: 'false' }
    await using running = new Running(['start', 'crm-zen'], { env })
    await running.until(/watching fixtures/)
    await using files = await folderOf({ 'duble.yaml': 'vendors: [crm-zen]\n' })
    const without = { cwd: files.folder, env: { DUBLE_NO_HOME: 'yes' } }
    expect((await dubleIn(without, 'scenario')).err).toMatch(
      /there is no duble\.yaml that says where they are\n$/,
    )
  })

  it('is the flag’s, and not what Kubernetes tells the neighbours of a service "duble" by the same name', async () => {
    const env = { DUBLE_PORT: 'tcp://10.0.0.1:4010', DUBLE_PORT_4010_TCP: 'tcp://10.0.0.1:4010' }
    const { out, err } = await dubleIn({ env: { ...env, DUBLE_URL: '' } }, 'health')
    expect(out + err).toMatch(/http:\/\/localhost:4010 (?:is well|does not answer|answers)/)
  })

  it('--allowed-hosts lets a name in to the admin API, by variable too', async () => {
    const env = { DUBLE_ALLOWED_HOSTS: 'duble, duble.test', DUBLE_PORT: '0' }
    await using running = new Running(['start', 'crm-zen'], { env })
    const [, port = ''] = await running.until(/http:\/\/localhost:(\d+) · admin API/)
    const statusOf = async (host: string): Promise<string> => {
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      const { connect } = await import('node:net')
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(`GET /__admin/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
      )
      let text = ''
      socket.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      socket.once('close', () => resolve(text.slice(9, 12)))
      socket.once('error', reject)
      return promise
    }
    expect(await statusOf(`duble:${port}`)).toBe('200')
    expect(await statusOf('duble.test')).toBe('200')
    expect(await statusOf('other.test')).toBe('403')
  })
})
