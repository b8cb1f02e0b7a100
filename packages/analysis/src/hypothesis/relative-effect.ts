import { placements } from './placements.ts'

/**
 * P(x > y) + ½ P(x = y) of two sorted samples, its standard error, its distance from ½ in standard errors (±∞ where they
 * do not overlap), and Satterthwaite's degrees of freedom.
 */
export function relativeEffect(
  x: Float64Array,
  y: Float64Array,
): {
  readonly estimate: number
  readonly error: number
  readonly statistic: number
  readonly degreesOfFreedom: number
} {
  const [n, m] = [x.length, y.length]
  const above = placements(x, y)
  const below = placements(y, x)
  const ofX = above.variance / (m * m) / n
  const ofY = below.variance / (n * n) / m
  const variance = ofX + ofY
  const estimate = above.mean / m
  const error = Math.sqrt(variance)
  return {
    estimate,
    error,
    statistic: error > 0 ? (estimate - 0.5) / error : Math.sign(estimate - 0.5) * Number.POSITIVE_INFINITY,
    degreesOfFreedom:
      variance > 0 ? (variance * variance) / ((ofX * ofX) / (n - 1) + (ofY * ofY) / (m - 1)) : Number.POSITIVE_INFINITY,
  }
}
