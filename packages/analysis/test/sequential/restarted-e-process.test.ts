import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/numeric/index.ts'
import { proportionLimitRatios, restartedEvidence, type RestartedLook } from '../../src/sequential/index.ts'

/** Looks of 15 each that add these factors; one atom. */
function looks(...factors: readonly (number | null)[]): readonly RestartedLook[] {
  return factors.map((factor, at) => ({
    end: 15 * (at + 1),
    logRatios: factor === null ? null : [Math.log(factor)],
  }))
}

const evidence = (of: readonly RestartedLook[], window: number) => [...restartedEvidence(of, window)].map(Math.exp)

/** The sum over starts in the window, written down as it is defined. */
function defined(factors: readonly number[], looksOfWindow: number): readonly number[] {
  const left = (k: number) => Math.sqrt(21 / (k + 20))
  return factors.map((_, now) => {
    const starts = factors.map((__, at) => at).slice(Math.max(0, now - looksOfWindow + 1), now + 1)
    return starts.reduce(
      (sum, from) =>
        sum + (left(from + 1) - left(from + 2)) * factors.slice(from, now + 1).reduce((all, one) => all * one, 1),
      0,
    )
  })
}

describe('evidence that starts anew at every look', () => {
  test('is the weighted sum over the starts in the window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 20, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        (factors, width) => {
          const wanted = defined(factors, width)
          for (const [at, found] of evidence(looks(...factors), 15 * width).entries())
            expect(found / (wanted[at] ?? NaN)).toBeCloseTo(1, 9)
        },
      ),
    )
  })

  test('never exceeds 1 without evidence, however long the run and the window', () => {
    const still = Array.from({ length: 3000 }, () => 1)
    const all = evidence(looks(...still), 1e9)
    expect(Math.max(...all)).toBeLessThan(1)
    expect(all.at(-1)).toBeGreaterThan(0.9)
  })

  test('takes a look without answer for a factor of 1', () => {
    expect(evidence(looks(4, null, 4), 60)).toEqual(evidence(looks(4, 1, 4), 60))
  })

  test('forgets what lies before the window, and does not recover from before it', () => {
    const [, , , clean] = evidence(looks(1, 1, 1, 1), 30)
    expect(evidence(looks(1000, 1000, 1, 1), 30).at(-1)).toBeCloseTo(clean ?? NaN, 12)
    expect(evidence(looks(0, 0, 1, 1), 30).at(-1)).toBeCloseTo(clean ?? NaN, 12)
  })

  test('is a mean over atoms', () => {
    const two = [{ end: 1, logRatios: [Math.log(3), Math.log(5)] }]
    expect(evidence(two, 60)[0]).toBeCloseTo(evidence([{ end: 1, logRatios: [Math.log(4)] }], 60)[0] ?? NaN, 12)
  })

  test('stays a number at a proof, after one and before one', () => {
    const proof = looks(1, Infinity, 1, 0, Infinity)
    for (const one of restartedEvidence(proof, 60)) expect(one).not.toBeNaN()
    expect(restartedEvidence(proof, 60)[1]).toBeGreaterThan(500)
    expect(restartedEvidence(looks(0), 60)[0]).toBe(-Infinity)
    const beaten = restartedEvidence(looks(...Array.from({ length: 9 }, () => 1e200)), 1e9)
    expect(beaten.at(-1)).toBeLessThan(576)
  })

  test('of nothing is nothing', () => {
    expect(restartedEvidence([], 60)).toHaveLength(0)
    expect(restartedEvidence(looks(null, null), 60)[1]).toBeLessThan(0)
  })

  test.each([0, -1, NaN])('has no window of %d', (window) => {
    expect(() => restartedEvidence(looks(1), window)).toThrow('window')
  })

  test('refuses factors that are NaN, and other atoms than before', () => {
    expect(() => restartedEvidence([{ end: 1, logRatios: [NaN] }], 60)).toThrow('logRatios')
    const changed = [
      { end: 1, logRatios: [0, 0] },
      { end: 2, logRatios: [0] },
    ]
    expect(() => restartedEvidence(changed, 60)).toThrow('2 atoms')
  })

  test('reaches 1/alpha at any of 400 looks in no more than alpha of the runs, at the limit itself', () => {
    const runs = 200
    const alpha = 0.05
    let alarms = 0
    for (let run = 0; run < runs; run += 1) {
      const random = seededRandom(run)
      const series = Array.from({ length: 400 }, (_, at) => {
        let events = 0
        for (let of = 0; of < 20; of += 1) if (random() < 0.05) events += 1
        return { end: at, logRatios: proportionLimitRatios({ events, total: 20 }, 0.05) }
      })
      if (restartedEvidence(series, 20).some((log) => !(log < Math.log(1 / alpha)))) alarms += 1
    }
    expect(alarms / runs).toBeLessThanOrEqual(alpha)
    // It is not silent either: an experiment of four times the limit is found within a window.
    const loud = Array.from({ length: 20 }, (_, at) => ({
      end: at,
      logRatios: proportionLimitRatios({ events: 4, total: 20 }, 0.05),
    }))
    expect(restartedEvidence(loud, 20).at(-1)).toBeGreaterThan(Math.log(1 / alpha))
  })
})
