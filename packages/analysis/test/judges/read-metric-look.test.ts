import { describe, expect, test } from 'vitest'
import { readMetricLook } from '../../src/judges/index.ts'

const missing = { kind: 'missing', reason: 'no-data', detail: 'the look does not have it' }

describe('a metric of a look out of JSON', () => {
  test('is read by its kind, the first side as the control', () => {
    const look = readMetricLook(
      { id: 'errors', kind: 'proportion' },
      { errors: { events: 1, total: 10 } },
      { errors: { events: 2, total: 20 } },
    )
    expect(look).toEqual({
      metric: 'errors',
      kind: 'proportion',
      control: { kind: 'measured', value: { events: 1, total: 10 } },
      experiment: { kind: 'measured', value: { events: 2, total: 20 } },
    })
    const rate = readMetricLook({ id: 'jobs', kind: 'rate' }, { jobs: { events: 1, exposure: 3 } }, {})
    expect(rate).toMatchObject({ kind: 'rate', control: { value: { events: 1, exposure: 3 } }, experiment: missing })
    const samples = readMetricLook({ id: 'p', kind: 'distribution' }, { p: { samples: [1, 2] } }, null)
    expect(samples).toMatchObject({ control: { value: { samples: [1, 2] } }, experiment: missing })
  })

  test('has buckets of its own counts out of cumulative ones, with and without the last bound', () => {
    const closed = {
      p: {
        buckets: [
          [0.1, 2],
          ['0.5', 5],
          ['Inf', 6],
        ],
      },
    }
    const open = {
      p: {
        buckets: [
          [0.1, 2],
          [0.5, 5],
        ],
        count: 6,
      },
    }
    const look = readMetricLook({ id: 'p', kind: 'distribution' }, closed, open)
    const histogram = {
      buckets: [
        { upperBound: 0.1, count: 2 },
        { upperBound: 0.5, count: 3 },
        { upperBound: Infinity, count: 1 },
      ],
      total: 6,
    }
    expect(look).toMatchObject({ control: { value: histogram }, experiment: { value: histogram } })
  })

  test('is missing where a side does not have it of its own, and never taken for nothing', () => {
    for (const arm of [null, undefined, {}, { cpu: null }]) {
      expect(readMetricLook({ id: 'cpu', kind: 'gauge' }, arm, arm)).toMatchObject({
        control: missing,
        experiment: missing,
      })
    }
    expect(readMetricLook({ id: 'toString', kind: 'gauge' }, {}, {}).experiment).toEqual(missing)
  })

  test('keeps what is not sound for the judge to refuse', () => {
    const gauge = (value: unknown) => readMetricLook({ id: 'cpu', kind: 'gauge' }, null, { cpu: { value } }).experiment
    expect(gauge('NaN')).toEqual({ kind: 'measured', value: Number.NaN })
    expect(gauge('-Inf')).toEqual({ kind: 'measured', value: -Infinity })
    expect(gauge(null)).toEqual({ kind: 'measured', value: Number.NaN })
    const broken = readMetricLook({ id: 'p', kind: 'distribution' }, null, {
      p: {
        buckets: [
          [0.1, 'NaN'],
          ['Inf', 6],
        ],
      },
    })
    expect(broken.experiment).toMatchObject({ kind: 'measured', value: { total: Number.NaN } })
  })

  test.each([
    ['proportion', { errors: 1, total: 2 }],
    ['rate', { events: 1, total: 2 }],
    ['distribution', { samples: 3 }],
    ['distribution', { buckets: [[0.1]] }],
    ['distribution', { buckets: [['wide', 1]] }],
    ['gauge', 3],
    ['gauge', { value: 'three' }],
  ] as const)('of kind %s in another shape is refused', (kind, value) => {
    expect(() => readMetricLook({ id: 'm', kind }, { m: value }, null)).toThrow(`a value of kind ${kind}`)
  })
})
