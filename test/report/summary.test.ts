import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/report/report.ts'
import { printMarkdown } from '../../src/report/summary.ts'
import { EVIL, evil, failed, passed, report } from './sample.ts'

describe('the summary in Markdown', () => {
  it('says how it ended, shows what failed, and folds all cases into a table', () => {
    expect(printMarkdown(report)).toBe(
      [
        '## ✗ duble scenario',
        '',
        '4 scenarios, 2 failed<br>✗ 1 failed, ✗ 1 not met, ? 1 could not be checked, ✓ 2 passed',
        '',
        '- Contracts come from documents, not from vendors.',
        '- it is new',
        '',
        '<details open><summary>✗ <b>Zen answers twice</b> failed <code>a.scenario.yaml:7:3</code></summary>',
        '<pre>    7 |   expect: ok&#10;&#10;      |   ^&#10;expected  ok&#10;came      too_many_requests (HTTP 429)</pre>',
        '<ul><li><code>Z-11</code> documented: A caller may ask once every five minutes.<br><q>Uma requisição a cada 5 minutos</q> (option cooldown.scope is token)</li></ul>',
        '</details>',
        '',
        '<details open><summary>✗ <b>HTTPS</b> not met</summary>',
        '</details>',
        '',
        '<details><summary>all 5</summary>',
        '',
        '| | | | | |',
        '|---|---|---|---|--:|',
        '| ✗ failed | bad.yaml | Zen answers twice |  | 12 ms |',
        '| ? could not be checked | bad.yaml | a partial edit leaves the rest alone | it would write |  |',
        '| ✓ passed | bad.yaml | Zen answers |  | 8 ms |',
        '| ✗ not met | mine | HTTPS |  |  |',
        '| ✓ passed | good.yaml | Zen answers |  | 8 ms |',
        '',
        '</details>',
        '',
        '',
      ].join('\n'),
    )
  })

  it('shows every word as it is, as text', () => {
    const text = printMarkdown(evil)
    const allowed = /<\/?(?:details|summary|b|code|pre|ul|li|q|br)(?: open)?>/g
    expect(text.replace(allowed, '')).not.toMatch(/[<>]/)
    // A block of HTML is not Markdown, and ends at an empty line: none is in one but before and behind the table.
    const [block = ''] = /<details open>[\s\S]*?\n<\/details>/.exec(text) ?? []
    expect(block).toContain('<pre>&lt;/pre&gt;')
    expect(block).not.toMatch(/\n\s*\n/)
    const outside = text.replace(/<details open>[\s\S]*?\n<\/details>/g, '')
    expect(outside).not.toMatch(/[`*_[\]\\]/)
    for (const line of outside.split('\n').filter((each) => each.startsWith('| ✗'))) {
      expect(line.split('|')).toHaveLength(7)
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what no page may hold
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e\u2066\ud800]/)
    expect(text).toContain('&#42;bold&#42;')
  })

  it('stays below what GitHub takes, and says what is missing', () => {
    const cases = Array.from({ length: 3000 }, (_, index) => ({
      ...failed,
      title: `case ${index}`,
      excerpt: EVIL.repeat(9),
    }))
    const big: Report = { ...report, groups: [{ title: 'big', cases }] }
    const text = printMarkdown(big)
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text).toMatch(/\nand more, for which there is no room here: \d+ of 3004 parts\n/)
    const many = Array.from({ length: 3000 }, () => passed)
    const long = printMarkdown({ ...report, groups: [{ title: 'long', cases: many }] })
    expect(long).toContain('\n\nand 2000 more\n\n</details>')
  })
})
