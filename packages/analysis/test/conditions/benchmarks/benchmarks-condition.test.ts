import { describe, expect, test } from 'vitest'
import { benchmarksCondition } from '../../../src/conditions/benchmarks/benchmarks-condition.ts'
import { context } from '../report.ts'
import { accepted, evidence, judge, reasons, result } from './benchmark-reports.ts'

const around = (value: number, count = 10): readonly number[] =>
  Array.from({ length: count }, (_, at) => value * (1 + (at - (count - 1) / 2) / 1000))
const sampled = (name: string, value: number, count?: number) => result(name, { value, samples: around(value, count) })

describe('Absolute limits', () => {
  const duration = evidence([result('http_req_duration p(95)', { value: 0.5 })])

  test('hold at the limit and fail above it, in any unit of time', () => {
    for (const [limit, outcome] of [
      ['<= 500ms', 'pass'],
      ['< 500ms', 'fail'],
      ['<= 0.4 s', 'fail'],
      ['>= 1us', 'pass'],
      ['<= 0.5', 'pass'],
    ] as const) {
      expect(judge({ limits: { 'http_req_duration p(95)': limit } }, [duration]).part.outcome).toBe(outcome)
    }
  })

  test('in another unit than the result are an error, and on a name that is not there inconclusive', () => {
    expect(reasons(judge({ limits: { 'http*': '<= 5 MB' } }, [duration]))).toEqual(['benchmarks-not-comparable: error'])
    expect(reasons(judge({ limits: { nothing: '<= 5' } }, [duration]))).toEqual([
      'benchmark-limit-unmeasured: inconclusive',
    ])
  })

  test('of a share are written in per cent', () => {
    const failed = evidence([result('http_req_failed', { unit: 'share', value: 0.02 })])
    expect(judge({ limits: { http_req_failed: '< 1%' } }, [failed]).part.reasons[0]).toMatchObject({
      code: 'benchmark-over-limit',
      sentence: 'http_req_failed is 2 %, outside the limit < 1%',
    })
  })

  test('of a value that is no number never hold', () => {
    for (const limit of ['<= 1', '>= 1']) {
      expect(judge({ limits: { a: limit } }, [evidence([result('a', { value: Number.NaN })])]).part.outcome).toBe(
        'fail',
      )
    }
  })

  test('that cannot be read are refused', () => {
    expect(benchmarksCondition.options.safeParse({ limits: { a: '500ms' } }).success).toBe(false)
  })
})

describe("The tool's own thresholds", () => {
  const thresholds = [
    { metric: 'http_req_duration', expression: 'p(95)<500', holds: false },
    { metric: 'checks', expression: 'rate>0.9', holds: true },
  ]

  test('count unless they are ignored', () => {
    const failing = evidence([result('a')], { tool: 'k6', thresholds })
    expect(judge({}, [failing]).part.reasons[0]).toMatchObject({
      outcome: 'fail',
      sentence: '1 of 2 thresholds of k6 do not hold: http_req_duration p(95)<500',
    })
    expect(reasons(judge({ thresholds: 'ignore' }, [failing]))).toEqual(['benchmarks-nothing-judged: inconclusive'])
    expect(reasons(judge({}, [evidence([], { thresholds: thresholds.slice(1) })]))).toEqual([
      'benchmark-thresholds-hold: pass',
    ])
  })
})

describe('What was not measured', () => {
  test('is an error where it is asked for, beside what was', () => {
    const broken = evidence([result('a')], { unmeasured: [{ name: 'b', reason: 'boom' }] })
    const options = { limits: { a: '<= 1' } }
    expect(reasons(judge(options, [broken]))).toEqual(['benchmarks-unmeasured: error', 'benchmark-within-limit: pass'])
    expect(reasons(judge({ ...options, ignore: ['b'] }, [broken]))).toEqual(['benchmark-within-limit: pass'])
  })

  test('without any report, and with one that proves nothing, is no pass', () => {
    expect(judge({}, []).part.outcome).toBe('inconclusive')
    expect(judge({}, [evidence([result('a')], { failure: 'FAIL' })])).toMatchObject({
      part: { outcome: 'error' },
      observation: null,
    })
  })
})

describe('A reference', () => {
  const options = { reference: 'main', maxRegression: '10%' }

  test('is asked for by its branch; a margin without one is refused', () => {
    expect(benchmarksCondition.referenceBranch(options)).toBe('main')
    expect(benchmarksCondition.referenceBranch({})).toBeNull()
    expect(benchmarksCondition.options.safeParse({ maxRegression: '10%' }).success).toBe(false)
  })

  test('that is not there leaves nothing shown, but on the branch itself or where the policy accepts it', () => {
    const now = [evidence([result('a')])]
    expect(reasons(judge(options, now))).toEqual(['benchmarks-without-reference: inconclusive'])
    expect(reasons(judge({ ...options, whenMissing: 'accept' }, now))).toEqual(['benchmarks-without-reference: pass'])
    expect(reasons(judge(options, now, [], { subject: context().subject }))).toEqual([
      'benchmarks-without-reference: pass',
    ])
    expect(judge({ ...options, whenMissing: 'accept', only: ['b'] }, now).part.outcome).toBe('inconclusive')
    expect(judge({ ...options, limits: { a: '< 1' } }, now).part.outcome).toBe('fail')
  })

  test('with samples on both sides shows a regression, and the lack of one', () => {
    const main = accepted([sampled('a', 1), sampled('b', 1)])
    const slower = judge(options, [evidence([sampled('a', 1.3), sampled('b', 1)])], [main]).part
    expect(slower.outcome).toBe('fail')
    expect(slower.reasons.map(({ sentence }) => sentence)).toEqual([
      'Benchmark a is worse than on main by 30 % [29.6 %, 30.4 %], more than the margin of 10 %: 1.3 s against 1 s (10 samples against 10)',
      '1 of 2 benchmarks are shown not to be worse than on main by more than their margin; the largest change is no change (b, margin 10 %)',
    ])
    expect(slower.measurement).toMatchObject({ unit: 'seconds', control: 1, experiment: 1.3, limit: 0.1 })
    expect(judge(options, [evidence([sampled('a', 1), sampled('b', 0.5)])], [main]).part.outcome).toBe('pass')
  })

  test('is compared in the direction that is better', () => {
    const rate = (value: number) => result('r', { unit: 'ops/s', better: 'bigger', value, samples: around(value) })
    expect(judge(options, [evidence([rate(70)])], [accepted([rate(100)])]).part.outcome).toBe('fail')
    expect(judge(options, [evidence([rate(130)])], [accepted([rate(100)])]).part.outcome).toBe('pass')
  })

  test('with too few samples is insufficient evidence, with the numbers, unless that is only a warning', () => {
    const [now, main] = [[evidence([sampled('a', 1.3, 4)])], [accepted([sampled('a', 1, 4)])]]
    expect(judge(options, now, main).part.reasons[0]).toMatchObject({
      code: 'benchmarks-insufficient-evidence',
      outcome: 'inconclusive',
      sentence:
        'Insufficient evidence about 1 of 1 benchmarks against main: a 30 % worse, 1 of 5 accepted runs, and 4 against 4 samples where 5 a side would do',
    })
    expect(judge({ ...options, onInsufficient: 'warn' }, now, main).part.outcome).toBe('warn')
    expect(judge(options, now, main, { subject: context().subject }).part.outcome).toBe('warn')
  })

  test('of single values is a history of five runs', () => {
    const runs = [1, 1.01, 0.99, 1.005, 0.995].map((value) => accepted([result('a', { value })]))
    const outcome = (value: number, references = runs) =>
      judge(options, [evidence([result('a', { value })])], references).part.outcome
    expect(outcome(1)).toBe('pass')
    expect(outcome(1.3)).toBe('fail')
    expect(outcome(1.1)).toBe('inconclusive')
    expect(outcome(1, runs.slice(1))).toBe('inconclusive')
  })

  test('begins anew where a person set it', () => {
    const runs = Array.from({ length: 6 }, (_, at) => accepted([result('a', { value: 1 + at / 1000 })]))
    const reset = accepted([result('a')], { origin: { kind: 'reset', who: 'ann', why: 'new machine' } })
    const now = [evidence([result('a')])]
    expect(judge(options, now, runs).part.outcome).toBe('pass')
    expect(judge(options, now, [reset, ...runs]).part.outcome).toBe('inconclusive')
  })

  test('has a margin of its own for some names', () => {
    const main = [accepted([sampled('wild/one', 1)])]
    const now = [evidence([sampled('wild/one', 1.3)])]
    expect(judge({ ...options, metrics: { 'wild*': '50%' } }, now, main).part.outcome).toBe('pass')
    expect(judge({ ...options, ignore: ['wild*'] }, now, main).part.outcome).toBe('inconclusive')
    expect(judge({ ...options, only: ['tame'] }, now, main).part.outcome).toBe('inconclusive')
  })

  test('that has another unit or direction is an error', () => {
    const main = [accepted([sampled('a', 1)])]
    expect(reasons(judge(options, [evidence([result('a', { unit: 'B' })])], main))).toEqual([
      'benchmarks-not-comparable: error',
    ])
    expect(judge(options, [evidence([{ ...sampled('a', 1), better: 'bigger' }])], main).part.outcome).toBe('error')
  })

  test('that has a benchmark which vanished fails, or warns and still is no pass by itself; a new one is named', () => {
    const main = [accepted([sampled('a', 1), sampled('b', 1)])]
    const now = [evidence([sampled('a', 1), sampled('c', 1)])]
    expect(reasons(judge(options, now, main))).toEqual([
      'benchmarks-missing: fail',
      'benchmarks-not-worse: pass',
      'benchmarks-new: pass',
    ])
    expect(judge({ ...options, missing: 'warn' }, now, main).part.outcome).toBe('warn')
    expect(judge({ ...options, missing: 'warn' }, [evidence([])], main).part.outcome).toBe('inconclusive')
  })

  test('says nothing about what has no direction until the policy names one', () => {
    const row = (value: number) => result('free', { unit: 'MB', better: null, value, samples: around(value) })
    const now = [evidence([row(70), sampled('a', 1)])]
    expect(reasons(judge(options, now, [accepted([sampled('a', 1)])]))).toEqual([
      'benchmarks-not-worse: pass',
      'benchmarks-without-direction: pass',
    ])
    const main = [accepted([{ ...row(100), better: 'bigger' }, sampled('a', 1)])]
    expect(judge({ ...options, better: { free: 'bigger' } }, now, main).part.outcome).toBe('fail')
  })

  test('that had a direction and has lost it is an error: it would be compared no more', () => {
    const now = [evidence([result('a', { unit: 'widgets', better: null, value: 1000 }), sampled('b', 1)])]
    const main = [accepted([sampled('a', 1), sampled('b', 1)])]
    expect(reasons(judge(options, now, main))).toEqual([
      'benchmarks-not-comparable: error',
      'benchmarks-not-worse: pass',
    ])
  })

  test('without noise is compared as it is', () => {
    const bytes = (value: number) => result('size', { unit: 'B', value })
    const outcome = (value: number) =>
      judge({ ...options, exact: ['size'] }, [evidence([bytes(value)])], [accepted([bytes(100)])]).part.outcome
    expect([outcome(110), outcome(111), outcome(90)]).toEqual(['pass', 'fail', 'pass'])
  })

  test('of zero is kept only by zero', () => {
    const allocations = (value: number) =>
      result('n allocs/op', { unit: 'allocs/op', value, samples: Array(8).fill(value) })
    const outcome = (value: number) =>
      judge(options, [evidence([allocations(value)])], [accepted([allocations(0)])]).part.outcome
    expect([outcome(0), outcome(1)]).toEqual(['pass', 'fail'])
  })
})

describe('Several reports', () => {
  test('of one benchmark are its measurements', () => {
    const runs = [1, 1.01, 0.99, 1.005, 0.995].map((value) => evidence([result('a', { value, samples: [9, 9] })]))
    expect(judge({ limits: { a: '<= 1' } }, runs)).toMatchObject({
      part: { outcome: 'pass' },
      observation: { results: [{ name: 'a', value: 1, samples: [1, 1.01, 0.99, 1.005, 0.995] }] },
    })
    expect(judge({ limits: { a: '<= 1' } }, runs.slice(0, 2)).observation).toMatchObject({
      results: [{ value: 9, samples: [9, 9, 9, 9] }],
    })
  })

  test('that disagree about a unit are an error', () => {
    const reports = [evidence([result('a')]), evidence([result('a', { unit: 'B' })])]
    expect(judge({ limits: { a: '<= 1' } }, reports).part.outcome).toBe('error')
  })
})

test('What is kept has a direction and at most 100 samples, from the whole run', () => {
  const samples = Array.from({ length: 250 }, (_, at) => at + 1)
  const now = evidence([result('a', { samples }), result('b', { better: null }), result('c', { value: Number.NaN })])
  const { observation } = judge({ limits: { a: '<= 1' } }, [now])
  if (observation?.kind !== 'benchmarks') throw new Error('Nothing is kept')
  expect(observation.results.map(({ name }) => name)).toEqual(['a'])
  expect(observation.results[0]?.samples).toHaveLength(100)
  expect(observation.results[0]?.samples.at(-1)).toBe(248)
})

test('Many benchmarks that got worse are counted, not all listed', () => {
  const names = Array.from({ length: 15 }, (_, at) => `b${at}`)
  const { part } = judge(
    { reference: 'main' },
    [evidence(names.map((name) => sampled(name, 2)))],
    [accepted(names.map((name) => sampled(name, 1)))],
  )
  expect(part.reasons).toHaveLength(11)
  expect(part.reasons.at(-1)?.sentence).toBe('5 more benchmarks are worse than on main by more than their margin')
})

test('A name that is too long for a sentence keeps its beginning and its end', () => {
  const name = `start${'x'.repeat(200)}end`
  const { sentence } = judge({ limits: { [name]: '<= 1' } }, [evidence([result(name)])]).part.reasons[0]
  expect(sentence).toMatch(/^startx+…x+end is 1 s, within the limit <= 1$/)
  expect(sentence.length).toBeLessThan(120)
})
