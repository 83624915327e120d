import { defineConfig } from 'vitest/config'

// Must be in the real environment before Pact's native library is loaded: it reads no other.
process.env['PACT_DO_NOT_TRACK'] = 'true'
process.env['LOG_LEVEL'] ??= 'error'

export default defineConfig({
  test: {
    pool: 'threads', // worker processes that write one pact lose interactions silently; threads do not
    isolate: false,
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'consumer',
          include: ['test/contracts/consumer/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'duble',
          include: ['test/**/*.test.ts'],
          exclude: ['test/contracts/consumer/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
