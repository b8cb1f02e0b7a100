import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countLogRatio } from '../../src/sequential/index.ts'
import { relativeError } from '../relative-error.ts'

const exposures = { controlExposure: 900, experimentExposure: 100 }

describe('the log ratio of two counts', () => {
  test('is ln of the rates with half an event more on each side, with variance 1/(x π(1 − π))', () => {
    const { difference, variance } = countLogRatio({ ...exposures, control: 41, experiment: 7 })
    expect(difference).toBeCloseTo(Math.log(7.5 / 100 / (41.5 / 900)), 14)
    expect(variance).toBeCloseTo(1 / (48 * 0.1 * 0.9), 14)
  })

  test('has a variance that depends on the events of both sides together alone', () => {
    const counts = fc.integer({ min: 0, max: 1e6 })
    const exposure = fc.double({ min: 1e-3, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(counts, counts, exposure, exposure, (all, some, controlExposure, experimentExposure) => {
        const experiment = Math.min(all, some)
        const at = { controlExposure, experimentExposure }
        const split = countLogRatio({ control: all - experiment, experiment, ...at })
        expect(split.variance).toBe(countLogRatio({ control: all, experiment: 0, ...at }).variance)
        const swapped = countLogRatio({
          control: experiment,
          experiment: all - experiment,
          controlExposure: experimentExposure,
          experimentExposure: controlExposure,
        })
        expect(swapped.difference).toBeCloseTo(-split.difference, 10)
        expect(relativeError(swapped.variance, split.variance)).toBeLessThan(1e-14)
      }),
    )
  })

  test('of no events at all knows nothing, and says so with a number', () => {
    const { difference, variance } = countLogRatio({ ...exposures, control: 0, experiment: 0 })
    expect(difference).toBeCloseTo(Math.log(9), 14)
    expect(relativeError(variance, 1 / (1e-9 * 0.09))).toBeLessThan(1e-12)
  })

  test('stays a number from 1e-150 to 1e15 events and exposures', () => {
    const sizes = [1e-150, 1, 1e15]
    for (const controlExposure of sizes) {
      for (const experimentExposure of sizes) {
        for (const control of [0, ...sizes]) {
          const { difference, variance } = countLogRatio({
            control,
            experiment: 3,
            controlExposure,
            experimentExposure,
          })
          expect(Number.isFinite(difference)).toBe(true)
          expect(variance).toBeGreaterThan(0)
        }
      }
    }
  })

  test.each([-1, NaN, Infinity])('is refused for a count of %s', (count) => {
    expect(() => countLogRatio({ ...exposures, control: count, experiment: 1 })).toThrow('Expected control to be')
    expect(() => countLogRatio({ ...exposures, control: 1, experiment: count })).toThrow('Expected experiment to be')
  })

  test.each([0, -1, NaN, Infinity])('is refused for an exposure of %s', (exposure) => {
    const counts = { control: 1, experiment: 1 }
    expect(() => countLogRatio({ ...counts, controlExposure: exposure, experimentExposure: 1 })).toThrow(
      'Expected controlExposure to be',
    )
    expect(() => countLogRatio({ ...counts, controlExposure: 1, experimentExposure: exposure })).toThrow(
      'Expected experimentExposure to be',
    )
  })
})
