import { describe, expect, test } from 'vitest'
import type { Histogram, Measured } from '../../../src/evidence/index.ts'
import type { Guard } from '../../../src/judges/index.ts'
import { weighQuantileRatios } from '../../../src/judges/threshold/weigh-quantile-ratios.ts'
import { proportionLimitRatios } from '../../../src/sequential/index.ts'
import { fromCumulative } from '../../../src/series/index.ts'
import { looksOf, measured, missing } from '../looks.ts'

type Ratio = Extract<Guard, { rule: 'quantile-above-baseline' }>
const guard: Ratio = {
  id: 'p95',
  rule: 'quantile-above-baseline',
  metric: 'latency',
  quantile: 0.95,
  ratio: 3,
  window: 60_000,
  minTotal: 50,
  evidence: 'always-valid',
}

/** Cumulative counts at 0.1, 0.2, 0.3, 0.6 and in all. */
function upTo(...counts: readonly number[]): Measured<Histogram> {
  const bounds = [0.1, 0.2, 0.3, 0.6, Infinity]
  return measured(fromCumulative(counts.map((count, at) => [bounds[at] ?? NaN, count])))
}

/** p95 in the bucket (0.1, 0.2]. */
const usual = upTo(900, 990, 1000, 1000, 1000)
const canary = upTo(10, 20, 70, 95, 100)

function weigh(control: readonly (Measured<Histogram> | null)[], experiment: readonly Measured<Histogram>[]) {
  const looks = looksOf(
    control.length,
    (at) => control[at] ?? null,
    (at) => experiment[at] ?? missing(),
  )
  return weighQuantileRatios(guard, looks).map(({ logRatios }) => logRatios)
}

const nothing = Array.from({ length: 32 }, () => 0)

describe('the evidence of a quantile against the baseline', () => {
  test('counts both sides at both edges of the bucket that held the quantile before, and the canary three times as far', () => {
    const [first, second] = weigh([usual, usual], [canary, canary])
    expect(first).toBeNull()
    // Above 0.1: 100 of 1,000; three times that, although 3 · 0.1 is above 0.3: 30 of 100. Above 0.2 and 0.6: 10 and 5.
    expect(second).toEqual([
      ...proportionLimitRatios({ events: 30, total: 130 }, 100 / 1100),
      ...proportionLimitRatios({ events: 5, total: 15 }, 100 / 1100),
    ])
  })

  test('chooses its thresholds without the look itself, and from all looks before', () => {
    const slowNow = upTo(0, 0, 0, 1000, 1000)
    const [, now] = weigh([usual, slowNow], [canary, canary])
    expect(now?.slice(0, 32)).toEqual(proportionLimitRatios({ events: 30, total: 1030 }, 100 / 1100))
    const [, , later] = weigh([usual, slowNow, usual], [canary, canary, canary])
    // The quantile was in (0.3, 0.6]: nine times its lower edge is beyond the bounds.
    expect(later).toEqual([...nothing, ...nothing])
  })

  test('adds nothing for an edge at 0, nor for one whose multiple is beyond the last bound', () => {
    const fast = upTo(1000, 1000, 1000, 1000, 1000)
    const [, near] = weigh([fast, fast], [canary, canary])
    expect(near).toEqual([...nothing, ...proportionLimitRatios({ events: 30, total: 30 }, 100 / 1100)])
    const far = upTo(0, 0, 900, 1000, 1000)
    expect(weigh([far, far], [canary, canary])[1]).toEqual([...nothing, ...nothing])
    const open = upTo(0, 0, 0, 0, 1000)
    expect(weigh([open, open], [canary, canary])[1]).toEqual([...nothing, ...nothing])
  })

  test('of looks without an answer on either side, or without observations, is none', () => {
    const odd = measured({ buckets: [{ upperBound: Infinity, count: NaN }], total: NaN })
    const empty = upTo(0, 0, 0, 0, 0)
    for (const gone of [missing(), odd, empty]) {
      expect(weigh([usual, gone], [canary, canary])[1]).toEqual([...nothing, ...nothing])
      expect(weigh([usual, usual], [canary, gone])[1]).toEqual([...nothing, ...nothing])
      expect(weigh([gone, usual], [canary, canary])[1]).toBeNull()
    }
    expect(weigh([usual, null], [canary, canary])[1]).toEqual([...nothing, ...nothing])
  })

  test('learns the baseline anew where its bounds change', () => {
    const other = measured(
      fromCumulative([
        [0.05, 900],
        [0.1, 990],
        [0.15, 1000],
        [Infinity, 1000],
      ]),
    )
    const [, second, third] = weigh([usual, other, other], [canary, canary, canary])
    // p95 was in (0.1, 0.2]; where there is no bound at 0.2 the baseline is counted above the one before.
    expect(second).toEqual([
      ...proportionLimitRatios({ events: 30, total: 40 }, 100 / 1100),
      ...proportionLimitRatios({ events: 5, total: 5 }, 100 / 1100),
    ])
    // p95 in (0.05, 0.1]; the canary's next bounds at 0.15 and 0.3 are 0.2 and 0.3.
    expect(third).toEqual([
      ...proportionLimitRatios({ events: 80, total: 180 }, 100 / 1100),
      ...proportionLimitRatios({ events: 30, total: 40 }, 100 / 1100),
    ])
  })

  test.each([NaN, -0.1, 1.1])('of quantile %d is none', (quantile) => {
    const looks = looksOf(
      3,
      () => usual,
      () => canary,
    )
    for (const { logRatios } of weighQuantileRatios({ ...guard, quantile }, looks)) expect(logRatios).toBeNull()
  })
})
