import type { ChangesEvidence } from '../evidence/index.ts'
import type { Judgement } from './condition.ts'
import type { Selected } from './select-evidence.ts'

/**
 * A warning for each diff of which nobody says the commit that it leads to, neither the diff nor who submitted it: it may
 * be of any change.
 */
export function diffsOfUnknownCommit(
  diffs: readonly Selected<ChangesEvidence>[],
): readonly Judgement<'diff-of-unknown-commit'>[] {
  return diffs.flatMap(({ report, evidence }) =>
    (evidence.head ?? report.subject.commit ?? null) === null
      ? [
          {
            code: 'diff-of-unknown-commit',
            outcome: 'warn',
            sentence: `Diff '${report.name}' does not say which commit it leads to, and who submitted it does not either`,
            facts: { report: report.name },
          },
        ]
      : [],
  )
}
