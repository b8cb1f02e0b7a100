import { describe, expect, test } from 'vitest'
import { checkBatch } from './check-batch.ts'
import { checkCases } from './check-cases.ts'
import { judgedPlans } from './judged-plans.ts'
import { faultOf, type FaultyCase } from './master-property.ts'

/** Enough for every push; `npm run master-property -- --cases 1000000` takes more. */
const cases = Number(process.env['KOSMOS_CASES'] ?? 20_000)

describe('a canary', () => {
  test(
    `with a fault is never promoted, and a clean one always is: ${cases} cases`,
    async () => {
      expect(await checkCases({ cases, seed: 1 }, { workers: 2 })).toEqual({ cases, counterexamples: [] })
    },
    20 * 60_000,
  )
})

describe('the check itself', () => {
  const harmless: FaultyCase = {
    plan: 0,
    phase: 0,
    stage: 0,
    metric: 0,
    before: 19,
    fault: { kind: 'quality', code: 'counter-reset' },
    remembers: true,
    again: 0,
  }

  test.each(judgedPlans.map(({ name }, plan) => [name, plan] as const))(
    'finds every stage promoted where the fault is none: %s',
    (_, plan) => {
      for (const stage of judgedPlans[plan]?.plan.stages.keys() ?? []) {
        expect(faultOf({ ...harmless, plan, stage })).toMatch(/^promoted: /)
      }
    },
  )

  test('draws the same cases from the same seed, whatever checks them', async () => {
    const request = { cases: 60, seed: 5 }
    expect(await checkCases(request, { workers: 0 })).toEqual(await checkCases(request, { workers: 1 }))
    expect(checkBatch({ seed: 5, cases: 60 })).toEqual({ cases: 60, counterexample: null })
  })
})
