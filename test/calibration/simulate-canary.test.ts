import { expect, test } from 'vitest'
import { findScenario, promotionScenarios, scenarios, type Scenario } from './scenarios.ts'
import { canaryRandom, simulateCanary, type SimulatedCanary, type SimulatedSide } from './simulate-canary.ts'

test('scenarios have names of their own, and the promotion table names known ones', () => {
  expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length)
  expect(new Set(scenarios.map(({ title }) => title)).size).toBe(scenarios.length)
  for (const id of promotionScenarios) expect(findScenario(id)?.id).toBe(id)
})

test('healthy scenarios treat both sides alike, the others do not', () => {
  for (const { truth, latencyScale, tail, errorRate, experimentErrorRate, gauge, podSd } of scenarios) {
    const alike = latencyScale === 1 && tail.share === 0 && errorRate === experimentErrorRate && gauge.multiple === 1
    expect(alike).toBe(truth === 'healthy' || truth === 'pod-effect')
    expect(podSd > 0).toBe(truth === 'pod-effect')
  }
})

test('stages keep their seconds and shares at every distance of looks', () => {
  for (const lookSeconds of [15, 30, 60]) {
    const { looks, history, gaugeHistory } = canary('aa', 0, lookSeconds)
    expect(looks).toHaveLength(1800 / lookSeconds)
    expect(looks.at(-1)?.end).toBe(1800)
    expect(history).toHaveLength(60)
    expect(gaugeHistory).toHaveLength(120)
    for (const { end, share, control, experiment } of looks) {
      expect(share).toBe(end <= 600 ? 0.1 : end <= 1200 ? 0.5 : 0.9)
      expect(experiment.requests).toBe(Math.round(share * 40 * lookSeconds))
      expect(control.requests + experiment.requests).toBe(40 * lookSeconds)
      expect(control.latency).toHaveLength(control.requests)
      expect(experiment.latency).toHaveLength(experiment.requests)
    }
    for (const { control, experiment } of history) {
      expect([control.requests, experiment.requests, control.latency.length]).toEqual(
        [20, 20, 20].map((rate) => rate * lookSeconds),
      )
    }
  }
})

test('a canary depends on its seed, scenario and number, and on nothing else', () => {
  expect(canary('aa', 3)).toEqual(canary('aa', 3))
  const first = canary('aa', 3).looks[0]
  for (const other of [canary('aa', 4), canary('aa-gauge', 3), canary('aa', 3, 30, 8)]) {
    expect(other.looks[0]?.control.latency).not.toEqual(first?.control.latency)
  }
})

test('lognormal latencies have their median and spread, and no request shares its memory with another', () => {
  const { looks, history } = canary('aa-iid', 0)
  const logs = logLatencies([...looks, ...history].flatMap(({ control, experiment }) => [control, experiment]))
  expect(logs).toHaveLength(2 * 60 * 1200)
  expect(Math.abs(mean(logs) - Math.log(0.1))).toBeLessThan((5 * 0.6) / Math.sqrt(logs.length))
  expect(spread(logs)).toBeCloseTo(0.6, 2)
  expect(new Set(logs).size).toBeGreaterThan(0.999 * logs.length)
})

test('a heavy tail has one request in twenty over three medians, and its law over that', () => {
  const values = Array.from({ length: 4 }, (_, index) => canary('aa-heavy-tail', index)).flatMap(({ looks }) =>
    looks.flatMap(({ control }) => Array.from(control.latency)),
  )
  const over = (limit: number): number => values.filter((value) => value > limit).length / values.length
  // The body is over three medians in 0.3 %.
  expect(over(0.3)).toBeCloseTo(0.05 + 0.95 * 0.003, 2)
  expect(over(1.2) / 0.05).toBeCloseTo(4 ** -1.6, 1)
  expect(over(30)).toBeGreaterThan(0)
})

test('one request in five of the bimodal law is a miss at six times the median', () => {
  const values = canary('aa-bimodal', 0).looks.flatMap(({ control }) => Array.from(control.latency))
  const misses = values.filter((value) => value > 0.25)
  expect(misses.length / values.length).toBeCloseTo(0.2, 2)
  expect(Math.exp(mean(misses.map((value) => Math.log(value))))).toBeCloseTo(0.6, 1)
})

test('a common shock moves both sides of a look together, a shock of a side only that one', () => {
  const spreads = (id: string): readonly [number, number] => {
    const looks = Array.from({ length: 12 }, (_, index) => canary(id, index)).flatMap(({ history }) =>
      history.map(
        ({ control, experiment }) => [mean(logLatencies([control])), mean(logLatencies([experiment]))] as const,
      ),
    )
    return [spread(looks.map(([control]) => control)), spread(looks.map(([c, e]) => e - c))]
  }
  const sampling = 0.6 / Math.sqrt(600)
  const [ofShared, ofDifference] = spreads('aa')
  expect(Math.abs(ofShared / Math.hypot(0.05, sampling) - 1)).toBeLessThan(0.25)
  expect(Math.abs(ofDifference / (Math.SQRT2 * sampling) - 1)).toBeLessThan(0.1)
  const [, ofBursty] = spreads('aa-bursty')
  expect(Math.abs(ofBursty / Math.hypot(Math.SQRT2 * sampling, Math.SQRT2 * 0.03) - 1)).toBeLessThan(0.1)
})

test('errors come at their rates: ramped, raised in the experiment, in bursts', () => {
  const rate = (id: string, read: (made: SimulatedCanary) => readonly SimulatedSide[]): number => {
    const sides = Array.from({ length: 12 }, (_, index) => canary(id, index)).flatMap((made) => read(made))
    return sides.reduce((sum, { errors }) => sum + errors, 0) / sides.reduce((sum, { requests }) => sum + requests, 0)
  }
  expect(rate('errors-1-5', ({ looks }) => looks.map(({ experiment }) => experiment))).toBeCloseTo(0.05, 2)
  expect(rate('errors-1-5', ({ looks }) => looks.map(({ control }) => control))).toBeCloseTo(0.01, 3)
  expect(rate('aa-drift', ({ looks }) => looks.slice(-3).map(({ experiment }) => experiment))).toBeCloseTo(0.03, 2)
  expect(rate('aa-drift', ({ history }) => history.map(({ control }) => control))).toBeCloseTo(0.01, 3)
  const dispersion = (id: string): number => {
    const counts = Array.from({ length: 12 }, (_, index) => canary(id, index)).flatMap(({ history }) =>
      history.map(({ control }) => control.errors),
    )
    return spread(counts) ** 2 / mean(counts)
  }
  // 600 requests at 1 %: a variance of 1 per error, and six halves of it more in bursts of shape 2.
  expect(Math.abs(dispersion('aa') - 0.99)).toBeLessThan(0.2)
  expect(Math.abs(dispersion('aa-bursty') - 4)).toBeLessThan(0.9)
})

test('drift raises both sides, the scale and the tail only the experiment', () => {
  const rise = (side: 'control' | 'experiment'): number =>
    mean(
      Array.from({ length: 12 }, (_, index) => canary('aa-drift', index)).map(
        ({ looks }) =>
          mean(logLatencies(looks.slice(-5).map((look) => look[side]))) -
          mean(logLatencies(looks.slice(0, 5).map((look) => look[side]))),
      ),
    )
  expect(Math.abs(rise('control') - 0.35 * (55 / 60))).toBeLessThan(0.15)
  expect(Math.abs(rise('experiment') - rise('control'))).toBeLessThan(0.03)
  const difference = (id: string): number => {
    const { looks } = canary(id, 0)
    return (
      mean(logLatencies(looks.map(({ experiment }) => experiment))) -
      mean(logLatencies(looks.map(({ control }) => control)))
    )
  }
  const slowShare = ({ looks }: SimulatedCanary): number => {
    const values = looks.flatMap(({ experiment }) => Array.from(experiment.latency))
    return values.filter((value) => value > 0.9).length / values.length
  }
  // Ten times as slow is over 0.9 s for the half of them that is over 0.09 s.
  expect(Math.abs(slowShare(canary('tail-1-x10', 0)) - slowShare(canary('aa', 0)) - 0.0057)).toBeLessThan(0.0015)
  expect(difference('latency-20-better')).toBeLessThan(Math.log(0.9))
})

test('a pod effect stays for the whole canary and differs from one to the next', () => {
  const levels = Array.from({ length: 40 }, (_, index) => {
    const { looks } = canary('aa-pod', index)
    const level = (from: number, to: number): number =>
      mean(
        looks
          .slice(from, to)
          .map(({ control, experiment }) => mean(logLatencies([experiment])) - mean(logLatencies([control]))),
      )
    return [level(20, 30), level(30, 40)] as const
  })
  expect(spread(levels.map(([early]) => early))).toBeGreaterThan(0.02)
  expect(spread(levels.map(([early]) => early))).toBeLessThan(0.045)
  // Two means of ten looks of 600 requests a side.
  expect(spread(levels.map(([early, late]) => late - early))).toBeLessThan(0.02)
})

test('gauges have their mean, their spread around what is common, and their effect', () => {
  const ratios = (id: string): readonly number[] =>
    Array.from({ length: 30 }, (_, index) => canary(id, index, 30, 7, 1)).flatMap(({ looks }) =>
      looks.map(({ control, experiment }) => experiment.gauge - control.gauge),
    )
  expect(Math.abs(mean(ratios('aa')))).toBeLessThan(1)
  expect(Math.abs(spread(ratios('aa')) / (Math.SQRT2 * 5) - 1)).toBeLessThan(0.1)
  expect(Math.abs(mean(ratios('gauge-20')) - 20)).toBeLessThan(2)
  const history = Array.from({ length: 30 }, (_, index) => canary('gauge-20', index, 30, 7, 1).gaugeHistory).flat()
  expect(Math.abs(mean(history.map(({ control, experiment }) => experiment - control)))).toBeLessThan(1)
  expect(Math.abs(mean(history.map(({ control }) => control)) - 100)).toBeLessThan(1)
})

/** At 40 requests a second, or fewer where the requests do not matter. */
function canary(id: string, index: number, lookSeconds = 30, seed = 7, requestsPerSecond = 40): SimulatedCanary {
  const scenario: Scenario | undefined = findScenario(id)
  if (scenario === undefined) throw new Error(`There is no scenario ${id}`)
  return simulateCanary({ ...scenario, requestsPerSecond }, lookSeconds, canaryRandom(seed, scenario, index))
}

function logLatencies(sides: readonly SimulatedSide[]): readonly number[] {
  return sides.flatMap(({ latency }) => Array.from(latency, (value) => Math.log(value)))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function spread(values: readonly number[]): number {
  const centre = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
}
