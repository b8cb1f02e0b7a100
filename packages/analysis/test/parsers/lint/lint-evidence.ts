import type { LintEvidence } from '../../../src/evidence/index.ts'
import { parse } from '../read.ts'

/** The lint evidence of a report; fails where there is none. */
export function lintOf(text: string): LintEvidence {
  const [evidence] = parse(text).evidence
  if (evidence?.kind !== 'lint') throw new Error('There is no lint evidence')
  return evidence
}
