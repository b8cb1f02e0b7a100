import type { RandomSource } from '@kosmos/analysis/numeric'

const layers = 256
/** Where the tail of the 256 layers begins, and the area of each of them. */
const tailStart = 3.6541528853610088
const layerArea = 0.00492867323399
const { edges, ratios } = layerTables()

/**
 * A source of standard normal numbers: one uniform number for nearly each of them.
 *
 * @see Marsaglia & Tsang (2000), The ziggurat method; the layer and the place in it come from different bits of the
 *   uniform number, as Doornik (2005) asks.
 */
export function normalSource(random: RandomSource): () => number {
  return () => {
    for (;;) {
      const scaled = random() * layers
      const layer = scaled | 0
      const place = 2 * (scaled - layer) - 1
      if (Math.abs(place) < (ratios[layer] ?? 0)) return place * (edges[layer] ?? 0)
      if (layer === 0) return place < 0 ? -tail(random) : tail(random)
      const x = place * (edges[layer] ?? 0)
      const upper = gaussian(edges[layer] ?? 0)
      const lower = gaussian(edges[layer + 1] ?? 0)
      if (upper + random() * (lower - upper) < gaussian(x)) return x
    }
  }
}

/**
 * A gamma variate of the mean 1: the burst of one look of one side.
 *
 * @param shape - at least 1; the variance is 1 / shape.
 * @see Marsaglia & Tsang (2000), A simple method for generating gamma variables.
 */
export function burst(random: RandomSource, normal: () => number, shape: number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape
  }
}

/**
 * The number of events in `trials` independent trials, found by jumping from event to event: as many steps as events.
 *
 * @param probability - from 0 to 1.
 * @see Devroye (1986), Non-uniform random variate generation, X.4.3, the first waiting time algorithm.
 */
export function binomial(random: RandomSource, trials: number, probability: number): number {
  if (probability > 0.5) return trials - binomial(random, trials, 1 - probability)
  if (!(probability > 0)) return 0
  const logMiss = Math.log1p(-probability)
  let events = 0
  let place = 0
  for (;;) {
    place += Math.floor(Math.log(1 - random()) / logMiss) + 1
    if (place > trials) return events
    events += 1
  }
}

/** A stationary series of the given standard deviation whose neighbours have the given correlation. */
export function autoregressive(
  normal: () => number,
  length: number,
  { correlation, sd }: { readonly correlation: number; readonly sd: number },
): Float64Array {
  const series = new Float64Array(length)
  if (sd === 0) return series
  const fresh = Math.sqrt(1 - correlation * correlation)
  let state = normal()
  for (let place = 0; place < length; place += 1) {
    if (place > 0) state = correlation * state + fresh * normal()
    series[place] = sd * state
  }
  return series
}

function tail(random: RandomSource): number {
  for (;;) {
    const x = Math.log(1 - random()) / tailStart
    const y = Math.log(1 - random())
    if (-2 * y >= x * x) return tailStart - x
  }
}

function gaussian(x: number): number {
  return Math.exp(-0.5 * x * x)
}

/** The right edge of each layer, the widest first, and the share of it that lies under the next narrower one. */
function layerTables(): { readonly edges: Float64Array; readonly ratios: Float64Array } {
  const edges = new Float64Array(layers + 1)
  const ratios = new Float64Array(layers)
  edges[0] = layerArea / gaussian(tailStart)
  edges[1] = tailStart
  let edge = tailStart
  for (let layer = 2; layer < layers; layer += 1) {
    edge = Math.sqrt(-2 * Math.log(layerArea / edge + gaussian(edge)))
    edges[layer] = edge
  }
  for (let layer = 0; layer < layers; layer += 1) ratios[layer] = (edges[layer + 1] ?? 0) / (edges[layer] ?? 1)
  return { edges, ratios }
}
