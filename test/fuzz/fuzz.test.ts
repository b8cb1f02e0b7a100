import { expect, test } from 'vitest'
import { fuzzReports } from './fuzz-reports.ts'

test('two thousand changed reports give sound evidence or a named refusal, in time, and keep the laws', () => {
  const { faults, read, refused } = fuzzReports(2000, 20_260)
  expect(faults).toEqual([])
  expect(read).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(100)
}, 300_000)
