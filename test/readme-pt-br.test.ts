import { access, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { differences } from './readme-pt-br/differences.ts'
import { linksOf, type Section, sectionsOf } from './readme-pt-br/markdown.ts'

const ROOT = new URL('../', import.meta.url)

/** A paragraph that leads to the page in the other language: each page has its own. */
const LANGUAGES = /\]\(README(?:\.pt-BR)?\.md\)/

const read = async (name: string): Promise<readonly Section[]> =>
  sectionsOf(await readFile(new URL(name, ROOT), 'utf8'))

const page = (sections: readonly Section[]): readonly Section[] =>
  sections.map((section) => ({
    ...section,
    blocks: section.blocks.filter((block) => block.kind !== 'text' || !LANGUAGES.test(block.text)),
  }))

const linksOn = (sections: readonly Section[]): readonly string[] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind === 'code') return []
      return block.kind === 'text' ? linksOf(block.text) : block.rows.flat().flatMap(linksOf)
    }),
  )

const portuguese = await read('README.pt-BR.md')

describe('README.pt-BR.md', () => {
  it('says what README.md says: sections, code, tables, links, numbers', async () => {
    expect(differences(page(await read('README.md')), page(portuguese))).toEqual([])
  })

  it('leads to README.md at its top', () => {
    expect(portuguese[0]?.blocks[0]).toMatchObject({ text: expect.stringContaining('[English](README.md)') })
  })

  it('has links whose anchors and files are there', async () => {
    const anchors = portuguese.map(({ anchor }) => `#${anchor}`)
    const local = linksOn(portuguese).filter((link) => link.startsWith('#'))
    expect(local.length).toBeGreaterThan(3)
    expect(local.filter((link) => !anchors.includes(link))).toEqual([])
    const files = linksOn(portuguese).filter((link) => !/^(?:#|\w+:)/.test(link))
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) await access(new URL(file.replace(/#.*/, ''), ROOT))
  })
})
