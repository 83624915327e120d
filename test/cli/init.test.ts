import { describe, expect, it } from 'vitest'
import { openRooms } from '../../src/fixtures/rooms.ts'
import { openProject } from './project.ts'

const vendors = (await openRooms()).map(({ name }) => name)

describe('duble init', () => {
  it.each(vendors)('gives a project of %s a home, a fixture and a scenario that works', async (vendor) => {
    await using project = await openProject()
    const { code, out, err } = await project.duble('init', vendor)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`  duble/fixtures/${vendor}/default.yaml `)
    expect(await project.read('duble.yaml')).toContain(`\nvendors: [${vendor}] # which start`)
    expect(await project.read(`duble/fixtures/${vendor}/default.yaml`)).toContain(
      `# yaml-language-server: $schema=fixture.schema.json\n`,
    )
    expect((await project.duble('check')).out).toBe('3 files checked, nothing wrong\n')
    expect((await project.duble('scenario')).out).toContain('1 scenario, all passed')
  })

  it('writes a duble.yaml whose every line holds when it is taken out of its comment', async () => {
    for (const vendor of vendors) {
      await using project = await openProject({
        [`duble/fixtures/${vendor}/my-world.yaml`]: `vendor: ${vendor}\nextends: default\n`,
      })
      await project.duble('init', vendor)
      const text = (await project.read('duble.yaml')).replace(
        /^# (rooms|fixture|options|paths|credentials|env|fixtures|scenarios):/gm,
        '$1:',
      )
      expect(text).toContain('\nenv: {')
      await project.write('duble.yaml', text.replace(/^rooms: .*$/m, ''))
      expect([vendor, (await project.duble('check')).out]).toEqual([
        vendor,
        '4 files checked, nothing wrong\n',
      ])
    }
  })

  it('without a name means all vendors, and writes no fixture yet', async () => {
    await using project = await openProject()
    const { out } = await project.duble('init')
    expect(out).not.toContain('default.yaml')
    expect(await project.read('duble.yaml')).toContain(
      '\n# vendors: [crm-zen, datacake, smartspace, vocalcontact, vocom]',
    )
    expect((await project.duble('list')).out).toContain('vocom: ')
    expect((await project.duble('scenario')).out).toContain('1 scenario, all passed')
  })

  it('leaves what is there as it is, says so, and names what is still to do', async () => {
    await using project = await openProject({
      'duble.yaml': 'vendors: [crm-zen]\nfixtures: worlds\n',
      'worlds/x': '',
    })
    const { out } = await project.duble('init', 'vocom')
    expect(out).toMatch(/^ {2}duble\.yaml {2}was there: left as it is\n/)
    expect(out).toMatch(/^ {2}worlds\/vocom\/default\.yaml +written$/m)
    expect(out).toContain('\nStill to do: add vocom to "vendors" in duble.yaml.\n')
    expect(await project.read('duble.yaml')).toBe('vendors: [crm-zen]\nfixtures: worlds\n')
    expect((await project.duble('init', 'vocom')).out).not.toMatch(/ {2}written$/m)
  })

  it('refuses a vendor that there is not, before it writes anything', async () => {
    await using project = await openProject()
    const { code, err } = await project.duble('init', 'vocon')
    expect({ code, err }).toEqual({
      code: 1,
      err: 'duble: there is no vendor "vocon" (did you mean vocom?): there are crm-zen, datacake, smartspace, vocalcontact, vocom\n',
    })
    await expect(project.read('duble.yaml')).rejects.toThrow('ENOENT')
  })
})
