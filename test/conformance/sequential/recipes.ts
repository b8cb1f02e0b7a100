import type { CaseArm, CaseLook, CanaryRecipe } from './draw-case.ts'

const errors = {
  id: 'errors',
  kind: 'proportion',
  harm: 'increase',
  tolerance: { ratio: 1 },
  margin: { absolute: 0.005 },
  weight: 0.3,
}
const latency = {
  id: 'latency',
  kind: 'distribution',
  harm: 'increase',
  tolerance: { relative: 0.03 },
  margin: { relative: 0.1 },
  weight: 0.5,
}
const cpu = {
  id: 'cpu',
  kind: 'gauge',
  harm: 'increase',
  tolerance: { relative: 0.05 },
  margin: { relative: 0.1 },
  weight: 0.2,
  required: false,
}
const jobs = { id: 'jobs', kind: 'rate', harm: 'increase', tolerance: { ratio: 1 }, margin: { ratio: 1.5 } }

const looks = (count: number, share: number): readonly number[] => Array.from({ length: count }, () => share)
const ramp = [...looks(20, 0.1), ...looks(20, 0.5), ...looks(20, 0.9)]

const plain: CanaryRecipe = {
  id: 'healthy',
  requestsPerSecond: 40,
  shares: looks(60, 0.1),
  realShare: null,
  latency: { law: 'lognormal', form: 'samples', multiple: 1 },
  errors: { rate: 0.01, multiple: 1 },
  jobs: null,
  gauge: { level: 100, correlation: 0.5, multiple: 1 },
  historyLooks: 60,
  settings: { metrics: [errors, latency, cpu] },
  spoil: (look) => look,
  expected: { verdict: 'promote' },
}

type Changes = Partial<CanaryRecipe>

const recipe = (id: string, changes: Changes): CanaryRecipe => ({ ...plain, ...changes, id })
const few = { rate: 0.001, multiple: 1 }
const slow = { law: 'lognormal', form: 'samples', multiple: 1.3 } as const
const law = (name: NonNullable<CanaryRecipe['latency']>['law'], multiple = 1) =>
  ({ law: name, form: 'samples', multiple }) as const
const buckets = (multiple: number) => ({ law: 'lognormal', form: 'buckets', multiple }) as const
const spoilCanary =
  (changed: (arm: CaseArm, at: number) => CaseArm, from = 0) =>
  (look: CaseLook, at: number): CaseLook =>
    at < from ? look : { ...look, canary: changed(look.canary, at) }
const without =
  (metric: string) =>
  (arm: CaseArm): CaseArm =>
    Object.fromEntries(Object.entries(arm).filter(([key]) => key !== metric))
const never = { verdict: 'hold', outcome: ['inconclusive', 'error'] }
const anyButRollback = { outcome: ['pass', 'inconclusive'] }
const rollback = (lookAtMost: number) => ({ verdict: 'rollback', lookAtMost })
const pods = { pods: { canary: 3, baseline: 3 } }
const guards = [
  { metric: 'errors', above: 0.05 },
  { metric: 'latency', quantile: 0.95, aboveBaseline: 2 },
]

/** Canaries with what their owner would expect of them. */
export const recipes: readonly CanaryRecipe[] = [0, 60].flatMap((historyLooks): readonly CanaryRecipe[] => {
  const known = historyLooks > 0 ? 'history' : 'no-history'
  return [
    recipe(`healthy/10/${known}`, { historyLooks }),
    recipe(`healthy/10/errors-0.1/${known}`, { historyLooks, errors: few }),
    recipe(`healthy/50/${known}`, { historyLooks, shares: looks(60, 0.5) }),
    recipe(`healthy/50/errors-0.1/${known}`, { historyLooks, errors: few, shares: looks(60, 0.5) }),
    recipe(`healthy/ramp/${known}`, { historyLooks, shares: ramp }),
    recipe(`healthy/buckets/${known}`, { historyLooks, errors: few, latency: buckets(1) }),
    recipe(`healthy/gamma/${known}`, { historyLooks, errors: few, latency: law('gamma') }),
    recipe(`healthy/normal/${known}`, { historyLooks, errors: few, latency: law('normal') }),
    recipe(`healthy/pods/${known}`, { historyLooks, errors: few, settings: { ...plain.settings, ...pods } }),
    recipe(`healthy/example/${known}`, { historyLooks, settings: { ...plain.settings, ...pods, guards } }),
    recipe(`healthy/cpu-required/${known}`, {
      historyLooks,
      errors: few,
      settings: { metrics: [errors, latency, { ...cpu, required: true }] },
    }),
    recipe(`slow-30/10/${known}`, { historyLooks, latency: slow, expected: rollback(3) }),
    recipe(`slow-30/50/${known}`, { historyLooks, latency: slow, shares: looks(60, 0.5), expected: rollback(3) }),
    recipe(`slow-30/gamma/${known}`, { historyLooks, latency: law('gamma', 1.3), expected: rollback(3) }),
    recipe(`slow-30/normal/${known}`, { historyLooks, latency: law('normal', 1.3), expected: rollback(3) }),
    recipe(`slow-30/buckets/${known}`, { historyLooks, latency: buckets(1.3), expected: rollback(4) }),
    recipe(`slow-30/pods/${known}`, {
      historyLooks,
      latency: slow,
      settings: { ...plain.settings, ...pods },
      expected: rollback(3),
    }),
    recipe(`slow-30/example/${known}`, {
      historyLooks,
      latency: slow,
      settings: { ...plain.settings, ...pods, guards },
      expected: rollback(3),
    }),
    recipe(`slow-30/only-latency/${known}`, {
      historyLooks,
      latency: slow,
      errors: null,
      gauge: null,
      settings: { metrics: [latency] },
      expected: rollback(3),
    }),
    recipe(`slow-30/400rps/${known}`, {
      historyLooks,
      requestsPerSecond: 400,
      shares: looks(20, 0.1),
      latency: slow,
      expected: rollback(3),
    }),
    recipe(`slow-30/4rps/${known}`, { historyLooks, requestsPerSecond: 4, latency: slow, expected: rollback(30) }),
    recipe(`slow-10/${known}`, { historyLooks, latency: law('lognormal', 1.1), expected: rollback(20) }),
    recipe(`errors-5/${known}`, { historyLooks, errors: { rate: 0.01, multiple: 5 }, expected: rollback(6) }),
    recipe(`errors-0.1-0.5/${known}`, { historyLooks, errors: { rate: 0.001, multiple: 5 }, expected: rollback(40) }),
    recipe(`only-errors-5/${known}`, {
      historyLooks,
      errors: { rate: 0.01, multiple: 5 },
      latency: null,
      gauge: null,
      settings: { metrics: [errors] },
      expected: rollback(5),
    }),
    recipe(`cpu-up-50/${known}`, {
      historyLooks,
      errors: few,
      gauge: { level: 100, correlation: 0.5, multiple: 1.5 },
      settings: { metrics: [errors, latency, { ...cpu, required: true }] },
      expected: rollback(30),
    }),
    recipe(`cpu-up-50/not-required/${known}`, {
      historyLooks,
      errors: few,
      gauge: { level: 100, correlation: 0.5, multiple: 1.5 },
      expected: rollback(30),
    }),
    recipe(`healthy/4rps/${known}`, {
      historyLooks,
      requestsPerSecond: 4,
      expected: anyButRollback,
    }),
    recipe(`healthy/400rps/${known}`, { historyLooks, requestsPerSecond: 400, shares: looks(20, 0.1), errors: few }),
    recipe(`healthy/jobs/${known}`, {
      historyLooks,
      errors: few,
      jobs: { rate: 0.1, multiple: 1 },
      settings: { metrics: [errors, latency, jobs] },
    }),
    recipe(`jobs-x2/${known}`, {
      historyLooks,
      errors: few,
      jobs: { rate: 0.1, multiple: 2 },
      settings: { metrics: [errors, latency, jobs] },
      expected: rollback(30),
    }),
    recipe(`throughput-half/${known}`, {
      historyLooks,
      latency: null,
      errors: null,
      gauge: null,
      jobs: { rate: 1, multiple: 0.5 },
      settings: { metrics: [{ ...jobs, harm: 'decrease', margin: { relative: 0.1 } }] },
      expected: rollback(12),
    }),
    recipe(`throughput-same/${known}`, {
      historyLooks,
      latency: null,
      errors: null,
      gauge: null,
      jobs: { rate: 1, multiple: 1 },
      settings: { metrics: [{ ...jobs, harm: 'decrease', margin: { relative: 0.1 } }] },
    }),
    recipe(`throughput-gauge-half/${known}`, {
      historyLooks,
      latency: null,
      errors: null,
      gauge: { level: 100, correlation: 0.5, multiple: 0.5 },
      settings: { metrics: [{ ...cpu, harm: 'decrease', required: true }] },
      expected: rollback(12),
    }),
    recipe(`throughput-gauge-same/${known}`, {
      historyLooks,
      latency: null,
      errors: null,
      settings: { metrics: [{ ...cpu, harm: 'decrease', required: true }] },
    }),
    recipe(`either/slower/${known}`, {
      historyLooks,
      latency: slow,
      settings: { metrics: [errors, { ...latency, harm: 'either' }] },
      expected: rollback(4),
    }),
    recipe(`either/faster/${known}`, {
      historyLooks,
      latency: law('lognormal', 0.7),
      settings: { metrics: [errors, { ...latency, harm: 'either' }] },
      expected: rollback(4),
    }),
    recipe(`either/same/${known}`, {
      historyLooks,
      errors: few,
      settings: { metrics: [errors, { ...latency, harm: 'either' }] },
    }),
    recipe(`faster-30/${known}`, { historyLooks, errors: few, latency: law('lognormal', 0.7) }),
    recipe(`tolerance-0/slow-10/${known}`, {
      historyLooks,
      latency: law('lognormal', 1.1),
      settings: { metrics: [errors, { ...latency, tolerance: { relative: 0 } }] },
      expected: rollback(15),
    }),
    recipe(`tolerance-huge/slow-30/${known}`, {
      historyLooks,
      errors: few,
      latency: slow,
      settings: { metrics: [errors, { ...latency, tolerance: { relative: 1 }, margin: { relative: 2 } }] },
    }),
    recipe(`guard/errors-20/${known}`, {
      historyLooks,
      errors: { rate: 0.01, multiple: 20 },
      settings: { metrics: [errors, latency, cpu], guards },
      expected: rollback(2),
    }),
    recipe(`guard/tail-x3/${known}`, {
      historyLooks,
      errors: few,
      latency: law('lognormal', 3),
      settings: { metrics: [errors, latency, cpu], guards },
      expected: rollback(3),
    }),
    recipe(`split/${known}`, { historyLooks, errors: few, realShare: 0.2, expected: { verdict: 'hold' } }),
    recipe(`missing/always/${known}`, {
      historyLooks,
      errors: few,
      spoil: spoilCanary(without('latency')),
      expected: never,
    }),
    recipe(`missing/once/${known}`, {
      historyLooks,
      errors: few,
      spoil: (look, at) => (at === 9 ? spoilCanary(without('latency'))(look, at) : look),
    }),
    recipe(`missing/baseline-always/${known}`, {
      historyLooks,
      errors: few,
      spoil: (look) => ({ ...look, baseline: without('latency')(look.baseline) }),
      expected: never,
    }),
    recipe(`missing/from-3/${known}`, {
      historyLooks,
      errors: few,
      spoil: spoilCanary(without('latency'), 2),
      expected: never,
    }),
    recipe(`missing/null-arms/${known}`, {
      historyLooks,
      errors: few,
      spoil: spoilCanary((arm) => Object.fromEntries(Object.keys(arm).map((key) => [key, null]))),
      expected: never,
    }),
    recipe(`missing/every-third/${known}`, {
      historyLooks,
      errors: few,
      spoil: (look, at) => (at % 3 === 2 ? spoilCanary(without('latency'))(look, at) : look),
      expected: never,
    }),
    recipe(`missing/slow-once/${known}`, {
      historyLooks,
      latency: slow,
      spoil: (look, at) => (at === 1 ? spoilCanary(without('latency'))(look, at) : look),
      expected: rollback(10),
    }),
    recipe(`missing/not-required/${known}`, { historyLooks, errors: few, spoil: spoilCanary(without('cpu')) }),
    recipe(`broken/nan-gauge/${known}`, {
      historyLooks,
      errors: few,
      settings: { metrics: [errors, latency, { ...cpu, required: true }] },
      spoil: spoilCanary((arm) => ({ ...arm, cpu: { value: 'NaN' } })),
      expected: never,
    }),
    recipe(`broken/nan-gauge-not-required/${known}`, {
      historyLooks,
      errors: few,
      spoil: spoilCanary((arm) => ({ ...arm, cpu: { value: 'NaN' } })),
    }),
    recipe(`broken/inf-gauge/${known}`, {
      historyLooks,
      errors: few,
      settings: { metrics: [errors, latency, { ...cpu, required: true }] },
      spoil: spoilCanary((arm) => ({ ...arm, cpu: { value: 'Inf' } })),
      expected: never,
    }),
    recipe(`broken/nan-errors/${known}`, {
      historyLooks,
      spoil: spoilCanary((arm) => ({ ...arm, errors: { events: 'NaN', total: 120 } })),
      expected: never,
    }),
    recipe(`broken/more-errors-than-requests/${known}`, {
      historyLooks,
      spoil: spoilCanary((arm) => ({ ...arm, errors: { events: 130, total: 120 } })),
      expected: never,
    }),
    recipe(`broken/inf-samples/${known}`, {
      historyLooks,
      errors: few,
      spoil: spoilCanary((arm) => ({ ...arm, latency: { samples: ['Inf', 'Inf', 'NaN'] } })),
      expected: never,
    }),
    recipe(`broken/one-nan-sample/${known}`, {
      historyLooks,
      errors: few,
      spoil: spoilCanary((arm, at) => (at === 5 ? addSample(arm, 'NaN') : arm)),
    }),
    recipe(`empty/canary/${known}`, {
      historyLooks,
      spoil: spoilCanary(() => ({
        errors: { events: 0, total: 0 },
        latency: { samples: [] },
        cpu: { value: 100 },
      })),
      expected: never,
    }),
    recipe(`empty/baseline/${known}`, {
      historyLooks,
      spoil: (look) => ({
        ...look,
        baseline: { errors: { events: 0, total: 0 }, latency: { samples: [] }, cpu: { value: 100 } },
      }),
      expected: never,
    }),
    recipe(`empty/errors-from-3/${known}`, {
      historyLooks,
      errors: few,
      spoil: spoilCanary((arm) => ({ ...arm, errors: { events: 0, total: 0 } }), 2),
      expected: never,
    }),
    recipe(`zero-errors/${known}`, { historyLooks, errors: { rate: 0, multiple: 1 } }),
    recipe(`zero-errors/only/${known}`, {
      historyLooks,
      errors: { rate: 0, multiple: 1 },
      latency: null,
      gauge: null,
      settings: { metrics: [errors] },
    }),
    recipe(`zero-errors/baseline-0/${known}`, {
      historyLooks,
      errors: { rate: 0, multiple: 1 },
      spoil: spoilCanary((arm) => ({ ...arm, errors: { events: 6, total: 120 } })),
      expected: rollback(5),
    }),
    recipe(`all-equal/latency/${known}`, {
      historyLooks,
      errors: few,
      latency: law('constant'),
    }),
    recipe(`all-equal/latency-double/${known}`, {
      historyLooks,
      errors: few,
      latency: law('constant', 2),
      expected: rollback(10),
    }),
    recipe(`all-equal/gauge/${known}`, {
      historyLooks,
      errors: few,
      settings: { metrics: [errors, latency, { ...cpu, required: true }] },
      spoil: (look) => ({
        ...look,
        baseline: { ...look.baseline, cpu: { value: 100 } },
        canary: { ...look.canary, cpu: { value: 100 } },
      }),
    }),
    recipe(`all-equal/gauge-zero/${known}`, {
      historyLooks,
      errors: few,
      settings: { metrics: [errors, latency, { ...cpu, required: true, margin: { absolute: 5 } }] },
      spoil: (look) => ({
        ...look,
        baseline: { ...look.baseline, cpu: { value: 0 } },
        canary: { ...look.canary, cpu: { value: 0 } },
      }),
    }),
    recipe(`min-looks/healthy/${known}`, {
      historyLooks,
      errors: few,
      shares: looks(60, 0.5),
      settings: { metrics: [errors, latency], minLooks: 40 },
      expected: { verdict: 'promote', lookAtLeast: 40, lookAtMost: 45 },
    }),
    recipe(`min-looks/slow/${known}`, {
      historyLooks,
      latency: slow,
      shares: looks(60, 0.5),
      settings: { metrics: [errors, latency], minLooks: 40 },
      expected: rollback(5),
    }),
    recipe(`three-looks/healthy/${known}`, { historyLooks, shares: looks(3, 0.1), expected: { verdict: 'hold' } }),
    recipe(`absolute-latency-margin/${known}`, {
      historyLooks,
      errors: few,
      settings: { metrics: [errors, { ...latency, tolerance: { absolute: 0.003 }, margin: { absolute: 0.01 } }] },
    }),
    recipe(`defaults/${known}`, {
      historyLooks,
      shares: looks(60, 0.5),
      settings: {
        metrics: [
          { id: 'errors', kind: 'proportion' },
          { id: 'latency', kind: 'distribution' },
        ],
      },
    }),
  ]
})

function addSample(arm: CaseArm, sample: unknown): CaseArm {
  const held = arm['latency']
  return typeof held === 'object' && held !== null && 'samples' in held && Array.isArray(held.samples)
    ? { ...arm, latency: { samples: held.samples.concat([sample]) } }
    : arm
}
