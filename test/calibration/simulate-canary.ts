import { seededRandom, type RandomSource } from '@kosmos/analysis/numeric'
import { autoregressive, binomial, burst, normalSource } from './random-variates.ts'
import type { LatencyLaw, Scenario } from './scenarios.ts'

/** What one look sees of one side. */
export interface SimulatedSide {
  readonly requests: number
  readonly errors: number
  /** Seconds, one value a request, in no order. */
  readonly latency: Float64Array
  readonly gauge: number
}

/** Both sides at the end of one look. */
export interface SimulatedLook {
  /** Seconds from the start. */
  readonly end: number
  /** The experiment's share of the requests. */
  readonly share: number
  readonly control: SimulatedSide
  readonly experiment: SimulatedSide
}

/** Two sides that were measured together. */
export interface SimulatedPair<Side> {
  readonly control: Side
  readonly experiment: Side
}

/** One rollout, and what was known of the baseline before it. */
export interface SimulatedCanary {
  readonly looks: readonly SimulatedLook[]
  /** Two halves of the baseline, look by look, oldest first: what two equal sides look like here. */
  readonly history: readonly SimulatedPair<SimulatedSide>[]
  /** The gauge of two halves of the baseline: a longer series of its own. */
  readonly gaugeHistory: readonly SimulatedPair<number>[]
  /** The same time with all traffic on the experiment, for a judge that ends there. */
  readonly atFullTraffic?: () => readonly SimulatedLook[]
}

/**
 * The random numbers of one canary: they depend on the seed, the scenario and the canary's number, and on nothing else.
 * Canaries of one scenario and seed never share a stream.
 */
export function canaryRandom(seed: number, scenario: Scenario, index: number): RandomSource {
  let hash = (0x811c9dc5 ^ seed) | 0
  for (const character of scenario.id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return seededRandom((hash ^ (hash >>> 16)) + index)
}

/**
 * One canary of the scenario, with a look every `lookSeconds`. Stages keep their length in seconds; shocks are drawn a
 * look, with the same correlation of neighbours at every distance of looks.
 */
export function simulateCanary(scenario: Scenario, lookSeconds: number, random: RandomSource): SimulatedCanary {
  const normal = normalSource(random)
  const shares = scenario.stages.flatMap(({ share, seconds }) =>
    Array.from({ length: Math.round(seconds / lookSeconds) }, () => share),
  )
  const before = scenario.historyLooks
  const looks = shares.length
  const requests = Math.floor(scenario.requestsPerSecond * lookSeconds)
  const half = Math.floor(requests / 2)

  const { sideShock, gauge } = scenario
  const common = autoregressive(normal, before + looks, { correlation: 0.8, sd: scenario.commonShockSd })
  const ofExperiment = autoregressive(normal, before + looks, sideShock)
  const ofControl = autoregressive(normal, before + looks, sideShock)
  const pod = scenario.podSd * normal()
  const gaugePair = gaugeSeries(normal, before + looks, gauge)
  const gaugeBefore = gaugeSeries(normal, scenario.gaugeHistoryPoints, gauge)

  // One block for the whole canary: many small ones cost more than the numbers in them.
  const block = new Float64Array((2 * half * before + requests * looks) | 0)
  let used = 0
  const latencies = (count: number, level: number): Float64Array => {
    const values = block.subarray(used, used + count)
    used += count
    drawLatencies(values, scenario.latency, level, random, normal)
    return values
  }
  const errors = (count: number, rate: number): number => {
    const { burstShape } = scenario
    const now = burstShape === null ? rate : rate * burst(random, normal, burstShape)
    return binomial(random, count, Math.min(0.95, now))
  }

  const history: SimulatedPair<SimulatedSide>[] = []
  for (let look = 0; look < before; look += 1) {
    const shared = at(common, look)
    const side = (shock: number, value: number): SimulatedSide => ({
      requests: half,
      errors: errors(half, scenario.errorRate),
      latency: latencies(half, shared + shock),
      gauge: value,
    })
    history.push({
      control: side(at(ofControl, look), gauge.mean + at(gaugePair.control, look)),
      experiment: side(at(ofExperiment, look), gauge.mean + at(gaugePair.experiment, look)),
    })
  }

  const scale = Math.log(scenario.latencyScale) + pod
  const rolled = shares.map((share, look): SimulatedLook => {
    const place = before + look
    const shared = at(common, place) + (scenario.drift * look) / looks
    const ramp = 1 + ((scenario.errorRamp - 1) * look) / Math.max(1, looks - 1)
    const ofExperimentNow = Math.min(requests - 1, Math.max(1, Math.round(share * requests)))
    const ofControlNow = requests - ofExperimentNow
    const experiment: SimulatedSide = {
      requests: ofExperimentNow,
      errors: errors(ofExperimentNow, Math.min(0.9, ramp * scenario.experimentErrorRate)),
      latency: latencies(ofExperimentNow, shared + at(ofExperiment, place) + scale),
      gauge: gauge.mean * gauge.multiple + at(gaugePair.experiment, place),
    }
    slowDown(experiment.latency, scenario.tail, random)
    const control: SimulatedSide = {
      requests: ofControlNow,
      errors: errors(ofControlNow, Math.min(0.9, ramp * scenario.errorRate)),
      latency: latencies(ofControlNow, shared + at(ofControl, place)),
      gauge: gauge.mean + at(gaugePair.control, place),
    }
    return { end: (look + 1) * lookSeconds, share, control, experiment }
  })

  const gaugeHistory = Array.from({ length: scenario.gaugeHistoryPoints }, (_, point) => ({
    control: gauge.mean + at(gaugeBefore.control, point),
    experiment: gauge.mean + at(gaugeBefore.experiment, point),
  }))
  return { looks: rolled, history, gaugeHistory }
}

/** Both sides' deviations of a gauge from its mean: a shock to both, and one to each. */
function gaugeSeries(
  normal: () => number,
  length: number,
  { commonSd, correlation, sd }: Scenario['gauge'],
): SimulatedPair<Float64Array> {
  const common = autoregressive(normal, length, { correlation: 0.9, sd: commonSd })
  const side = (): Float64Array =>
    autoregressive(normal, length, { correlation, sd }).map((value, place) => value + at(common, place))
  return { control: side(), experiment: side() }
}

/** Fills `values` with latencies of the law, all multiplied by exp(level). */
function drawLatencies(
  values: Float64Array,
  latency: LatencyLaw,
  level: number,
  random: RandomSource,
  normal: () => number,
): void {
  const centre = Math.log(latency.median) + level
  switch (latency.law) {
    case 'lognormal': {
      const { sigma } = latency
      for (let place = 0; place < values.length; place += 1) values[place] = Math.exp(centre + sigma * normal())
      return
    }
    case 'pareto': {
      const tailStart = 3 * Math.exp(centre)
      for (let place = 0; place < values.length; place += 1) {
        values[place] = random() < 0.05 ? tailStart * (1 - random()) ** (-1 / 1.6) : Math.exp(centre + 0.4 * normal())
      }
      return
    }
    case 'bimodal': {
      const ofMisses = centre + Math.log(6)
      for (let place = 0; place < values.length; place += 1) {
        values[place] = Math.exp(random() < 0.2 ? ofMisses + 0.3 * normal() : centre + 0.25 * normal())
      }
      return
    }
    default: {
      latency satisfies never
    }
  }
}

/** Multiplies a share of the values, each by chance. */
function slowDown(values: Float64Array, { share, multiple }: Scenario['tail'], random: RandomSource): void {
  if (share === 0) return
  for (let place = 0; place < values.length; place += 1) {
    if (random() < share) values[place] = (values[place] ?? 0) * multiple
  }
}

function at(values: Float64Array, place: number): number {
  return values[place] ?? 0
}
