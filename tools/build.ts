/** Writes the package into `dist/`: compiled code with its types, what it reads at run time, and its own manifest. */
import { execFileSync } from 'node:child_process'
import { chmod, cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')

/** Where the package is written. Default: `dist/` */
const DIST = path.resolve(process.argv[2] ?? path.join(ROOT, 'dist'))

/** What is in the package as it stands here. */
const COPIED = [
  'README.md',
  'README.pt-BR.md',
  'LICENSE',
  'CHANGELOG.md',
  'fixtures',
  'templates',
  'src/server/dashboard/ui',
]
const COPIED_BY_ROOM = ['mocks/*/{ledger,ways}.yaml', 'mocks/*/README.md']

/** What a part of it works with where it is there: tests with Vitest, contracts with Pact's 60 MB. */
const PEERS = ['@pact-foundation/pact-core', 'vitest']
const atLeast = (version: string): string => `>=${/\d+/.exec(version)?.[0]}`

await rm(DIST, { recursive: true, force: true })
const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc')
execFileSync(process.execPath, [tsc, '-p', path.join(ROOT, 'tsconfig.build.json'), '--outDir', DIST], {
  cwd: ROOT,
  stdio: 'inherit',
})
for (const name of COPIED) await cp(path.join(ROOT, name), path.join(DIST, name), { recursive: true })
for await (const file of glob(COPIED_BY_ROOM, { cwd: ROOT })) {
  await cp(path.join(ROOT, file), path.join(DIST, file))
}

// The compiler leaves `.ts` in the imports of declarations, and no compiler that reads them need know our endings.
for await (const file of glob('**/*.d.ts', { cwd: DIST })) {
  await rewrite(path.join(DIST, file), file, (text) =>
    text.replace(/((?:from |import\()["']\.{1,2}\/[^"']*)\.ts(["'])/g, '$1.js$2'),
  )
}

const main = 'src/cli/main.js'
await mkdir(path.dirname(path.join(DIST, main)), { recursive: true })
await rewrite(path.join(ROOT, main), main, (text) => text.replace("'./program.ts'", "'./program.js'"))
await chmod(path.join(DIST, main), 0o755)

/** The manifest without what only this repository needs, and every `.ts` that it names compiled. */
await rewrite(path.join(ROOT, 'package.json'), 'package.json', (text) => {
  const {
    private: _private,
    scripts: _scripts,
    devDependencies,
    allowScripts: _allow,
    ...manifest
  } = JSON.parse(text)
  const compiled = (file: string): string => file.replace(/\.ts$/, '.js')
  const entries = Object.entries(manifest.exports as Record<string, string>)
  const exports = entries.map(([name, file]) => [
    name,
    { types: file.replace(/\.ts$/, '.d.ts'), default: compiled(file) },
  ])
  const published = {
    ...manifest,
    imports: { '#engine': compiled(manifest.imports['#engine']) },
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
    peerDependencies: Object.fromEntries(PEERS.map((name) => [name, atLeast(devDependencies[name])])),
    peerDependenciesMeta: Object.fromEntries(PEERS.map((name) => [name, { optional: true }])),
  }
  return `${JSON.stringify(published, null, 2)}\n`
})

async function rewrite(from: string, to: string, change: (text: string) => string): Promise<void> {
  await writeFile(path.join(DIST, to), change(await readFile(from, 'utf8')))
}
