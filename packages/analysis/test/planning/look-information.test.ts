import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventInformation, meanInformation, readingInformation, shareInformation } from '../../src/planning/index.ts'

const sizes = { control: 540, experiment: 60 }
const size = fc.double({ min: 1e-3, max: 1e6, noNaN: true })

describe('what a look says', () => {
  test('about means is the same with the sides changed, and twice as much with twice the observations', () => {
    fc.assert(
      fc.property(size, size, (control, experiment) => {
        const one = meanInformation({ control, experiment, deviation: 0.6 })
        expect(meanInformation({ control: experiment, experiment: control, deviation: 0.6 })).toBeCloseTo(one, 6)
        const two = meanInformation({ control: 2 * control, experiment: 2 * experiment, deviation: 0.6 })
        expect(two / one).toBeCloseTo(2, 9)
      }),
    )
  })

  test('about a ratio of rates is x π(1 − π) where it is the one that is tested', () => {
    expect(eventInformation({ ...sizes, share: 0.01, ratio: 1 })).toBeCloseTo(6 * 0.1 * 0.9, 12)
    // 6.6 events, of which 2/11 are the canary's.
    expect(eventInformation({ ...sizes, share: 0.01, ratio: 2, limit: 2 })).toBeCloseTo((6.6 * 2 * 9) / 121, 12)
  })

  test('about a ratio of rates joins the form near the tested ratio without a step', () => {
    const near = eventInformation({ ...sizes, share: 0.01, ratio: Math.exp(0.99e-4) })
    const beyond = eventInformation({ ...sizes, share: 0.01, ratio: Math.exp(1.01e-4) })
    expect(beyond / near).toBeCloseTo(1, 4)
  })

  test('about a ratio of rates is above 0 on both sides of the tested one', () => {
    fc.assert(
      fc.property(size, size, fc.double({ min: 0.01, max: 50, noNaN: true }), (control, experiment, ratio) => {
        expect(eventInformation({ control, experiment, share: 0.01, ratio })).toBeGreaterThan(0)
      }),
    )
  })

  test('about shares has the variance at the margin on the experiment', () => {
    const given = { ...sizes, share: 0.01 }
    expect(1 / shareInformation({ ...given, margin: 0.005 })).toBeCloseTo((0.015 * 0.985) / 60 + 0.0099 / 540, 12)
    expect(1 / shareInformation({ ...given, margin: -0.005 })).toBeCloseTo((0.005 * 0.995) / 60 + 0.0099 / 540, 12)
    expect(1 / shareInformation({ ...given, margin: 2 })).toBeCloseTo(0.0099 / 60 + 0.0099 / 540, 12)
  })

  test('about gauges is a third at an autocorrelation of 0.5', () => {
    const independent = readingInformation({ deviation: 0.05, autocorrelation: 0 })
    expect(independent).toBeCloseTo(200, 9)
    expect(readingInformation({ deviation: 0.05, autocorrelation: 0.5 })).toBeCloseTo(independent / 3, 9)
  })

  test.each([
    ['no observations', () => meanInformation({ control: 0, experiment: 1, deviation: 1 })],
    ['no deviation', () => meanInformation({ ...sizes, deviation: 0 })],
    ['a deviation that is none', () => meanInformation({ ...sizes, deviation: Number.NaN })],
    ['a share of 0', () => eventInformation({ ...sizes, share: 0, ratio: 1 })],
    ['a share of 1', () => shareInformation({ ...sizes, share: 1, margin: 0 })],
    ['more events than observations', () => eventInformation({ ...sizes, share: 0.5, ratio: 2.1 })],
    ['a limit of 0', () => eventInformation({ ...sizes, share: 0.5, ratio: 1, limit: 0 })],
    ['an endless margin', () => shareInformation({ ...sizes, share: 0.5, margin: Number.POSITIVE_INFINITY })],
    ['an autocorrelation of 1', () => readingInformation({ deviation: 1, autocorrelation: 1 })],
    ['readings that do not vary', () => readingInformation({ deviation: 0, autocorrelation: 0 })],
  ])('is refused for %s', (_, call) => {
    expect(call).toThrow(/^Expected/)
  })
})
