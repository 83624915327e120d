import { execFile } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { declared } from '../cli/declared.ts'
import { Running } from '../cli/run.ts'
import { folderOf } from '../scenarios/support.ts'
import { type Loose, mountMap, yamlOf } from './support.ts'

const [github] = await yamlOf('samples/github-workflow.yml')
const [gitlab] = await yamlOf('samples/gitlab-ci.yml')
const kubernetes = await yamlOf('samples/kubernetes.yaml')
const ofKind = (kind: string): Loose => kubernetes.find((one) => one.kind === kind)
const pod = ofKind('Deployment').spec.template.spec
const [container] = pod.containers

/** Runs lines of a shell, in which http://duble:4010 is a Dublê that listens elsewhere. */
async function shell(lines: readonly string[], port: string, env: Readonly<Record<string, string>>) {
  await using home = await folderOf({ '.curlrc': `connect-to = "duble:4010:127.0.0.1:${port}"\n` })
  const options = { cwd: home.folder, env: { ...process.env, ...env, CURL_HOME: home.folder } }
  return await new Promise<{ code: number; out: string }>((resolve) => {
    execFile('bash', ['-ec', lines.join('\n')], options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
    )
  })
}

describe('the samples', () => {
  it('set variables that there are, and name one port', async () => {
    const known = new Set(
      (await declared()).flatMap(([, { options }]) => options.map(({ envVar }) => envVar)),
    )
    known.add('DUBLE_ADMIN_TOKEN') // is read where it is used, and never by a flag of `start`
    const service = github.jobs.service
    const set = [
      ...Object.keys(service.services.duble.env),
      ...Object.keys(service.env),
      ...Object.keys(gitlab.contracts.services[0].variables),
      ...Object.keys(gitlab.contracts.variables),
      ...container.env.map(({ name }: { name: string }) => name),
    ].filter((name) => name.startsWith('DUBLE_'))
    expect(set.length).toBeGreaterThan(5)
    expect(set.filter((name) => !known.has(name))).toEqual([])
    expect(service.services.duble.ports).toEqual(['4010:4010'])
    expect(container.ports).toEqual([{ name: 'http', containerPort: 4010 }])
    expect(ofKind('Service').spec.ports).toEqual([{ name: 'http', port: 4010, targetPort: 'http' }])
    const urls = JSON.stringify([github, gitlab]).match(/http:\/\/[\w.]+:\d+/g) ?? []
    expect([...new Set(urls)].sort()).toEqual(['http://duble:4010', 'http://localhost:4010'])
  })

  it('show the action with inputs that it has', async () => {
    const [action] = await yamlOf('action.yml')
    const used = Object.values<Loose>(github.jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses = '' }) => uses.includes('/duble@'))
    expect(used).toHaveLength(2)
    for (const { with: inputs } of used) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)))
      expect(inputs.command).toMatch(/^(?:run|scenario)$/)
    }
  })

  it('of GitLab gates a job by the verdict', async () => {
    const { services, variables, script } = gitlab.contracts
    const [service] = services
    const env = { ...service.variables, DUBLE_HOST: '0.0.0.0', DUBLE_PORT: '0' }
    await using running = new Running(service.command, { env })
    const [, port = ''] = await running.until(/:(\d+) · admin API/)
    const ask = (path: string): string => `curl -sS "$ZEN_URL${path}" -H 'token: zen-token'`
    const lines = (path: string): string[] =>
      script.map((line: string) => line.replace('make test', ask(path)))
    expect(script.join()).toContain('make test')
    const good = await shell(lines('/api/totais_lead?data=2018-01-01'), port, variables)
    expect([good.code, good.out]).toEqual([0, expect.stringContaining('"usuarios"')])
    const remove = `curl -sS -X DELETE http://duble:4010/__admin/worlds/job -H "Authorization: Bearer $DUBLE_ADMIN_TOKEN"`
    const bad = await shell([remove, ...lines('/api/totais_leads')], port, variables)
    expect([bad.code, bad.out]).toEqual([22, expect.stringContaining('no_operation')])
    const failing = script.map((line: string) => line.replace('make test', '(exit 3)'))
    const failed = await shell([remove, ...failing], port, variables)
    expect([failed.code, failed.out]).toEqual([3, expect.stringContaining('"verdict":"fail"')])
  })

  it('of GitHub asks for the verdict when the tests have failed too', () => {
    const verdict = github.jobs.service.steps.find(({ run = '' }: Loose) => run.includes('/verdict'))
    expect(verdict.if).toMatch(/!cancelled\(\)/)
  })

  it('of Kubernetes starts from its ConfigMap, is well for its probes, and reads a new version', async () => {
    const { data } = ofKind('ConfigMap')
    const volume = pod.volumes[0].configMap
    expect(volume.name).toBe(ofKind('ConfigMap').metadata.name)
    const files = (change: (text: string) => string): Record<string, string> =>
      Object.fromEntries(
        volume.items.map(({ key, path: place }: Record<string, string>) => [
          place,
          change(data[key as string] as string),
        ]),
      )
    await using map = await mountMap(files((text) => text))
    const set = container.env.filter(({ value }: Loose) => value !== undefined)
    const env = Object.fromEntries(set.map(({ name, value }: Loose) => [name, value]))
    await using running = new Running(container.args, {
      cwd: map.folder,
      env: { ...env, DUBLE_HOST: '0.0.0.0', DUBLE_PORT: '0', DUBLE_ADMIN_TOKEN: 'secret' },
    })
    const [, port = ''] = await running.until(/:(\d+) · admin API/)
    await running.until(/^watching .*shift\.yaml/m)
    for (const probe of [container.readinessProbe, container.livenessProbe]) {
      expect(probe.httpGet.port).toBe('http')
      expect((await fetch(`http://127.0.0.1:${port}${probe.httpGet.path}`)).status).toBe(200)
    }
    const admin = await shell(
      ['curl -sS http://duble:4010/__admin/worlds/default/vendors -H "Authorization: Bearer secret"'],
      port,
      {},
    )
    expect(JSON.parse(admin.out).vendors.map(({ name }: { name: string }) => name)).toEqual([
      'crm-zen',
      'vocom',
    ])
    const agents = async (): Promise<string> => {
      const call = new Running(
        [
          'call',
          'vocom/get_agent_list',
          'queue=FILA_VENDAS',
          '--url',
          `http://127.0.0.1:${port}`,
          '--example',
        ],
        {
          cwd: map.folder,
          env: { DUBLE_ADMIN_TOKEN: 'secret', DUBLE_URL: '', DUBLE_ADMIN_URL: '', DUBLE_WORLD: '' },
        },
      )
      return (await call.done).out
    }
    expect(await agents()).toContain('EVA')
    await map.swap(files((text) => text.replace('EVA', 'LIA')))
    await running.until(/vocom starts anew from it/)
    expect(await agents()).toContain('LIA')
  })
})
