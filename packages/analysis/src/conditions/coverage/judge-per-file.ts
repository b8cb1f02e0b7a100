import type { CoverageEvidence, FileCoverage } from '../../evidence/index.ts'
import { formatShare, type PathPattern } from '../../units/index.ts'
import type { Judgement } from '../condition.ts'
import { coverageKinds, type CoverageKind, type CoverageReason } from './coverage-reason.ts'
import { ofText, percent, someNames } from './coverage-text.ts'
import { measuredCount } from './measured-count.ts'
import { plainPath } from './plain-path.ts'

/** Floors that every file has to reach. */
export interface PerFileLimits extends Readonly<Partial<Record<CoverageKind, number | undefined>>> {
  /** Without any, every file. */
  readonly include?: readonly PathPattern[] | undefined
  readonly exclude?: readonly PathPattern[] | undefined
}

/**
 * Compares each file with its floor. A file with nothing to cover (no lines, no branches) has none to miss; where no file
 * has anything to cover nothing was shown.
 */
export function judgePerFile({ files }: CoverageEvidence, limits: PerFileLimits): readonly Judgement<CoverageReason>[] {
  const chosen = files.filter(({ path }) => isChosen(plainPath(path), limits))
  return coverageKinds.flatMap((of) => {
    const limit = limits[of]
    return limit === undefined ? [] : [judgeKind(chosen, of, limit, files.length)]
  })
}

function isChosen(path: string, { include, exclude = [] }: PerFileLimits): boolean {
  const isIn = (patterns: readonly PathPattern[]): boolean => patterns.some((pattern) => pattern.matches(path))
  return (include === undefined || isIn(include)) && !isIn(exclude)
}

function judgeKind(
  files: readonly FileCoverage[],
  of: CoverageKind,
  limit: number,
  all: number,
): Judgement<CoverageReason> {
  const judged = files.flatMap((file) => {
    const count = file[of]
    return count === null || count.total === 0
      ? []
      : [{ file, measured: measuredCount(file, of, `File '${file.path}'`) }]
  })
  if (judged.length === 0) {
    const sentence = `No file has ${of} to hold to the floor per file (${files.length} of ${all} files were chosen)`
    return { code: 'files-not-listed', outcome: 'inconclusive', sentence, facts: { files: files.length } }
  }
  const broken = judged.flatMap(({ measured }) => (measured.kind === 'none' ? [measured.judgement] : []))
  if (broken[0] !== undefined) return broken[0]
  const below = judged
    .flatMap(({ file, measured }) =>
      measured.kind === 'count' && !(measured.share >= limit) ? [{ path: file.path, ...measured }] : [],
    )
    .sort((one, other) => one.share - other.share)
  const facts = { files: judged.length, below: below.length, limit }
  if (below.length === 0) {
    const sentence = `${judged.length} of ${judged.length} files reach the floor of ${formatShare(limit)} of their ${of}`
    return { code: 'files-covered', outcome: 'pass', sentence, facts }
  }
  const listed = someNames(
    below.map(({ path, share, count }) => `${path} ${percent(share)} (${ofText(count)})`),
    5,
  )
  return {
    code: 'file-below-floor',
    outcome: 'fail',
    sentence: `${below.length} of ${judged.length} files are below the floor of ${formatShare(limit)} of their ${of}: ${listed}`,
    facts,
  }
}
