import { describe, expect, it } from 'vitest'
import { send } from '../support.ts'
import { open, played, put, saved, zenAsk } from './record-support.ts'

describe('a scenario by the admin API', () => {
  it('is YAML text', async () => {
    await using duble = await open()
    await put(duble, zenAsk())
    const { status, text, headers } = await send(duble, '/__admin/worlds/default/scenario?title=Once')
    expect([status, headers.get('content-type')]).toEqual([200, 'text/yaml; charset=utf-8'])
    expect(text).toContain('\nscenario: Once\n')
    expect(await played(duble, text)).toBe('')
  })

  it('names a fixture by its name, and a file from the folder in which it will lie', async () => {
    await using duble = await open({ vendors: ['crm-zen'], fixtures: { 'crm-zen': 'two-tokens' } })
    await put(duble, zenAsk('data=2018-01-01', 'nobody-has-it'))
    expect(await saved(duble)).toContain('\n  fixture: two-tokens\n')
    await using filed = await open({
      vendors: ['crm-zen'],
      fixtures: { 'crm-zen': 'fixtures/crm-zen/two-tokens.yaml' },
    })
    await put(filed, zenAsk('data=2018-01-01', 'nobody-has-it'))
    const path = '/__admin/worlds/default/scenario'
    const { text } = await send(
      filed,
      `${path}?beside=${encodeURIComponent(`${process.cwd()}/fixtures/crm-zen`)}`,
    )
    expect(text).toContain('\n  fixture: ./two-tokens.yaml\n')
    const { status, body } = await send(filed, path)
    expect([status, body]).toEqual([
      400,
      {
        error: 'not_recordable',
        reason: 'fixture',
        message:
          'crm-zen’s fixture is a file, which a scenario names from where it lies: say where by beside=<folder>, as `duble scenario record FILE` does',
      },
    ])
  })

  it('refuses what it does not take, with the nearest name', async () => {
    await using duble = await open()
    const { status, body } = await send(duble, '/__admin/worlds/default/scenario?titel=Once')
    expect([status, body]).toEqual([
      400,
      {
        error: 'bad_body',
        message: 'a scenario has no "titel" (did you mean title?): it takes title, beside',
      },
    ])
  })
})
