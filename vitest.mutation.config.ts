import { defineConfig } from 'vitest/config'

/** What mutation testing runs: the tests of the folders that are mutated, none of which starts a process. */
export default defineConfig({
  test: { include: ['packages/analysis/test/{hypothesis,series}/**/*.test.ts'], testTimeout: 120_000 },
})
