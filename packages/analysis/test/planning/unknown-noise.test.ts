import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evidenceInNoise } from '../../src/planning/unknown-noise.ts'

const kinds = ['counts', 'readings'] as const
const alternatives = { counts: 6, readings: 9 }

test.each(kinds)('%s of many looks are worth z² less what the choice of the noise costs', (kind) => {
  expect(evidenceInNoise(4, 1e9, kind)).toBeCloseTo(16 - 2 * Math.log(alternatives[kind]), 5)
})

test.each(kinds)(
  '%s are worth more with a larger z and with more looks, and never as much as with known noise',
  (kind) => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 50, noNaN: true }), fc.integer({ min: 1, max: 10_000 }), (z, looks) => {
        const worth = evidenceInNoise(z, looks, kind)
        expect(worth).toBeLessThan(z ** 2)
        expect(evidenceInNoise(1.01 * z, looks, kind)).toBeGreaterThan(worth)
        expect(evidenceInNoise(z, 2 * looks, kind)).toBeGreaterThanOrEqual(worth)
      }),
    )
  },
)

test('a correlation takes more of the evidence than a variance', () => {
  expect(evidenceInNoise(20, 20, 'readings')).toBeLessThan(evidenceInNoise(20, 20, 'counts'))
})
