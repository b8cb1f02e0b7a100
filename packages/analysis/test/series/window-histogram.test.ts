import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromCumulative, windowHistogram } from '../../src/series/index.ts'

type Buckets = Parameters<typeof windowHistogram>[0]
const start: Buckets = [
  [1, 4],
  [2, 6],
  [Infinity, 9],
]

describe('a window of a histogram', () => {
  test('is the growth of each bucket, whatever their order', () => {
    const end: Buckets = [
      [Infinity, 19],
      [2, 13],
      [1, 9],
    ]
    const histogram = fromCumulative([
      [1, 5],
      [2, 7],
      [Infinity, 10],
    ])
    expect(windowHistogram(start, end)).toEqual({ kind: 'measured', value: { histogram, isReset: false, raised: 0 } })
  })

  test('without growth is empty', () => {
    expect(windowHistogram(start, start)).toMatchObject({ value: { histogram: { total: 0 }, isReset: false } })
  })

  test('after a restart is all of the later reading, also where only one bucket fell', () => {
    const end: Buckets = [
      [1, 3],
      [2, 9],
      [Infinity, 12],
    ]
    expect(windowHistogram(start, end)).toEqual({
      kind: 'measured',
      value: { histogram: fromCumulative(end), isReset: true, raised: 0 },
    })
  })

  test('that falls from one bucket to the next is repaired, and says so', () => {
    const end: Buckets = [
      [1, 9],
      [2, 10],
      [Infinity, 14],
    ]
    const histogram = fromCumulative([
      [1, 5],
      [2, 5],
      [Infinity, 5],
    ])
    expect(windowHistogram(start, end)).toEqual({ kind: 'measured', value: { histogram, isReset: false, raised: 1 } })
  })

  test.each([
    {
      name: 'other bounds',
      end: [
        [1, 5],
        [3, 7],
        [Infinity, 9],
      ],
      detail: 'The bucket bounds changed from 1 2 Infinity to 1 3 Infinity',
    },
    {
      name: 'fewer bounds',
      end: [
        [1, 5],
        [Infinity, 9],
      ],
      detail: 'The bucket bounds changed from 1 2 Infinity to 1 Infinity',
    },
    {
      name: 'more bounds',
      end: [
        [1, 5],
        [2, 6],
        [3, 7],
        [Infinity, 9],
      ],
      detail: 'The bucket bounds changed from 1 2 Infinity to 1 2 3 Infinity',
    },
    {
      name: 'no open bucket',
      end: [
        [1, 5],
        [2, 6],
      ],
      detail: 'The bucket le="+Inf" is missing',
    },
    {
      name: 'the bound NaN',
      end: [
        [NaN, 5],
        [Infinity, 9],
      ],
      detail: 'A bucket has NaN as its bound',
    },
  ] as const)('with $name is inconsistent', ({ end, detail }) => {
    expect(windowHistogram(start, end)).toEqual({ kind: 'missing', reason: 'inconsistent', detail })
  })

  test.each([
    {
      bad: [
        [1, NaN],
        [Infinity, 9],
      ],
      reason: 'not-finite',
      detail: 'The bucket le="1" counts NaN',
    },
    {
      bad: [
        [1, Infinity],
        [Infinity, 9],
      ],
      reason: 'not-finite',
      detail: 'The bucket le="1" counts Infinity',
    },
    {
      bad: [
        [1, -1],
        [Infinity, 9],
      ],
      reason: 'negative',
      detail: 'The bucket le="1" counts -1',
    },
    {
      bad: [
        [1, 0],
        [1, 0],
        [Infinity, 9],
      ],
      reason: 'unexpected-cardinality',
      detail: 'The bucket le="1" came more than once',
    },
    { bad: [], reason: 'no-data', detail: 'The reading has no bucket' },
  ] as const)('is missing as $reason where either reading is', ({ bad, reason, detail }) => {
    expect(windowHistogram(bad, start)).toEqual({ kind: 'missing', reason, detail })
    expect(windowHistogram(start, bad)).toEqual({ kind: 'missing', reason, detail })
  })

  test('names changed bounds in order of size', () => {
    const [one, other]: Buckets[] = [
      [
        [10, 4],
        [2, 1],
        [Infinity, 4],
      ],
      [
        [Infinity, 4],
        [10, 4],
        [9, 1],
      ],
    ]
    if (one === undefined || other === undefined) throw new Error('there are two')
    expect(windowHistogram(one, other)).toMatchObject({
      detail: 'The bucket bounds changed from 2 10 Infinity to 9 10 Infinity',
    })
  })

  test('and the one after it make the window over both', () => {
    const bounds = [1, 2, Infinity]
    const counts = fc.array(fc.nat(50), { minLength: 3, maxLength: 3 })
    const grown = (before: readonly number[], by: readonly number[]) => before.map((count, at) => count + (by[at] ?? 0))
    const reading = (counts: readonly number[]): Buckets => {
      let upTo = 0
      return counts.map((count, at) => [bounds[at] ?? NaN, (upTo += count)] as const)
    }
    fc.assert(
      fc.property(counts, counts, counts, (first, second, third) => {
        const later = grown(first, second)
        const [one, other, both] = [
          windowHistogram(reading(first), reading(later)),
          windowHistogram(reading(later), reading(grown(later, third))),
          windowHistogram(reading(first), reading(grown(later, third))),
        ].map((window) => (window.kind === 'measured' ? window.value.histogram.buckets.map((b) => b.count) : []))
        expect(one).toEqual(second)
        expect(both).toEqual(grown(one ?? [], other ?? []))
      }),
    )
  })
})
