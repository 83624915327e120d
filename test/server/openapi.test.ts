import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { describeBoth } from '../support.ts'
import { admin } from './support.ts'

const text = async (
  duble: { url: string; fetch: (request: Request) => Response | Promise<Response> },
  path: string,
) => {
  const request = new Request(`${duble.url}/__admin${path}`)
  const response = await (duble.url === 'http://localhost' ? duble.fetch(request) : fetch(request))
  return { type: response.headers.get('content-type'), body: await response.text() }
}

describeBoth('a running vendor by OpenAPI', (open) => {
  it('names this Dublê as the server, and is valid', async () => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    const { status, body } = await admin(duble, 'GET /openapi/vocom.json')
    expect(status).toBe(200)
    expect(body.servers).toEqual([{ url: `${duble.url}/vocom` }])
    expect((await new Validator().validate(body)).valid).toBe(true)
  })

  it('has the paths and the options of its world', async () => {
    const fixture = { fixture: 'moved', vendor: 'vocom', credentials: [], paths: { login: '/pabx/login/' } }
    await using duble = await open({ vendors: ['vocom'] })
    const world = await duble.newWorld({
      id: 'monday',
      fixtures: { vocom: fixture },
      options: { vocom: { error_http_status: '401' } },
    })
    const { body } = await admin(duble, 'GET /worlds/monday/openapi/vocom.json')
    expect(body.servers).toEqual([{ url: `${duble.url}/w/monday/vocom` }])
    expect(Object.keys(body.paths)).toContain('/pabx/login/')
    expect(Object.keys(body.paths['/pabx/login/'].post.responses)).toEqual(['200', '401', '405'])
    world.setOptions({ vocom: { error_http_status: 'per_type' } })
    const later = await admin(duble, 'GET /worlds/monday/openapi/vocom.json')
    expect(Object.keys(later.body.paths['/pabx/login/'].post.responses)).toContain('404')
    const usual = await admin(duble, 'GET /openapi/vocom.json')
    expect(Object.keys(usual.body.paths)).not.toContain('/pabx/login/')
  })

  it('is a page to read, too', async () => {
    await using duble = await open({ vendors: ['crm-zen'] })
    const { type, body } = await text(duble, '/reference')
    expect(type).toBe('text/html; charset=UTF-8')
    expect(body).toContain(`curl &quot;${duble.url}/crm-zen/api/totais_lead?data=2018-01-01&quot;`)
    expect((await text(duble, '/worlds/default/reference')).body).toBe(body)
  })

  it('names the nearest vendor, and the worlds that there are', async () => {
    await using duble = await open({ vendors: ['crm-zen', 'vocom'] })
    expect(await admin(duble, 'GET /openapi/vocon.json')).toMatchObject({
      status: 404,
      body: {
        error: 'unknown_vendor',
        message: 'there is no vendor "vocon" (did you mean vocom?): there are crm-zen, vocom',
      },
    })
    expect((await admin(duble, 'GET /worlds/nowhere/reference')).body.error).toBe('unknown_world')
  })
})
