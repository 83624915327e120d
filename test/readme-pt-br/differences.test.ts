import { describe, expect, it } from 'vitest'
import { differences } from './differences.ts'
import { sectionsOf } from './markdown.ts'

const ENGLISH = `# Dublê

Dublê answers 36,000 requests, as [faults](#faults) allow, under Node 22.22.

## Faults

| word | what happens |
|---|---|
| \`status=503\` | an answer of no vendor's, [as told](mocks/vocom/README.md) |
| \`delay=2s\` | held back for 0.5 |

It is ordered by \`fault\` with \`times\`.

\`\`\`sh
npx duble reset # all as at the start
npx duble clock +5m
\`\`\`

\`\`\`
src/cli/   one file a command
\`\`\`

## Licence

The licence is MIT's.
`

const PORTUGUESE = `# Dublê

O Dublê atende 36.000 requisições, se as [falhas](#falhas) deixam, no Node 22.22.

## Falhas

| palavra | o que acontece |
|---|---|
| \`status=503\` | uma resposta de fornecedor nenhum, [como dito](mocks/vocom/README.md) |
| \`delay=2s\` | retida por 0,5 |

Ela é pedida com \`times\` e \`fault\`.

\`\`\`sh
npx duble reset # tudo como no início
npx duble clock +5m
\`\`\`

\`\`\`
src/cli/   um arquivo por comando
\`\`\`

## Licença

A licença é a MIT.
`

/** What is changed in the page above, into what, and what is then said of it. */
const CHANGED: readonly (readonly [from: string | RegExp, to: string, says: readonly string[]])[] = [
  [/## Licença[\s\S]*/, '', ['"Licence" has no translation; it belongs after "Falhas".']],
  ['## Licença', '## Uso\n\nVeja `npx`.\n\n## Licença', ['"Uso" translates no section of README.md.']],
  ['## Licença', '### Licença', ['"Licença" ("Licence") is a heading of level 3, not of level 2.']],
  [
    '36.000',
    '36,000',
    [
      '"Dublê" ("Dublê"): the paragraph "O Dublê atende 36,000 requisições, se as [falhas](…" lacks the number 36.000.',
      '"Dublê" ("Dublê"): the paragraph "O Dublê atende 36,000 requisições, se as [falhas](…" has the number 36,000, which README.md has not.',
    ],
  ],
  [
    '#falhas',
    '#faults',
    [
      '"Dublê" ("Dublê"): the paragraph "O Dublê atende 36.000 requisições, se as [falhas](…" lacks #falhas.',
      '"Dublê" ("Dublê"): the paragraph "O Dublê atende 36.000 requisições, se as [falhas](…" has #faults, which README.md has not.',
    ],
  ],
  [
    '](mocks/vocom/README.md)',
    '](mocks/vocom)',
    [
      '"Falhas" ("Faults"): the row "`status=503` | uma resposta de fornecedor nenhum, …", column 2, lacks mocks/vocom/README.md.',
      '"Falhas" ("Faults"): the row "`status=503` | uma resposta de fornecedor nenhum, …", column 2, has mocks/vocom, which README.md has not.',
    ],
  ],
  [
    '0,5',
    '0,7',
    [
      '"Falhas" ("Faults"): the row "`delay=2s` | retida por 0,7", column 2, lacks the number 0,5.',
      '"Falhas" ("Faults"): the row "`delay=2s` | retida por 0,7", column 2, has the number 0,7, which README.md has not.',
    ],
  ],
  [
    /\| `delay[^\n]*\n/,
    '',
    ['"Falhas" ("Faults"): the row "`delay=2s` | held back for 0.5" of README.md has no translation.'],
  ],
  [
    'retida por 0,5 |',
    'retida | por 0,5 |',
    ['"Falhas" ("Faults"): the row "`delay=2s` | retida | por 0,5" has 3 columns, not 2.'],
  ],
  [' e `fault`', '', ['"Falhas" ("Faults"): the paragraph "Ela é pedida com `times`." lacks `fault`.']],
  [
    /Ela é[^\n]*\n/,
    '',
    [
      '"Falhas" ("Faults"): the paragraph "It is ordered by `fault` with `times`." of README.md has no translation.',
    ],
  ],
  [
    'A licença é a MIT.',
    "The licence is MIT's.",
    ['"Licença" ("Licence"): the paragraph "The licence is MIT\'s." is not translated.'],
  ],
  [
    '+5m',
    '+6m',
    [
      '"Falhas" ("Faults"): the block of sh "npx duble reset # tudo como no início", line 2, is not: npx duble clock +5m.',
    ],
  ],
  [
    'npx duble clock +5m\n',
    '',
    [
      '"Falhas" ("Faults"): the block of sh "npx duble reset # tudo como no início", line 2, lacks: npx duble clock +5m.',
    ],
  ],
  [
    ' # tudo como no início',
    '',
    [
      '"Falhas" ("Faults"): the block of sh "npx duble reset", line 1, lacks the comment: all as at the start.',
    ],
  ],
  [
    '# tudo como no início',
    '# all as at the start',
    [
      '"Falhas" ("Faults"): the block of sh "npx duble reset # all as at the start", line 1, the comment is not translated.',
    ],
  ],
  [
    '```sh',
    '```console',
    ['"Falhas" ("Faults"): the block of console "npx duble reset # tudo como no início" is not of "sh".'],
  ],
  [
    'src/cli/ ',
    'src/cmd/ ',
    [
      '"Falhas" ("Faults"): the block of no language "src/cmd/   um arquivo por comando", line 1, is not: src/cli/.',
    ],
  ],
]

describe('a translation out of step', () => {
  it('is none where all is translated', () => {
    expect(differences(sectionsOf(ENGLISH), sectionsOf(PORTUGUESE))).toEqual([])
  })

  it.each(CHANGED)('is told with its section and its part: %s into %j', (from, to, says) => {
    const changed = PORTUGUESE.replace(from, to)
    expect(differences(sectionsOf(ENGLISH), sectionsOf(changed))).toEqual(says)
  })
})
