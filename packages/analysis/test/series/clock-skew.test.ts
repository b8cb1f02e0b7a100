import { expect, test } from 'vitest'
import { clockSkew } from '../../src/series/clock-skew.ts'
import { orderedReadings } from '../../src/series/index.ts'

const at = (...times: readonly number[]) => orderedReadings(times.map((time) => ({ at: time, value: 1 }))).readings

test.each([
  { control: [0, 10], experiment: [5, 18], skew: 5 },
  { control: [3, 13], experiment: [8, 21], skew: 5 },
  { control: [0, 10], experiment: [9, 13], skew: 3 },
  { control: [0, 10], experiment: [-9, 7], skew: -3 },
  { control: [0, 10], experiment: [-2, 1], skew: -2 },
  { control: [0, 10], experiment: [0, 30], skew: 0 },
  { control: [0, 10], experiment: [-20, 10], skew: 0 },
  { control: [0, 10], experiment: [5, 10], skew: 0 },
  { control: [0, 10], experiment: [0, 5], skew: 0 },
  { control: [0, 30], experiment: [5, 10], skew: 0 },
  { control: [5, 10], experiment: [0, 30], skew: 0 },
  { control: [], experiment: [0, 30], skew: 0 },
  { control: [0, 30], experiment: [], skew: 0 },
])('the clock of readings at $experiment against $control is off by $skew', ({ control, experiment, skew }) => {
  expect(clockSkew(at(...control), at(...experiment))).toBe(skew)
})
