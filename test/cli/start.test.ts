import { spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { COMPANY, VOCOM_KEY } from '../support.ts'
import { duble, fixtureCopy, ROOT, Running, startCli } from './run.ts'

const zen = (url: string, day = '2018-01-01'): Promise<Response> =>
  fetch(`${url}/crm-zen/api/totais_lead?data=${day}`, { headers: { token: 'zen-token' } })

describe('duble start', () => {
  it('prints vendors, credentials and a request that works as printed', async () => {
    const { running, url } = await startCli()
    await using _running = running
    const [, asked = '', header = '', value = ''] = await running.until(
      /curl '([^']+)' -H '([^:]+): ([^']+)'/,
    )
    expect(running.out.replace(/ +/g, ' ')).toContain(` crm-zen ${url}/crm-zen valid token zen-token\n`)
    expect(running.out).toContain('password e45c53c6-049f-474d-896a-8e891ec57473')
    expect((await fetch(asked, { headers: { [header]: value } })).status).toBe(200)
  })

  it('turns the 429 of a second request into a 200 by the command that it prints', async () => {
    const { running, url } = await startCli()
    await using _running = running
    expect((await zen(url)).status).toBe(200)
    expect((await zen(url)).status).toBe(429)
    const [, command = ''] = await running.until(/npx duble (clock .*)/)
    expect((await duble(...command.split(' '))).code).toBe(0)
    expect((await zen(url)).status).toBe(200)
  })

  it('logs each request in one line with outcome, ledger rows and the reason of a refusal', async () => {
    const { running, url } = await startCli('--clock', '2026-03-02T09:00:00-03:00')
    await using _running = running
    await zen(url)
    await running.until(/09:00:00 200 GET \/crm-zen\/api\/totais_lead\?data=2018-01-01 crm-zen\/totals\.ok /)
    await zen(url)
    const [line] = await running.until(/^.* 429 .*$/m)
    expect(line).toMatch(
      /^09:00:00 429 GET \/crm-zen\/api\/totais_lead\?data=2018-01-01 crm-zen\/totals\.too_many_requests \[Z-\d\d [^\]]*\] \d+\.\d ms · the last counted request was at 2026-03-02 09:00:00; 300 s are left of 300$/,
    )
  })

  it('names in that line the faults that a request met, and the operation', async () => {
    const { running, url } = await startCli('--clock', '2026-03-02T09:00:00-03:00')
    await using _running = running
    const under = (fault: string) => ({ headers: { token: 'zen-token', 'x-duble-fault': fault } })
    const path = `${url}/crm-zen/api/totais_lead?data=2018-01-01`
    await fetch(path, under('status=503, delay=1ms'))
    await running.until(/ 503 GET \S+ crm-zen\/totals \[-\] \d+\.\d ms · fault: status=503, delay=1ms\n/)
    await fetch(path, under('connection_reset')).catch(() => {})
    await running.until(
      / 200 GET \S+ crm-zen\/totals\.ok \[[^\]]+\] \d+\.\d ms · fault: connection_reset=before_head\n/,
    )
    await fetch(path, under('delay=1ms'))
    await running.until(
      / 429 GET \S+ crm-zen\/totals\.too_many_requests .* · fault: delay=1ms; the last counted request/,
    )
  })

  it('says nothing of requests under --quiet, and starts only the vendors named', async () => {
    const { running, url } = await startCli('vocom', '--quiet')
    await using _running = running
    const answer = await fetch(`${url}/crm-zen/api/totais_lead`)
    expect(answer.status).toBe(404)
    expect((await answer.json()).message).toBe(
      '/crm-zen/api/totais_lead names no vendor: there is no "crm-zen"; paths begin with /vocom/',
    )
    expect(running.out).not.toContain('404')
  })

  it('starts a vendor anew when its fixture changes, and goes on as before when the change is wrong', async () => {
    await using copy = await fixtureCopy('crm-zen', (text) => text)
    const { running, url } = await startCli('--fixture', `crm-zen=${copy.file}`)
    await using _running = running
    await running.until(/watching/)
    const text = await readFile(copy.file, 'utf8')
    await writeFile(copy.file, text.replace('nome: Ana Lima', 'nome: Bia Reis'))
    await running.until(/crm-zen\.yaml changed: crm-zen starts anew from it/)
    expect(await (await zen(url)).text()).toContain('"nome":"Bia Reis"')
    await writeFile(copy.file, text.replace('total_lead: 12', 'total_led: 12'))
    await running.until(/changed, but is wrong: crm-zen goes on as before/)
    expect(running.out).toContain('days.0.usuarios.0 has no field "total_led" (did you mean total_lead?)')
    expect((await zen(url)).status).toBe(429)
  })

  // The time is less than the ten seconds for which a finished connection would be kept alive.
  it('lets a running request finish on SIGTERM, then ends with 0', { timeout: 6000 }, async () => {
    await using copy = await fixtureCopy(
      'vocom',
      (text) => `${text}\noptions: { call_services.delay: 300ms }\n`,
    )
    const { running, url } = await startCli('--fixture', `vocom=${copy.file}`)
    await using _running = running
    const calling = fetch(`${url}/vocom/interact_cti/call/call_services/`, {
      method: 'POST',
      headers: { authorization: VOCOM_KEY },
      body: JSON.stringify({ agent: 'DEV', branch: '3000', to: '1199999999', company_id: COMPANY }),
    })
    await fetch(`${url}/healthz`)
    running.child.kill('SIGTERM')
    expect((await (await calling).json()).response.status).toBe('ok')
    expect((await running.done).code).toBe(0)
  })

  it('goes on as before when its fixture is gone, or is a file no more', async () => {
    await using copy = await fixtureCopy('crm-zen', (text) => text)
    const { running, url } = await startCli('--fixture', `crm-zen=${copy.file}`)
    await using _running = running
    await running.until(/watching/)
    await rm(copy.file)
    await running.until(/crm-zen\.yaml is gone: crm-zen goes on as before/)
    expect((await zen(url)).status).toBe(200)
  })

  it('serves on when nobody reads its lines any more', async () => {
    const { running, url } = await startCli()
    await using _running = running
    await running.until(/watching/)
    running.child.stdout?.destroy()
    for (const status of [200, 429, 429, 429]) expect((await zen(url)).status).toBe(status)
    expect(running.child.exitCode).toBeNull()
  })

  it('ends with the shell that npm started it in, for the shell passes no signal on', async () => {
    const script = `"${process.execPath}" src/cli/main.js start --port 0 --quiet & echo "pid $!"; wait`
    const env = { ...process.env, npm_lifecycle_event: 'start' }
    const shell = spawn('sh', ['-c', script], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
    let out = ''
    shell.stdout.on('data', (chunk) => {
      out += chunk
    })
    await expect.poll(() => out, { timeout: 15_000 }).toContain('watching')
    const url = /http:\S+/.exec(out)?.[0] ?? ''
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    shell.kill('SIGKILL')
    const stopped = () =>
      fetch(`${url}/healthz`)
        .then(() => 'up')
        .catch(() => 'down')
    await expect.poll(stopped, { timeout: 15_000 }).toBe('down')
  })

  it('says in one sentence that a port is in use', async () => {
    const { running, url } = await startCli()
    await using _running = running
    const { port } = new URL(url)
    expect(await duble('start', '--port', port)).toEqual({
      code: 1,
      out: '',
      err: `duble: port ${port} is in use: stop what runs there, or choose another with --port (0 takes any free one)\n`,
    })
  })

  it.each([
    [
      ['start', 'vocm'],
      'duble: there is no vendor "vocm" (did you mean vocom?): there are crm-zen, datacake, smartspace, vocalcontact, vocom\n',
    ],
    [
      ['start', '--fixture', 'vocom=defalt'],
      'duble: vocom has no fixture "defalt" (did you mean default?): fixtures/vocom has default, extremes\n',
    ],
    [
      ['start', '--fixture', 'vocom'],
      'duble: --fixture takes vendor=name, such as vocom=default, got "vocom"\n',
    ],
    [['start', '--port', 'x'], 'duble: --port takes a whole number from 0 to 65535, got "x"\n'],
    [
      ['start', '--clock', 'soon'],
      'duble: "soon" is not a time: write one like 2026-03-02T09:00:00-03:00 or 2026-03-02 09:00:00\n',
    ],
    [
      ['start', '--prot', '1'],
      "error: unknown option '--prot'\n(Did you mean --port?)\n(duble --help shows what there is)\n",
    ],
  ])('refuses %j with a sentence', async (args, err) => {
    expect(await duble(...args)).toEqual({ code: 1, out: '', err })
  })

  it('guards the admin API by a token when it listens beyond loopback', async () => {
    const { running } = await startCli('--host', '0.0.0.0', '--quiet')
    await using _running = running
    const [, token = ''] = await running.until(
      /Admin token \(send as "Authorization: Bearer …", or set DUBLE_ADMIN_TOKEN\): (\S+)/,
    )
    const [, port = ''] = await running.until(/http:\/\/localhost:(\d+)/)
    const admin = `http://127.0.0.1:${port}/__admin/health`
    expect((await fetch(admin)).status).toBe(401)
    expect((await fetch(admin, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)
  })

  it('repeats no token that it was given, and tells the public URL instead of its own', async () => {
    const env = {
      DUBLE_ADMIN_TOKEN: 'given-s3cret',
      DUBLE_HOST: '0.0.0.0',
      DUBLE_PORT: '0',
      DUBLE_PUBLIC_URL: 'http://mocks.test:8080/',
    }
    await using running = new Running(['start', 'crm-zen'], { env })
    await running.until(/watching/)
    expect(running.out).toContain(
      'The admin API asks for the token of DUBLE_ADMIN_TOKEN (send as "Authorization: Bearer …")\n',
    )
    expect(running.out).not.toContain('given-s3cret')
    expect(running.out).toContain(' · http://mocks.test:8080 · admin API at http://mocks.test:8080/__admin\n')
    expect(running.out).toContain('npx duble clock +5m --url http://mocks.test:8080\n')
    expect(running.out).not.toMatch(/http:\/\/(?!mocks\.test:8080)/)
  })
})
