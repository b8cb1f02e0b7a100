import { expect, test } from 'vitest'
import { looksOf, measured } from '../looks.ts'
import { seededRandom } from '../../../src/numeric/index.ts'
import { errors, judge, memory } from './request.ts'

/** A share of `chance` of `total`, drawn one by one. */
function draw(next: () => number, chance: number, total: number) {
  let events = 0
  for (let index = 0; index < total; index += 1) if (next() < chance) events += 1
  return measured({ events, total })
}

test('equal sides are called harmful about as seldom as asked', () => {
  const next = seededRandom(5)
  const runs = 400
  const options = { alpha: 0.05, promoteAlpha: 0.05, minLooks: 10 }
  const found = { proportion: 0, gauge: 0 }
  for (let run = 0; run < runs; run += 1) {
    const shares = looksOf(
      20,
      () => draw(next, 0.05, 100),
      () => draw(next, 0.05, 50),
    )
    const values = looksOf(
      20,
      () => measured(next()),
      () => measured(next()),
    )
    const proportion = judge(errors, { kind: 'proportion', metric: 'errors', quality: [], looks: shares }, { options })
    const untolerant = { ...memory, tolerance: { absolute: 0, relative: 0 } }
    const gauge = judge(untolerant, { kind: 'gauge', metric: 'memory', quality: [], looks: values }, { options })
    if (proportion.outcome === 'fail') found.proportion += 1
    if (gauge.outcome === 'fail') found.gauge += 1
  }
  // 5 % and three standard errors.
  expect(found.proportion / runs).toBeLessThan(0.083)
  expect(found.gauge / runs).toBeLessThan(0.083)
})

test('an experiment exactly at the margin is claimed to be within it about as seldom as asked', () => {
  const next = seededRandom(6)
  const runs = 400
  let claimed = 0
  for (let run = 0; run < runs; run += 1) {
    const looks = looksOf(
      10,
      () => draw(next, 0.05, 200),
      () => draw(next, 0.06, 200),
    )
    const part = judge(errors, { kind: 'proportion', metric: 'errors', quality: [], looks })
    if (part.outcome === 'pass') claimed += 1
  }
  expect(claimed / runs).toBeLessThan(0.083)
})
