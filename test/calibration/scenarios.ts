/** What is true of a scenario: the row's rate is a false alarm in the first two and power in the third. */
export type ScenarioTruth = 'healthy' | 'pod-effect' | 'regression' | 'improvement'

/** A rollout whose truth is known. Rates are shares, times seconds, spreads standard deviations. */
export interface Scenario {
  /** Its name on the command line; its random numbers come from it. */
  readonly id: string
  readonly title: string
  readonly truth: ScenarioTruth
  /** One canary is simulated for so many of another row: those with much traffic or many looks take as much longer. */
  readonly costs: number
  readonly requestsPerSecond: number
  /** The experiment's share of the requests, and for how long. The control has the rest: a hold-back at the end. */
  readonly stages: readonly { readonly share: number; readonly seconds: number }[]
  /** Looks at two halves of the baseline before the rollout, and the points of its gauge. */
  readonly historyLooks: number
  readonly gaugeHistoryPoints: number
  readonly latency: LatencyLaw
  /** Every latency of the experiment is multiplied by it. */
  readonly latencyScale: number
  /** A share of the experiment's requests whose latency is multiplied once more. */
  readonly tail: { readonly share: number; readonly multiple: number }
  readonly errorRate: number
  readonly experimentErrorRate: number
  /** The shape of the gamma variate that multiplies the error rate of each look and side; `null`: no bursts. */
  readonly burstShape: number | null
  /** Logarithmic shocks to the latency of a look, of each side alone and of both. Neighbours of the common ones: 0.8. */
  readonly sideShock: { readonly sd: number; readonly correlation: number }
  readonly commonShockSd: number
  /** By how much the logarithm of both sides' latency has risen at the end, in a line. */
  readonly drift: number
  /** By what both sides' error rate is multiplied at the last look, in a line from 1. */
  readonly errorRamp: number
  /** The spread of a logarithmic level of the experiment's latency that stays for the whole canary. */
  readonly podSd: number
  readonly gauge: {
    readonly mean: number
    readonly sd: number
    readonly correlation: number
    readonly multiple: number
    /** Of a shock to both sides, whose neighbours have a correlation of 0.9. */
    readonly commonSd: number
  }
}

/** Lognormal; a lognormal body with a 5 % Pareto(1.6) tail; or four fifths cache hits and one fifth misses at 6 times. */
export type LatencyLaw =
  | { readonly law: 'lognormal'; readonly median: number; readonly sigma: number }
  | { readonly law: 'pareto'; readonly median: number }
  | { readonly law: 'bimodal'; readonly median: number }

type Changes = Partial<Omit<Scenario, 'gauge'>> & { readonly gauge?: Partial<Scenario['gauge']> }

const plain = {
  truth: 'regression',
  costs: 1,
  requestsPerSecond: 40,
  stages: [
    { share: 0.1, seconds: 600 },
    { share: 0.5, seconds: 600 },
    { share: 0.9, seconds: 600 },
  ],
  historyLooks: 60,
  gaugeHistoryPoints: 120,
  latency: { law: 'lognormal', median: 0.1, sigma: 0.6 },
  latencyScale: 1,
  tail: { share: 0, multiple: 1 },
  errorRate: 0.01,
  burstShape: null,
  sideShock: { sd: 0, correlation: 0 },
  commonShockSd: 0.05,
  drift: 0,
  errorRamp: 1,
  podSd: 0,
  gauge: { mean: 100, sd: 5, correlation: 0.5, multiple: 1, commonSd: 3 },
} as const satisfies Omit<Scenario, 'id' | 'title' | 'experimentErrorRate'>

const healthy: Changes = { truth: 'healthy' }
const bursty: Changes = { burstShape: 2, sideShock: { sd: 0.03, correlation: 0.3 } }

/** Every scenario, in the order of the tables: those of the published study, then the long one, then other promotions. */
export const scenarios: readonly Scenario[] = [
  scenario('aa-iid', 'AA iid, fixed 50/50 split', {
    ...healthy,
    stages: [{ share: 0.5, seconds: 1800 }],
    commonShockSd: 0,
    gauge: { correlation: 0, commonSd: 0 },
  }),
  scenario('aa', 'AA lognormal', healthy),
  scenario('aa-heavy-tail', 'AA heavy tail, err .1%', {
    ...healthy,
    latency: { law: 'pareto', median: 0.1 },
    errorRate: 0.001,
  }),
  scenario('aa-bimodal', 'AA bimodal', { ...healthy, latency: { law: 'bimodal', median: 0.1 } }),
  scenario('aa-4rps', 'AA low traffic (4 rps)', { ...healthy, requestsPerSecond: 4 }),
  scenario('aa-gauge', 'AA AR(1) gauge r=.8', { ...healthy, gauge: { correlation: 0.8 } }),
  scenario('aa-drift', 'AA diurnal drift+err ramp x3', {
    ...healthy,
    drift: 0.35,
    errorRamp: 3,
    commonShockSd: 0.1,
  }),
  scenario('aa-bursty', 'AA overdispersed (bursty)', { ...healthy, ...bursty }),
  scenario('aa-400rps-bursty', 'AA high traffic 400 rps, bursty', {
    ...healthy,
    ...bursty,
    costs: 5,
    requestsPerSecond: 400,
    burstShape: 5,
  }),
  scenario('aa-pod', 'AA pod effect sd 3%', { truth: 'pod-effect', podSd: 0.03 }),
  scenario('latency-5', 'latency +5%', { latencyScale: 1.05 }),
  scenario('latency-10', 'latency +10%', { latencyScale: 1.1 }),
  scenario('latency-30', 'latency +30%', { latencyScale: 1.3 }),
  scenario('latency-30-bursty', 'latency +30%, bursty', { ...bursty, latencyScale: 1.3 }),
  scenario('tail-2-x3', 'tail: 2% of reqs x3', { tail: { share: 0.02, multiple: 3 } }),
  scenario('tail-1-x10', 'tail: 1% of reqs x10', { tail: { share: 0.01, multiple: 10 } }),
  scenario('errors-0.1-0.5', 'errors .1%->.5%', { errorRate: 0.001, experimentErrorRate: 0.005 }),
  scenario('errors-1-1.5', 'errors 1%->1.5%', { experimentErrorRate: 0.015 }),
  scenario('errors-1-2', 'errors 1%->2%', { experimentErrorRate: 0.02 }),
  scenario('errors-1-5', 'errors 1%->5%', { experimentErrorRate: 0.05 }),
  scenario('errors-1-5-bursty', 'errors 1%->5%, bursty', { ...bursty, experimentErrorRate: 0.05 }),
  scenario('errors-1-10-4rps', 'errors 1%->10%, 4 rps', { requestsPerSecond: 4, experimentErrorRate: 0.1 }),
  scenario('gauge-10', 'gauge +10% (r=.5)', { gauge: { multiple: 1.1 } }),
  scenario('gauge-20', 'gauge +20% (r=.8)', { gauge: { multiple: 1.2, correlation: 0.8 } }),
  // Without a common shock to the gauge: so the study's own figures of Kayenta come out again.
  scenario('aa-8h', 'AA 10/90 split, 8 h', {
    ...healthy,
    costs: 10,
    stages: [{ share: 0.1, seconds: 28_800 }],
    gauge: { commonSd: 0 },
  }),
  scenario('aa-400rps', 'AA 400 rps', { ...healthy, costs: 5, requestsPerSecond: 400 }),
  scenario('latency-3', 'latency +3%', { latencyScale: 1.03 }),
  scenario('errors-1-1.2', 'errors 1%->1.2%', { experimentErrorRate: 0.012 }),
  scenario('latency-20-better', 'latency -20%', { truth: 'improvement', latencyScale: 0.8 }),
]

/** The rows of the promotion table, in its order. */
export const promotionScenarios: readonly string[] = [
  'aa',
  'aa-400rps',
  'aa-bursty',
  'latency-10',
  'latency-3',
  'errors-1-1.5',
  'errors-1-1.2',
  'latency-30',
  'errors-1-5',
  'latency-20-better',
]

/** The scenario of that name; `undefined` where there is none. */
export function findScenario(id: string): Scenario | undefined {
  return scenarios.find((known) => known.id === id)
}

function scenario(id: string, title: string, changes: Changes): Scenario {
  const errorRate = changes.errorRate ?? plain.errorRate
  return {
    experimentErrorRate: errorRate,
    ...plain,
    ...changes,
    id,
    title,
    gauge: { ...plain.gauge, ...changes.gauge },
  }
}
