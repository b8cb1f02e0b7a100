import type { ChangedFile, ChangesEvidence, CoverageEvidence, FileCoverage } from '../../evidence/index.ts'
import { formatShare } from '../../units/index.ts'
import type { Judgement } from '../condition.ts'
import type { CoverageReason } from './coverage-reason.ts'
import { ofText, percent, points, someNames } from './coverage-text.ts'
import { matchFiles } from './match-file.ts'
import { plainPath } from './plain-path.ts'
import { shareMeasurement } from './share-measurement.ts'

/** The floor of changed lines. */
export interface PatchLimit {
  readonly share: number
  /** Fewer coverable changed lines than this are not judged. */
  readonly minLines: number
  /** Every file of the repository, where that is known. */
  readonly tracked: readonly string[]
}

/**
 * Compares the changed lines that can be covered with a floor. Lines without code count neither way. Partly covered lines
 * count as covered and are said apart; so are changed files of a kind that the report knows, and that are not in it.
 *
 * No coverable changed line is a pass: there is nothing that a test could have covered. Where no changed file of a kind
 * that the report knows is in it, that is no pass but a warning, because the paths may not fit.
 */
export function judgePatch(
  coverage: CoverageEvidence,
  { files }: ChangesEvidence,
  { share: limit, minLines, tracked }: PatchLimit,
): Judgement<CoverageReason> {
  if (!coverage.files.some(({ hits }) => hits.size > 0)) {
    const sentence = 'The coverage report lists no lines, so the changed ones cannot be found in it'
    return { code: 'coverage-not-measured', outcome: 'inconclusive', sentence }
  }
  const changed = files.filter(({ change, changedLines }) => change !== 'deleted' && changedLines.size > 0)
  const matched = matchChanges(coverage, changed, tracked)
  if (matched.ambiguous !== null) return { code: 'patch-ambiguous', outcome: 'error', sentence: matched.ambiguous }
  const counted = matched.found.map(({ changed, file }) => countOf(changed, file))
  const sum = (of: 'covered' | 'total' | 'partial'): number => counted.reduce((total, one) => total + one[of], 0)
  const [covered, total, partial] = [sum('covered'), sum('total'), sum('partial')]
  const missing = matched.unknown.length === 0 ? '' : `; not in the report: ${someNames(matched.unknown)}`
  const facts = { covered, total, partial, limit, files: matched.found.length, unknownFiles: matched.unknown.length }
  if (total === 0) {
    if (matched.found.length === 0 && matched.unknown.length > 0) {
      const sentence = `None of the changed files of a kind that the report knows is in it: ${someNames(matched.unknown)}`
      return { code: 'patch-not-in-report', outcome: 'warn', sentence, facts }
    }
    const sentence = `No changed line can be covered, so there is nothing to hold to the floor of ${formatShare(limit)}${missing}`
    return { code: 'patch-without-coverable-lines', outcome: 'pass', sentence, facts }
  }
  const share = covered / total
  const reached = share >= limit
  const partly = partial > 0 ? `, ${partial} of them partly` : ''
  const shown = `Coverage of changed lines is ${percent(share)} (${ofText({ covered, total })}${partly})`
  if (!reached && total < minLines) {
    const sentence = `${shown}, below the floor of ${formatShare(limit)}, which is asked for only from ${minLines} coverable changed lines on${missing}`
    return { code: 'patch-too-small', outcome: 'pass', sentence, facts }
  }
  const distance = share === limit ? 'at' : reached ? 'at or above' : `${points(limit - share)} below`
  const worst = reached ? '' : `; lines without coverage: ${someNames(counted.flatMap(({ missed }) => missed))}`
  return {
    code: reached ? 'patch-covered' : 'patch-below-floor',
    outcome: reached ? 'pass' : 'fail',
    sentence: `${shown}, ${distance} the floor of ${formatShare(limit)}${worst}${missing}`,
    facts: { ...facts, share },
    measurement: shareMeasurement(share, limit, total),
  }
}

interface Matched {
  readonly found: readonly { readonly changed: ChangedFile; readonly file: FileCoverage }[]
  readonly unknown: readonly string[]
  /** Why the paths cannot be told apart. */
  readonly ambiguous: string | null
}

function matchChanges(coverage: CoverageEvidence, files: readonly ChangedFile[], tracked: readonly string[]): Matched {
  const matcher = matchFiles(coverage, tracked)
  const endings = new Set(coverage.files.map(({ path }) => endingOf(path)))
  const unknown: string[] = []
  const claims = new Map<FileCoverage, { readonly changed: ChangedFile; readonly exact: boolean }[]>()
  for (const changed of files) {
    const match = matcher.find(changed.path)
    if (match.kind === 'ambiguous') return { found: [], unknown, ambiguous: match.why }
    if (match.kind === 'found') {
      claims.set(match.file, [...(claims.get(match.file) ?? []), { changed, exact: match.exact }])
    } else if (endings.has(endingOf(changed.path))) unknown.push(changed.path)
  }
  const found: { changed: ChangedFile; file: FileCoverage }[] = []
  for (const [file, claimants] of claims) {
    // A file that has exactly the report's path is it; others that only end in it are not.
    const best = claimants.length === 1 ? claimants : claimants.filter(({ exact }) => exact)
    const [first, ...others] = best
    if (first === undefined || others.length > 0) {
      const names = someNames(claimants.map(({ changed }) => changed.path))
      return { found, unknown, ambiguous: `The report's file ${file.path} may be any of the changed files ${names}` }
    }
    found.push({ changed: first.changed, file })
    unknown.push(...claimants.filter((one) => one !== first).map(({ changed }) => changed.path))
  }
  return { found, unknown, ambiguous: null }
}

function endingOf(path: string): string {
  return /\.[^./]+$/.exec(plainPath(path))?.[0].toLowerCase() ?? ''
}

function countOf(changed: ChangedFile, { hits, partial }: FileCoverage) {
  const lines = [...changed.changedLines].filter((line) => hits.has(line))
  const covered = lines.filter((line) => (hits.get(line) ?? 0) > 0)
  return {
    total: lines.length,
    covered: covered.length,
    partial: covered.filter((line) => partial.has(line)).length,
    missed: lines.filter((line) => !((hits.get(line) ?? 0) > 0)).map((line) => `${changed.path}:${line}`),
  }
}
