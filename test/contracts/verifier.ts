/** Pact's verifier in a process of its own: it prints its report past every reporter, and this output goes nowhere. */
import core from '@pact-foundation/pact-core'

interface Core {
  verifyPacts(options: Record<string, unknown>): Promise<string>
}
// pact-core is CommonJS with `exports.default`.
const { verifyPacts } = ((core as unknown as { default?: Core }).default ?? core) as Core

const report = await verifyPacts(JSON.parse(process.argv[2] ?? '{}')).catch((error: Error) => error.message)
process.send?.(report)
