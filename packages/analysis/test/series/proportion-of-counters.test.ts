import { describe, expect, test } from 'vitest'
import { proportionOfCounters } from '../../src/series/index.ts'

describe('a proportion of two counters', () => {
  test.each([
    { events: [5, 8], exposure: [100, 160], expected: { events: 3, total: 60 } },
    { events: [5, 2], exposure: [900, 100], expected: { events: 2, total: 100 } },
    { events: [5, 2, 3], exposure: [900, 950, 100], expected: { events: 3, total: 150 } },
    { events: [5, 2, 1], exposure: [900, 100, 150], expected: { events: 3, total: 150 } },
    { events: [0, 0], exposure: [0, 0], expected: { events: 0, total: 0 } },
  ])('$events of $exposure is $expected', ({ events, exposure, expected }) => {
    expect(proportionOfCounters(events, exposure)).toEqual({ kind: 'measured', value: expected })
  })

  test('is discarded where the counter of all observations restarted alone', () => {
    expect(proportionOfCounters([5, 6], [900, 100])).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'The counter of all observations started again, the counter of events did not',
    })
    expect(proportionOfCounters([0, 0], [900, 100])).toMatchObject({ reason: 'inconsistent' })
  })

  test('is discarded where the counter of events restarted alone', () => {
    expect(proportionOfCounters([5, 2], [900, 1000])).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'The counter of events started again, the counter of all observations did not',
    })
  })

  test('is missing where a growth is unknown', () => {
    expect(proportionOfCounters([5], [1, 2])).toEqual({
      kind: 'missing',
      reason: 'no-data',
      detail: 'The growth of the counter of events is unknown',
    })
    expect(proportionOfCounters([5, 6], [1, NaN])).toMatchObject({
      reason: 'no-data',
      detail: 'The growth of the counter of all observations is unknown',
    })
  })

  test('is inconsistent with more events than observations', () => {
    expect(proportionOfCounters([0, 9], [0, 8])).toMatchObject({ reason: 'inconsistent' })
  })
})
