import { describe, expect, test } from 'vitest'
import { compareSamples } from '../../src/judges/index.ts'

const limits = { harm: 'increase', tolerance: 0.03, margin: 0.1, alpha: 0.05 } as const
const around = (center: number) => Array.from({ length: 20 }, (_, index) => center * (1 + index / 1000))

describe('two samples', () => {
  test.each([
    { name: 'equal', experiment: around(100.01), outcome: 'pass' },
    { name: 'worse than the tolerance', experiment: around(130), outcome: 'fail' },
    { name: 'better', experiment: around(70), outcome: 'pass' },
    { name: 'too few', experiment: around(130).slice(0, 4), outcome: 'inconclusive' },
    { name: 'none', experiment: [], outcome: 'inconclusive' },
  ])('that are $name are $outcome', ({ experiment, outcome }) => {
    const part = compareSamples({ ...limits, control: around(100), experiment })
    expect(part).toMatchObject({ id: 'samples', kind: 'samples', outcome })
  })

  test.each([0, -1, NaN, Infinity])('that hold %d are refused', (odd) => {
    const control = around(100)
    expect(() => compareSamples({ ...limits, control, experiment: [odd] })).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    )
  })

  test.each([{ alpha: 0 }, { alpha: NaN }, { alpha: 0.3 }, { tolerance: 0.2 }, { margin: NaN }, { tolerance: -0.1 }])(
    'with %j are refused',
    (odd) => {
      const samples = { control: around(100), experiment: around(100.01) }
      expect(() => compareSamples({ ...limits, ...samples, ...odd })).toThrow(
        expect.objectContaining({ code: 'invalid-argument' }),
      )
    },
  )
})
