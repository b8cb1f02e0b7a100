import { binomialCdf, normalCdf } from '@kosmos/analysis/distributions'
import { seededRandom } from '@kosmos/analysis/numeric'
import { expect, test } from 'vitest'
import { autoregressive, binomial, burst, normalSource } from './random-variates.ts'

test('normal numbers fill forty equally likely parts equally, and the far tails as often as they should', () => {
  const normal = normalSource(seededRandom(1))
  const count = 1_000_000
  const parts = new Float64Array(40)
  let far = 0
  for (let drawn = 0; drawn < count; drawn += 1) {
    const x = normal()
    const part = Math.min(39, Math.floor(normalCdf(x) * 40))
    parts[part] = (parts[part] ?? 0) + 1
    if (Math.abs(x) > 3.7) far += 1
  }
  const expected = count / 40
  const chiSquared = parts.reduce((sum, found) => sum + (found - expected) ** 2 / expected, 0)
  // The 99.9 % point of chi-squared with 39 degrees of freedom, on both ends.
  expect(chiSquared).toBeLessThan(72.1)
  expect(chiSquared).toBeGreaterThan(16)
  // Beyond the base of the ziggurat; 216 are expected.
  expect(far).toBeGreaterThan(216 - 5 * Math.sqrt(216))
  expect(far).toBeLessThan(216 + 5 * Math.sqrt(216))
})

test('bursts have the mean 1 and the variance 1 / shape', () => {
  const random = seededRandom(2)
  const normal = normalSource(random)
  for (const shape of [2, 5]) {
    const { mean, variance } = moments(Array.from({ length: 200_000 }, () => burst(random, normal, shape)))
    expect(mean).toBeCloseTo(1, 2)
    expect(Math.abs(variance * shape - 1)).toBeLessThan(0.03)
  }
})

test('binomial counts have the probabilities of their law, rare and frequent events alike', () => {
  const random = seededRandom(3)
  for (const [trials, probability] of [
    [120, 0.01],
    [1080, 0.05],
    [12, 0.8],
  ] as const) {
    const drawn = Array.from({ length: 100_000 }, () => binomial(random, trials, probability))
    for (const events of new Set(drawn.slice(0, 10))) {
      const share = drawn.filter((count) => count <= events).length / drawn.length
      expect(Math.abs(share - binomialCdf(events, trials, probability))).toBeLessThan(0.008)
    }
  }
  expect(binomial(random, 50, 0)).toBe(0)
  expect(binomial(random, 50, 1)).toBe(50)
  expect(binomial(random, 0, 0.3)).toBe(0)
})

test('a series has the asked spread from its first value on, and neighbours of the asked correlation', () => {
  const normal = normalSource(seededRandom(4))
  for (const correlation of [0, 0.5, 0.9]) {
    const series = autoregressive(normal, 400_000, { correlation, sd: 3 })
    const { variance } = moments(series)
    expect(Math.abs(variance / 9 - 1)).toBeLessThan(0.05)
    const products = series.slice(1).map((value, place) => value * (series[place] ?? 0))
    expect(moments(products).mean / variance).toBeCloseTo(correlation, 1)
  }
  const starts = Array.from({ length: 50_000 }, () => autoregressive(normal, 1, { correlation: 0.9, sd: 3 })[0] ?? 0)
  expect(Math.abs(moments(starts).variance / 9 - 1)).toBeLessThan(0.04)
  expect(autoregressive(normal, 3, { correlation: 0.9, sd: 0 })).toEqual(Float64Array.of(0, 0, 0))
})

function moments(values: Float64Array | readonly number[]): { readonly mean: number; readonly variance: number } {
  let sum = 0
  let squares = 0
  for (const value of values) {
    sum += value
    squares += value * value
  }
  const mean = sum / values.length
  return { mean, variance: squares / values.length - mean * mean }
}
