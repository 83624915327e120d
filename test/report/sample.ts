import type { Report, ReportCase } from '../../src/report/report.ts'

/** What a vendor, a file or a person may have written, to break out of wherever it is put. */
export const EVIL = `</pre></style><script>alert(1)</script><img src=x onerror="a('b')"> & | \`code\` *bold* _i_ [a](http://b) \u0000\u001b[31m\u202e\u2066\ud800`

export const failed: ReportCase = {
  title: 'Zen answers twice',
  went: 'failed',
  place: 'a.scenario.yaml:7:3',
  milliseconds: 12.4,
  facts: [
    ['expected', 'ok'],
    ['came', 'too_many_requests (HTTP 429)'],
  ],
  excerpt: '    7 |   expect: ok\n\n      |   ^',
  rows: [
    {
      id: 'Z-11',
      class: 'documented',
      says: 'A caller may ask once every five minutes.',
      quote: 'Uma requisição a cada 5 minutos',
      place: 'Requisições, line 16',
      note: 'option cooldown.scope is token',
    },
  ],
}
export const passed: ReportCase = { title: 'Zen answers', went: 'passed', milliseconds: 8 }
const notMet: ReportCase = { title: 'HTTPS', went: 'failed', called: 'not met' }
const unchecked: ReportCase = {
  title: 'a partial edit leaves the rest alone',
  went: 'unchecked',
  called: 'could not be checked',
  says: 'it would write',
}

export const report: Report = {
  title: 'duble scenario',
  summary: '4 scenarios, 2 failed',
  failed: true,
  notes: ['Contracts come from documents, not from vendors.'],
  groups: [
    { title: 'good.yaml', cases: [passed] },
    { title: 'bad.yaml', notes: ['it is new'], cases: [passed, unchecked, failed] },
    { title: 'mine', cases: [notMet] },
  ],
}

/** The same words everywhere. */
export const evil: Report = {
  title: EVIL,
  summary: EVIL,
  failed: true,
  notes: [EVIL],
  groups: [
    {
      title: EVIL,
      notes: [EVIL],
      map: { columns: [EVIL], rows: [{ title: EVIL, cells: [{ went: 'pending', says: EVIL }, null] }] },
      cases: (['failed', 'pending', 'unchecked', 'passed'] as const).map((went) => ({
        title: EVIL,
        went,
        called: EVIL,
        place: EVIL,
        says: EVIL,
        facts: [[EVIL, `${EVIL}\n\n${EVIL}`]],
        excerpt: `${EVIL}\n\n${EVIL}`,
        rows: [{ id: EVIL, class: EVIL, says: EVIL, quote: EVIL, place: EVIL, note: EVIL }],
      })),
    },
  ],
}
