/** Pact's verifier in a process of its own: it prints its report past every reporter, and this output goes nowhere. */

interface Core {
  verifyPacts(options: Readonly<Record<string, unknown>>): Promise<string>
}

/** One verification that is asked for, by the number under which it is answered. */
interface Asked {
  readonly id: number
  readonly options: Readonly<Record<string, unknown>>
}

// pact-core is CommonJS with `exports.default`.
const core = (await import(process.argv[2] ?? '')) as { default: { default?: Core } & Core }
const { verifyPacts } = core.default.default ?? core.default

process.on('message', async ({ id, options }: Asked) => {
  const report = await verifyPacts(options).catch((error: Error) => error.message)
  process.send?.({ id, report })
})
// Nothing else keeps it from waiting for ever behind a parent that was killed.
process.on('disconnect', () => process.exit())
process.send?.({ id: 0, report: 'ready' })
