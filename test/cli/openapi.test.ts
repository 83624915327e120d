import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { openProject } from './project.ts'
import { duble } from './run.ts'

describe('duble openapi', () => {
  it('prints a vendor, as JSON or YAML, with the server that is named', async () => {
    const json = await duble('openapi', 'crm-zen', '--no-home', '--url', 'http://localhost:9999/w/monday/')
    const yaml = await duble(
      'openapi',
      'crm-zen',
      '--no-home',
      '--url',
      'http://localhost:9999/w/monday',
      '--format',
      'yaml',
    )
    expect(JSON.parse(json.out).servers).toEqual([{ url: 'http://localhost:9999/w/monday/crm-zen' }])
    expect(parse(yaml.out)).toEqual(JSON.parse(json.out))
    // Readers of YAML 1.1 would take a bare one for a date.
    expect(yaml.out).toContain('example: "2018-01-01"')
  })

  it('lists what it would write where no vendor is named', async () => {
    const { out } = await duble('openapi', '--no-home')
    expect(out.split('\n')[0]).toBe('crm-zen: contracts/openapi/crm-zen.json')
  })

  it('goes by a project’s duble.yaml: vendors, options, paths; and writes beside its fixtures', async () => {
    await using project = await openProject({
      'duble.yaml':
        'vendors: [vocom]\noptions: { vocom: { error_http_status: "401" } }\npaths: { vocom: { login: /pabx/login/ } }\n',
    })
    expect((await project.duble('openapi')).out).toBe('vocom: duble/openapi/vocom.json\n')
    const { code, out } = await project.duble('openapi', '--write', '--html', 'site/vendors.html')
    expect({ code, out }).toEqual({ code: 0, out: 'site/vendors.html\nduble/openapi/vocom.json\n' })
    const document = JSON.parse(await project.read('duble/openapi/vocom.json'))
    expect(Object.keys(document.paths['/pabx/login/'].post.responses)).toEqual(['200', '401', '405'])
    const page = await project.read('site/vendors.html')
    expect(page).toContain('<code>/pabx/login/</code>')
    expect(page).not.toContain('crm-zen')
  })

  it('names the nearest vendor', async () => {
    const { code, err } = await duble('openapi', 'vocon', '--no-home')
    expect(code).toBe(1)
    expect(err).toContain('there is no vendor "vocon" (did you mean vocom?)')
  })
})
