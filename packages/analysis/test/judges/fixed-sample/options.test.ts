import { expect, test } from 'vitest'
import { fixedSampleOptions } from '../../../src/judges/index.ts'

test('options that are not written are the defaults', () => {
  expect(fixedSampleOptions.parse({})).toEqual({ alpha: 0.01, promoteAlpha: 0.05, minLooks: 10 })
})

test('error rates are written in per cent', () => {
  expect(fixedSampleOptions.parse({ alpha: '0.5%', promoteAlpha: '10%', minLooks: 30 })).toEqual({
    alpha: 0.005,
    promoteAlpha: 0.1,
    minLooks: 30,
  })
})

test.each([
  { alpha: '0%' },
  { alpha: '21%' },
  { alpha: '-1%' },
  { alpha: 0.01 },
  { alpha: '1' },
  { promoteAlpha: 'NaN%' },
  { minLooks: 4 },
  { minLooks: 5.5 },
  { alfa: '1%' },
])('%j is refused', (written) => {
  expect(fixedSampleOptions.safeParse(written).success).toBe(false)
})
