import { z } from 'zod'
import type { CoverageCount, CoverageEvidence } from '../../evidence/index.ts'
import { formatNumber, formatShare, parseFloor, unitSchema } from '../../units/index.ts'
import { defineCondition, type Judgement } from '../condition.ts'
import { selectEvidence, type Selected } from '../select-evidence.ts'

export type CoverageReason =
  'coverage-reached' | 'coverage-below-floor' | 'coverage-of-nothing' | 'coverage-not-measured'

const floor = unitSchema(parseFloor)

const options = z
  .strictObject({
    suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
    lines: floor.optional().meta({ description: "Floor for lines, such as '>= 80%'" }),
    branches: floor.optional(),
    functions: floor.optional(),
  })
  .refine(
    ({ lines, branches, functions }) => [lines, branches, functions].some((limit) => limit !== undefined),
    'expected a floor for lines, branches or functions',
  )

/** Coverage reaches a floor, in every selected report. Nothing measured (0 of 0) never does. */
export const coverageCondition = defineCondition({
  kind: 'coverage',
  options,
  judge: ({ suite = null, ...floors }, context) => {
    const selection = selectEvidence(context, { kind: 'coverage', noun: 'coverage report', suite })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const asked = (['lines', 'branches', 'functions'] as const).flatMap((of) => {
      const limit = floors[of]
      return limit === undefined ? [] : [{ of, limit }]
    })
    const judged = selection.selected.flatMap((selected) =>
      asked.map(({ of, limit }) => judgeCount(selected, of, limit)),
    )
    const [first, ...others] = judged
    const evidence = selection.selected.map(({ report }) => report.digest)
    if (first === undefined) {
      const nothing: Judgement<CoverageReason> = {
        code: 'coverage-not-measured',
        outcome: 'error',
        sentence: 'The condition names no floor: expected lines, branches or functions',
      }
      return { judgements: [nothing], evidence }
    }
    return { judgements: [first, ...others], evidence }
  },
})

function judgeCount(
  { report, evidence }: Selected<CoverageEvidence>,
  of: 'lines' | 'branches' | 'functions',
  limit: number,
): Judgement<CoverageReason> {
  const count: CoverageCount | null = evidence[of]
  if (count === null) {
    return {
      code: 'coverage-not-measured',
      outcome: 'inconclusive',
      sentence: `Report '${report.name}' says nothing about ${of}`,
    }
  }
  if (!(count.total > 0)) {
    return {
      code: 'coverage-of-nothing',
      outcome: 'fail',
      sentence: `Report '${report.name}' measured no ${of}: 0 of 0 covers nothing`,
      facts: { covered: count.covered, total: count.total },
    }
  }
  if (!(count.covered >= 0 && count.covered <= count.total)) {
    return {
      code: 'coverage-not-measured',
      outcome: 'error',
      sentence: `Report '${report.name}' says that ${count.covered} of ${count.total} ${of} are covered, which cannot be`,
    }
  }
  const share = count.covered / count.total
  const reached = share >= limit
  return {
    code: reached ? 'coverage-reached' : 'coverage-below-floor',
    outcome: reached ? 'pass' : 'fail',
    sentence: `Coverage of ${of} is ${percent(share)} (${formatNumber(count.covered)} of ${formatNumber(count.total)}, ${report.name}), ${reached ? 'at or above' : 'below'} the floor of ${formatShare(limit)}`,
    facts: { share, covered: count.covered, total: count.total, limit },
    measurement: {
      unit: 'share',
      control: null,
      experiment: share,
      difference: null,
      differenceKind: null,
      interval: null,
      limit,
      controlCount: null,
      experimentCount: count.total,
    },
  }
}

/** Two decimals, rounded down: 79.999 % under a floor of 80 % must not read as 80 %. */
function percent(share: number): string {
  return `${Math.floor(share * 10_000 + 1e-9) / 100} %`
}
