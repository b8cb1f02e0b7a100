import { describe, expect, test } from 'vitest'
import type { BenchmarkResult } from '../../../src/evidence/index.ts'
import { seededRandom } from '../../../src/numeric/index.ts'
import { accepted, evidence, judge, result } from './benchmark-reports.ts'

interface Scenario {
  readonly runs: number
  /** 0: single values. */
  readonly samples: number
  /** Standard deviations of logarithms: of a measurement within a run, and of a run. */
  readonly within: number
  readonly between: number
  /** How much slower, and how many of the 20. */
  readonly change: number
  readonly changed: number
}

const benchmarks = 20

/** Shares of the outcomes in simulated evaluations of 20 benchmarks under a margin of 10 %. */
function outcomes(scenario: Scenario, times: number): ReadonlyMap<string, number> {
  const random = seededRandom(20_260_105)
  const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const run = (changed: number): readonly BenchmarkResult[] =>
    Array.from({ length: benchmarks }, (_, at) => {
      const level = (at + 1) * (at < changed ? 1 + scenario.change : 1) * Math.exp(scenario.between * gauss())
      const measured = Array.from(
        { length: Math.max(1, scenario.samples) },
        () => level * Math.exp(scenario.within * gauss()),
      )
      const sorted = measured.toSorted((one, other) => one - other)
      const value = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
      return result(`b${at}`, { value, samples: scenario.samples > 0 ? measured : [] })
    })
  const counts = new Map<string, number>()
  for (let time = 0; time < times; time += 1) {
    const references = Array.from({ length: scenario.runs }, () => accepted(run(0)))
    const { outcome } = judge(
      { reference: 'main', maxRegression: '10%' },
      [evidence(run(scenario.changed))],
      references,
    ).part
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1 / times)
  }
  return counts
}

const share = (counts: ReadonlyMap<string, number>, outcome: string): number => counts.get(outcome) ?? 0
const samples = { runs: 1, samples: 10, within: 0.02, between: 0, change: 0, changed: 0 }
const singles = { runs: 10, samples: 0, within: 0, between: 0.02, change: 0, changed: 0 }

describe('Of 20 benchmarks', () => {
  test('none is called worse without a change, with samples, single values, and runs that differ', () => {
    for (const scenario of [
      samples,
      { ...samples, within: 0.05 },
      { ...samples, between: 0.02 },
      { ...samples, runs: 3, within: 0.01, between: 0.05 },
      singles,
      { ...singles, between: 0.05 },
      { ...samples, runs: 10, within: 0.01, between: 0.05 },
    ]) {
      expect(share(outcomes(scenario, 100), 'fail')).toBeLessThanOrEqual(0.03)
    }
  })

  test('a wrong alarm stays near 5 % where all are as much slower as the margin, the worst case that is allowed', () => {
    expect(share(outcomes({ ...samples, change: 0.1, changed: benchmarks }, 200), 'fail')).toBeLessThanOrEqual(0.08)
    expect(share(outcomes({ ...singles, change: 0.1, changed: benchmarks }, 200), 'fail')).toBeLessThanOrEqual(0.08)
  })

  test('one that is slower by the margin passes no more often than 5 %', () => {
    expect(share(outcomes({ ...samples, change: 0.1, changed: 1 }, 200), 'pass')).toBeLessThanOrEqual(0.08)
    expect(share(outcomes({ ...singles, change: 0.1, changed: 1 }, 200), 'pass')).toBeLessThanOrEqual(0.08)
  })

  test('one that is slower by 30 % is found, with 10 samples and with 10 accepted runs', () => {
    expect(share(outcomes({ ...samples, change: 0.3, changed: 1 }, 100), 'fail')).toBeGreaterThanOrEqual(0.95)
    expect(share(outcomes({ ...samples, within: 0.05, change: 0.3, changed: 1 }, 100), 'fail')).toBeGreaterThanOrEqual(
      0.9,
    )
    expect(share(outcomes({ ...singles, change: 0.3, changed: 1 }, 100), 'fail')).toBeGreaterThanOrEqual(0.95)
  })

  test('all are shown to be as good as they were where the noise is a fifth of the margin', () => {
    expect(share(outcomes(samples, 100), 'pass')).toBeGreaterThanOrEqual(0.9)
  })
})
