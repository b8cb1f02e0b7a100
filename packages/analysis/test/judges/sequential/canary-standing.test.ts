import { describe, expect, test } from 'vitest'
import {
  canaryStanding,
  learnNoise,
  metricWeights,
  type CanaryLook,
  type CanaryStanding,
  type MetricLook,
  type SequentialMetric,
  type SequentialSettings,
} from '../../../src/judges/index.ts'
import { adjustedLogEValues } from '../../../src/sequential/index.ts'
import { missing } from '../looks.ts'
import { cpu, drawLooks, errors, jobs, judged, latency, settingsFor } from './canaries.ts'

const all = [errors, jobs, latency, cpu]
const history = drawLooks(1, 60, {}, {}, { share: null })

function standing(
  metrics: readonly SequentialMetric[],
  looks: readonly CanaryLook[],
  changes: Partial<SequentialSettings> = {},
): CanaryStanding {
  const settings = settingsFor(metrics, { learnt: learnNoise(metrics, history), ...changes })
  return canaryStanding(settings, judged(settings, looks))
}

describe('a healthy canary', () => {
  const looks = drawLooks(2, 40, {}, {})

  test('is promotable once all required metrics are shown to stay within their margins', () => {
    expect(standing(all, looks)).toEqual({
      isHarmed: false,
      isSplitWrong: false,
      metrics: all.map(() => 'non-inferior'),
      isPromotable: true,
    })
  })

  test('is not before the fewest looks, whatever the evidence', () => {
    const early = standing(all, looks, { minLooks: 41 })
    expect(early.metrics).toEqual(all.map(() => 'too-few-looks'))
    expect(early.isPromotable).toBe(false)
    expect(standing(all, looks, { minLooks: 40 }).isPromotable).toBe(true)
  })

  test('is not before its first look, and not without a metric that is required', () => {
    expect(standing(all, []).isPromotable).toBe(false)
    expect(standing([], looks).isPromotable).toBe(false)
    const optional = all.map((metric) => ({ ...metric, required: false }))
    expect(standing(optional, looks).isPromotable).toBe(false)
  })

  test('is not while a required metric is silent; one that is not required may be', () => {
    const silent = looks.map((look) => ({ ...look, metrics: look.metrics.filter(({ metric }) => metric !== 'cpu') }))
    expect(standing(all, silent)).toMatchObject({ isHarmed: false, isPromotable: false })
    expect(standing(all, silent).metrics[3]).toBe('not-measured')
    expect(standing([errors, jobs, latency, { ...cpu, required: false }], silent).isPromotable).toBe(true)
  })

  test('may lack one look in twenty, not the newest, and no more', () => {
    const lacking = (...at: readonly number[]): readonly CanaryLook[] =>
      looks.map((look, index) => (at.includes(index) ? { ...look, metrics: look.metrics.map(silenced) } : look))
    expect(standing(all, lacking(10, 20)).isPromotable).toBe(true)
    expect(standing(all, lacking(10, 20, 30)).metrics).toEqual(all.map(() => 'not-measured'))
    expect(standing(all, lacking(39)).metrics).toEqual(all.map(() => 'not-measured'))
  })

  test('is not promotable within a margin of nothing', () => {
    const nothing = { absolute: 0, relative: 0 }
    for (const metric of all) {
      const strict = { ...metric, tolerance: nothing, margin: nothing }
      expect(standing([strict], looks)).toMatchObject({ metrics: ['undecided'], isPromotable: false })
    }
  })
})

describe('closed testing lays the harm on the metric that', () => {
  const harmed = (looks: readonly CanaryLook[]) => {
    const { isHarmed, isPromotable, metrics } = standing(all, looks)
    expect({ isHarmed, isPromotable }).toEqual({ isHarmed: true, isPromotable: false })
    return all.filter((_, at) => metrics[at] === 'harmful').map(({ id }) => id)
  }

  test('has it', () => {
    expect(harmed(drawLooks(4, 20, {}, { latency: 0.14 }))).toEqual(['latency'])
    expect(harmed(drawLooks(5, 20, {}, { errorRate: 0.1 }))).toEqual(['errors'])
    expect(harmed(drawLooks(6, 20, {}, { jobRate: 1.2 }))).toEqual(['jobs'])
    expect(harmed(drawLooks(7, 20, {}, { cpu: 75 }))).toEqual(['cpu'])
  })

  test('has it, where two have it', () => {
    expect(harmed(drawLooks(8, 20, {}, { latency: 0.14, cpu: 75 }))).toEqual(['latency', 'cpu'])
  })

  test('has most of it where the two that have it only cross together', () => {
    const settings = settingsFor(all, { learnt: learnNoise(all, history) })
    const looks = drawLooks(58, 40, {}, { errorRate: 0.04, jobRate: 0.66 })
    const first = looks.findIndex((_, at) => judged(settings, looks.slice(0, at + 1)).harmedAt !== null)
    const state = judged(settings, looks.slice(0, first + 1))
    const levels = state.metrics.map(({ harm }) => harm.maxLogE)
    const adjusted = adjustedLogEValues(levels, metricWeights(all))
    expect(first).toBeGreaterThanOrEqual(0)
    expect(Math.max(...adjusted)).toBeLessThan(-Math.log(settings.alpha))
    const { metrics } = canaryStanding(settings, state)
    // Both weigh the same.
    expect(metrics.map((one) => one === 'harmful')).toEqual(levels.map((level) => level === Math.max(...levels)))
  })

  test('stays harmful after the canary has recovered', () => {
    const looks = [...drawLooks(10, 10, {}, { latency: 0.14 }), ...drawLooks(11, 30, {}, { latency: 0.08 })]
    expect(harmed(looks)).toContain('latency')
  })
})

describe('the split of the traffic', () => {
  const wrong = drawLooks(12, 40, { requests: 320 }, { requests: 80 }, { share: 0.1 })

  test('that is not as configured blocks a promote and rolls nothing back', () => {
    const { isSplitWrong, isHarmed, isPromotable, metrics } = standing(all, wrong)
    expect({ isSplitWrong, isHarmed, isPromotable }).toEqual({
      isSplitWrong: true,
      isHarmed: false,
      isPromotable: false,
    })
    expect(metrics).toEqual(all.map(() => 'non-inferior'))
  })

  test('is let be where it is not checked, or not configured', () => {
    expect(standing(all, wrong, { splitChecked: false })).toMatchObject({ isSplitWrong: false, isPromotable: true })
    const open = wrong.map((look) => ({ ...look, share: null }))
    expect(standing(all, open)).toMatchObject({ isSplitWrong: false, isPromotable: true })
  })

  test('may move from stage to stage', () => {
    const moved = [
      ...drawLooks(13, 20, { requests: 360 }, { requests: 40 }, { share: 0.1 }),
      ...drawLooks(14, 20, { requests: 200 }, { requests: 200 }, { share: 0.5 }).map((look) => ({ ...look, stage: 1 })),
    ]
    expect(standing(all, moved)).toMatchObject({ isSplitWrong: false, isPromotable: true })
  })
})

describe('a histogram', () => {
  const fine = [0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.5, 1]
  const coarse = [0.001, 0.01, 1, 10]
  const without = { learnt: [null] }

  test('whose buckets are fine shows what samples show', () => {
    const healthy = drawLooks(15, 40, {}, {}, { buckets: fine })
    const slow = drawLooks(16, 20, {}, { latency: 0.13 }, { buckets: fine })
    expect(standing([latency], healthy, without)).toMatchObject({ metrics: ['non-inferior'], isPromotable: true })
    expect(standing([latency], slow, without)).toMatchObject({ metrics: ['harmful'], isHarmed: true })
  })

  test('with nearly all of the baseline in one bucket can show no shift, and claims nothing', () => {
    const looks = drawLooks(17, 40, {}, {}, { buckets: coarse })
    expect(standing([latency], looks, without)).toEqual({
      isHarmed: false,
      isSplitWrong: false,
      metrics: ['coarse-buckets'],
      isPromotable: false,
    })
  })

  test('of a canary that is twice as slow inside one bucket is not taken for a healthy one', () => {
    const looks = drawLooks(18, 40, {}, { latency: 0.2 }, { buckets: coarse })
    expect(standing([latency], looks, without).isPromotable).toBe(false)
  })
})

describe('harm in either direction', () => {
  const either = (metric: SequentialMetric): SequentialMetric => ({ ...metric, harm: 'either' })

  test.each([
    ['more errors', errors, { errorRate: 0.08 }],
    ['no errors', errors, { errorRate: 0 }],
    ['more jobs', jobs, { jobRate: 1 }],
    ['fewer jobs', jobs, { jobRate: 0.2 }],
    ['slower', latency, { latency: 0.14 }],
    ['faster', latency, { latency: 0.07 }],
    ['a higher gauge', cpu, { cpu: 70 }],
    ['a lower gauge', cpu, { cpu: 35 }],
  ])('is found: %s', (_, metric, side) => {
    const looks = drawLooks(19, 40, {}, side)
    expect(standing([either(metric)], looks, { learnt: [null] })).toMatchObject({
      isHarmed: true,
      metrics: ['harmful'],
    })
  })

  test('is none where nothing changed', () => {
    const metrics = all.map(either)
    expect(standing(metrics, drawLooks(20, 60, {}, {}))).toMatchObject({ isHarmed: false, isPromotable: true })
  })

  test('that is an increase alone leaves a canary that is better alone', () => {
    const looks = drawLooks(21, 40, {}, { latency: 0.07, cpu: 35, jobRate: 0.2, errorRate: 0.001 })
    expect(standing(all, looks)).toMatchObject({ isHarmed: false, isPromotable: true })
  })

  test('that is a decrease alone is found in fewer jobs and not in more', () => {
    const throughput: SequentialMetric = { ...jobs, harm: 'decrease' }
    expect(standing([throughput], drawLooks(22, 40, {}, { jobRate: 0.25 }))).toMatchObject({ isHarmed: true })
    expect(standing([throughput], drawLooks(23, 40, {}, { jobRate: 1 }))).toMatchObject({
      isHarmed: false,
      isPromotable: true,
    })
  })
})

test('a canary without a single request is never promotable', () => {
  const looks = drawLooks(24, 40, {}, { requests: 0 }, { share: null })
  expect(standing([errors], looks)).toMatchObject({ isHarmed: false, isPromotable: false })
  expect(standing([latency], looks)).toMatchObject({ isHarmed: false, isPromotable: false })
})

function silenced(look: MetricLook): MetricLook {
  return { ...look, experiment: missing() }
}

describe('a gauge that never varies', () => {
  const of = (count: number, control: number, experiment: number): readonly CanaryLook[] =>
    Array.from({ length: count }, () => ({
      stage: 0,
      share: null,
      metrics: [
        {
          metric: 'cpu',
          kind: 'gauge',
          control: { kind: 'measured', value: control },
          experiment: { kind: 'measured', value: experiment },
        } as const,
      ],
    }))
  const without = { learnt: [null] }

  const absolute = { ...cpu, margin: { absolute: 0.001, relative: 0 }, tolerance: { absolute: 0.001, relative: 0 } }
  const noisy = { learnt: learnNoise([absolute], history) }

  test('and is equal on both sides goes on after ten looks, and not before', () => {
    expect(standing([absolute], of(9, 0, 0), noisy)).toMatchObject({ metrics: ['undecided'], isPromotable: false })
    expect(standing([absolute], of(10, 0, 0), noisy)).toMatchObject({ metrics: ['constant'], isPromotable: true })
  })

  test('and is 0 on both sides shows nothing about a margin relative to it', () => {
    expect(standing([cpu], of(40, 0, 0), without)).toMatchObject({ metrics: ['undecided'], isPromotable: false })
  })

  test('but differs between the sides does not pass for equal', () => {
    const looks = [...of(1, 5, 5), ...of(12, -5, -1)]
    expect(standing([cpu], looks, without).metrics).not.toEqual(['constant'])
  })
})

describe('evidence that was good once', () => {
  const healthyLooks = drawLooks(2, 40, {}, {})
  const silentLater = drawLooks(3, 10, {}, {}).map((look, at) => ({
    ...look,
    stage: 1,
    metrics: look.metrics.map((one) => (at < 9 && one.metric === 'errors' ? { ...one, experiment: missing() } : one)),
  }))

  test('does not make up for a later stage in which nearly nothing was measured', () => {
    const many = Array.from({ length: 5 }, () => healthyLooks).flat()
    expect(standing(all, many).isPromotable).toBe(true)
    expect(standing(all, [...many, ...silentLater]).metrics[0]).toBe('not-measured')
  })

  test('is no evidence of values below 0, which have no ratio', () => {
    const below = healthyLooks.map((look) => ({
      ...look,
      metrics: look.metrics.map((one) =>
        one.kind === 'gauge' ? { ...one, control: measuredNumber(-1000), experiment: measuredNumber(-1) } : one,
      ),
    }))
    expect(standing([cpu], [...healthyLooks.slice(0, 1), ...below], { learnt: [null] }).metrics).toEqual([
      'not-measured',
    ])
  })

  function measuredNumber(value: number) {
    return { kind: 'measured', value } as const
  }
})

test('nearly all of the baseline beyond the last bound shows no shift, and claims nothing', () => {
  const open = (total: number) => ({
    kind: 'measured' as const,
    value: {
      total,
      buckets: [
        { upperBound: 0.001, count: Math.round(total * 0.03) },
        { upperBound: 0.002, count: Math.round(total * 0.03) },
        { upperBound: 0.003, count: Math.round(total * 0.04) },
        {
          upperBound: Number.POSITIVE_INFINITY,
          count: total - 2 * Math.round(total * 0.03) - Math.round(total * 0.04),
        },
      ],
    },
  })
  const looks = Array.from({ length: 40 }, () => ({
    stage: 0,
    share: null,
    metrics: [{ metric: 'latency', kind: 'distribution' as const, control: open(600), experiment: open(600) }],
  }))
  expect(standing([latency], looks, { learnt: [null] })).toMatchObject({
    metrics: ['coarse-buckets'],
    isPromotable: false,
  })
})

test('numbers that no statistic can hold are a missing look, and nothing is thrown', () => {
  const huge = { kind: 'measured', value: 1e308 } as const
  const looks = Array.from({ length: 12 }, (_, at) => ({
    stage: 0,
    share: 0.1,
    metrics: [
      {
        metric: 'cpu',
        kind: 'gauge' as const,
        control: at % 2 === 0 ? huge : ({ kind: 'measured', value: -1e308 } as const),
        experiment: huge,
      },
    ],
  }))
  expect(standing([{ ...cpu, margin: { absolute: 1, relative: 0 } }], looks, { learnt: [null] }).isPromotable).toBe(
    false,
  )
})

describe('a tail that the first look is too small to offer', () => {
  const slowTail = (looks: readonly CanaryLook[]): readonly CanaryLook[] =>
    looks.map((look) => ({
      ...look,
      metrics: look.metrics.map((one) =>
        one.kind === 'distribution' && one.experiment.kind === 'measured' && 'samples' in one.experiment.value
          ? {
              ...one,
              experiment: {
                kind: 'measured' as const,
                value: { samples: [...one.experiment.value.samples].map((x, at) => (at % 50 === 0 ? 100 * x : x)) },
              },
            }
          : one,
      ),
    }))
  const few = drawLooks(4, 1, {}, {}).map((look) => ({
    ...look,
    metrics: look.metrics.map((one) =>
      one.kind === 'distribution' && one.control?.kind === 'measured' && 'samples' in one.control.value
        ? { ...one, control: { kind: 'measured' as const, value: { samples: one.control.value.samples.slice(0, 5) } } }
        : one,
    ),
  }))

  test('is chosen later, and harm in it is found', () => {
    const looks = [...few, ...slowTail(drawLooks(5, 40, {}, {}))]
    const found = standing([{ ...latency, tolerance: { absolute: 0, relative: 0.15 } }], looks, {
      learnt: [null],
      splitChecked: false,
    })
    expect(found).toMatchObject({ metrics: ['harmful'], isHarmed: true })
  })
})
