import { defineConfig } from 'vitest/config'

/**
 * What mutation testing runs: the tests of the folders that are mutated, without the simulations, each of which would run
 * again for every mutant and finds few that a single number does not.
 */
export default defineConfig({
  test: {
    include: ['packages/analysis/test/{hypothesis,series}/**/*.test.ts'],
    testNamePattern: /^(?!.*(as often as|keeps its level|hundred thousand|large samples|than can be counted|2,000))/,
    testTimeout: 120_000,
  },
})
