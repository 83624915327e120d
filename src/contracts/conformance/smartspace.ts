import type { Suite } from './check.ts'
import { opens } from './smartspace-asking.ts'
import { NOTES } from './smartspace-notes.ts'
import { PROOF_NOTES } from './smartspace-proof-notes.ts'
import { PROOFS } from './smartspace-proofs.ts'
import { READS } from './smartspace-reads.ts'
import { WRITES } from './smartspace-writes.ts'

/** What the Smartspace platform asks of a company's customer API. */
export const smartspaceSuite: Suite = {
  vendor: 'smartspace',
  door: 'consultar',
  data: {
    'a known CPF': { says: "a customer's, best of one with an address", example: '390.533.447-05' },
    'an unknown CPF': { says: 'valid, and nobody’s', example: '529.982.247-25' },
    'a known code': { says: "that customer's code, where an answer has no codigo", example: '' },
    'another telephone': {
      says: 'with --allow-writes, the known customer gets this one and then the old one again',
      example: '83987650000',
    },
  },
  checks: [...READS, ...PROOFS, ...NOTES, ...PROOF_NOTES, ...WRITES],
  unchecked: {
    'S-02': 'it tells how the platform is used, and no answer can show it',
    'S-15': 'the document does not tell which fields are mandatory',
    'S-17': 'how values are capitalised is a habit of the sample, and no rule',
    'S-18': 'that the number stands behind the street is a habit of the sample, and no rule',
    'S-19': 'it tells what the configuration screen asks for, and no answer can show it',
  },
  /** Which of the ways that are given is open: a company has one of two. */
  async prepare(mine) {
    if (mine.data('a known CPF') === '') return
    for (const way of mine.ways) if (await opens(mine, way)) return mine.prefer(way)
  },
}
