import { describe, expect, it } from 'vitest'
import { type Ended, printRun, type Told } from '../../src/cli/run-tell.ts'

const told = {
  verdict: { world: 'default', verdict: 'pass', asked: 0, vendors: {}, injected: {}, unmatched: [] },
  coverage: { asked: 0, vendors: [] },
  known: [],
  findings: [],
  failures: [],
  gained: ['crm-zen/totals.ok'],
} as unknown as Told

const print = (file: string, report?: string): string => {
  const gates = { require: [], least: [], failOn: [], baseline: { file, behaviours: new Set<string>() } }
  return printRun(told, { gates } as unknown as Ended, report === undefined ? {} : { report })
}

describe('what is met and not in the baseline yet', () => {
  it('is told with the command that accepts it, fit for a shell', () => {
    expect(print('b.yaml', 'out')).toContain(
      'met, and not in b.yaml yet (duble coverage accept out/coverage.json --baseline b.yaml):\n  crm-zen/totals.ok\n',
    )
    expect(print("my base's.yaml", 'the out')).toContain(
      `(duble coverage accept 'the out/coverage.json' --baseline 'my base'\\''s.yaml'):`,
    )
    expect(print('my base.yaml')).toContain(
      "(run with --report DIR, then duble coverage accept DIR/coverage.json --baseline 'my base.yaml'):",
    )
  })
})
