import type { ChangesEvidence, CoverageCounts, CoverageEvidence, Observation } from '../../evidence/index.ts'
import { defineCondition, type ConditionContext, type Judgement } from '../condition.ts'
import { diffsOfUnknownCommit } from '../diff-commit.ts'
import { selectEvidence, type Selected } from '../select-evidence.ts'
import { acceptedFlags, carryForward, type AcceptedFlag } from './carried-flag.ts'
import { coverageOptions, type CoverageOptions } from './coverage-options.ts'
import { coverageKinds, type CoverageKind } from './coverage-reason.ts'
import { someNames } from './coverage-text.ts'
import { judgeDrop } from './judge-drop.ts'
import { judgeFloor, type FlooredCoverage } from './judge-floor.ts'
import { judgePatch } from './judge-patch.ts'
import { judgePerFile } from './judge-per-file.ts'
import { mergeCoverage } from './merge-coverage.ts'

/** The coverage of one label (`suite`); `null` for the reports without one. */
interface Flag {
  readonly flag: string | null
  readonly counts: CoverageCounts
  readonly measuredAt: number
  /** `null` where a report came; else the words that say since when it is carried forward. */
  readonly carried: string | null
  readonly source: string
}

/**
 * Coverage reaches its floors: of everything, of each label, of each file, of the changed lines; and it does not fall
 * below what was accepted on a branch. Nothing measured (0 of 0) never does; a report that measured nothing fails beside
 * others that did, because what it was to measure is in none of them.
 *
 * Several reports are parts of one run: they are merged by file and line with the most hits, all of them for `lines`,
 * `branches`, `functions`, `statements`, `perFile` and `patch`, and those of a label for `flags`. Where that cannot be done
 * (a report lists no lines) each of them has to reach the floors. `maxDrop` compares label
 * by label, so that a report that did not come is no drop: its label is carried forward, or leaves the drop undecided.
 */
export const coverageCondition = defineCondition({
  kind: 'coverage',
  options: coverageOptions,
  referenceBranch: ({ maxDrop, carryForward: carried }) => maxDrop?.reference ?? carried?.reference ?? null,
  judge: (options, context) => {
    const wanted = { kind: 'coverage', noun: 'coverage report', suite: options.suite ?? null } as const
    const selection = selectEvidence(context, wanted)
    const selected = selection.kind === 'selected' ? selection.selected : []
    const mayCarry = options.carryForward !== undefined && options.flags !== undefined
    if (selection.kind === 'unusable' && !(mayCarry && selection.judgement.code === 'evidence-missing')) {
      return { judgements: [selection.judgement], evidence: selection.evidence }
    }
    const { flags, faults } = flagsOf(selected, options, context)
    const missing = selection.kind === 'unusable' ? [selection.judgement] : []
    const asksWhole = coverageKinds.some((of) => options[of] !== undefined) || options.perFile !== undefined
    const judged: readonly Judgement[] = [
      ...(selected.length === 0 && (asksWhole || options.patch !== undefined) ? missing : []),
      ...(selected.length === 0 ? [] : judgeWhole(selected, options, context)),
      ...judgeEmpty(selected),
      ...faults,
      ...judgeFlags(flags, options),
      ...judgeDrops(flags, options, context),
    ]
    const [first = nothingAsked, ...others] = judged
    return {
      judgements: [first, ...others],
      evidence: selected.map(({ report }) => report.digest),
      observation: observationOf(flags),
    }
  },
})

const nothingAsked: Judgement = {
  code: 'coverage-not-measured',
  outcome: 'error',
  sentence: 'The condition asks for nothing: expected a floor or a limit',
}

/** Of several reports those that measured nothing; where there is but one its floors say so. */
function judgeEmpty(selected: readonly Selected<CoverageEvidence>[]): readonly Judgement[] {
  const empty = selected.filter(({ evidence }) => coverageKinds.every((of) => !((evidence[of]?.total ?? 0) > 0)))
  if (empty.length === 0 || selected.length === 1) return []
  const sentence = `Of ${selected.length} coverage reports ${empty.length} measured nothing (${sourceOf(empty)}): 0 of 0 covers nothing`
  return [{ code: 'coverage-of-nothing', outcome: 'fail', sentence, facts: { empty: empty.length } }]
}

/** The floors of everything that came, and of the lines that changed. */
function judgeWhole(
  selected: readonly Selected<CoverageEvidence>[],
  options: CoverageOptions,
  context: ConditionContext,
): readonly Judgement[] {
  const { perFile, patch } = options
  const asksFloor = coverageKinds.some((of) => options[of] !== undefined)
  if (!asksFloor && perFile === undefined && patch === undefined) return []
  const merged = mergeCoverage(selected)
  if (merged.kind === 'not-mergeable') {
    const why = `the reports (${sourceOf(selected)}) cannot be put together, because ${merged.why}`
    return [
      ...selected.flatMap((one) => judgeEvidence([one], one.evidence, options)),
      ...(patch === undefined ? [] : [notMergeable(`The changed lines cannot be judged: ${why}`)]),
    ]
  }
  return [
    ...judgeEvidence(selected, merged.evidence, options),
    ...(patch === undefined ? [] : judgeChanges(merged.evidence, patch, options, context)),
  ]
}

/** The floors of everything in one report, or in several that were merged. */
function judgeEvidence(
  selected: readonly Selected<CoverageEvidence>[],
  evidence: CoverageEvidence,
  options: CoverageOptions,
): readonly Judgement[] {
  const floored = { counts: evidence, subject: subjectOf(selected), source: sourceOf(selected) }
  return [
    ...judgeFloors(floored, options),
    ...(options.perFile === undefined ? [] : judgePerFile(evidence, options.perFile)),
  ]
}

function judgeFloors(
  floored: FlooredCoverage,
  floors: Readonly<Partial<Record<CoverageKind, number | undefined>>>,
): readonly Judgement[] {
  return coverageKinds.flatMap((of) => {
    const limit = floors[of]
    return limit === undefined ? [] : [judgeFloor(floored, of, limit)]
  })
}

function judgeChanges(
  coverage: CoverageEvidence,
  share: number,
  { minPatchLines, patchReport }: CoverageOptions,
  context: ConditionContext,
): readonly Judgement[] {
  const selection = selectEvidence(context, { kind: 'changes', noun: 'diff', suite: null })
  if (selection.kind === 'unusable') return [asAsked(selection.judgement, patchReport)]
  const judgement = judgeDiff(coverage, selection.selected, { share, minLines: minPatchLines }, context)
  return [asAsked(judgement, patchReport), ...diffsOfUnknownCommit(selection.selected)]
}

function asAsked(judgement: Judgement, patchReport: CoverageOptions['patchReport']): Judgement {
  if (patchReport === 'required' || judgement.outcome === 'pass') return judgement
  return { ...judgement, outcome: 'warn', sentence: `${judgement.sentence} (informational)` }
}

function judgeDiff(
  coverage: CoverageEvidence,
  selected: readonly [Selected<ChangesEvidence>, ...Selected<ChangesEvidence>[]],
  limit: { readonly share: number; readonly minLines: number },
  context: ConditionContext,
): Judgement {
  const [{ evidence }, ...others] = selected
  if (others.length > 0) {
    const names = someNames(selected.map(({ report }) => `'${report.name}'`))
    const sentence = `Several diffs came (${names}): the changed lines are those of one diff against the merge base`
    return { code: 'patch-ambiguous', outcome: 'error', sentence }
  }
  const { commit } = context.subject
  if (evidence.head !== null && commit !== null && !commit.startsWith(evidence.head)) {
    const sentence = `The diff leads to commit ${evidence.head}, the gate judges commit ${commit}`
    return { code: 'evidence-of-another-subject', outcome: 'error', sentence }
  }
  return judgePatch(coverage, evidence, { ...limit, tracked: trackedFiles(context) })
}

/** The files of the repository, where a checkout says them; none otherwise. */
function trackedFiles({ reports }: ConditionContext): readonly string[] {
  return reports.flatMap(({ content }) =>
    content.kind === 'read'
      ? content.evidence.flatMap((evidence) => (evidence.kind === 'checkout' ? evidence.files : []))
      : [],
  )
}

/** What came, by label, and what is carried forward in place of what did not. */
function flagsOf(
  selected: readonly Selected<CoverageEvidence>[],
  { suite, flags, maxDrop, carryForward: carried }: CoverageOptions,
  context: ConditionContext,
): { readonly flags: readonly Flag[]; readonly faults: readonly Judgement[] } {
  const byFlag = new Map<string | null, Selected<CoverageEvidence>[]>()
  for (const one of selected) byFlag.set(one.report.suite, [...(byFlag.get(one.report.suite) ?? []), one])
  const found: Flag[] = []
  const faults: Judgement[] = []
  for (const [flag, group] of byFlag) {
    const merged = mergeCoverage(group)
    if (merged.kind === 'merged') {
      const measuredAt = Math.min(...group.map(({ report }) => report.collectedAt))
      found.push({ flag, counts: merged.evidence, measuredAt, carried: null, source: sourceOf(group) })
    } else if (maxDrop !== undefined || (flag !== null && flags !== undefined && Object.hasOwn(flags, flag))) {
      const label = flag === null ? 'without a label' : `of suite '${flag}'`
      faults.push(notMergeable(`The coverage reports ${label} cannot be put together: ${merged.why}`))
    }
  }
  const [reference] = context.references
  const expected: readonly (string | null)[] = [
    ...Object.keys(flags ?? {}),
    ...(maxDrop === undefined ? [] : acceptedFlags(reference).map(({ flag }) => flag)),
  ]
  for (const flag of new Set(expected)) {
    if (byFlag.has(flag) || (suite !== undefined && flag !== suite)) continue
    const instead = carryForward(reference, flag, carried?.maxAge ?? null, context.judgedAt)
    if (instead.kind === 'carried') {
      const source = `carried forward from ${carried?.reference ?? ''}, measured ${instead.age} ago`
      found.push({ ...instead.accepted, carried: source, source })
    } else {
      const sentence = `There is no coverage report labelled suite '${flag ?? 'none'}', and ${instead.why}`
      faults.push({ code: 'evidence-missing', outcome: 'inconclusive', sentence })
    }
  }
  return { flags: found, faults }
}

function judgeFlags(flags: readonly Flag[], options: CoverageOptions): readonly Judgement[] {
  return Object.entries(options.flags ?? {}).flatMap(([name, floors]) => {
    const flag = flags.find((one) => one.flag === name)
    if (flag === undefined) return []
    const floored = { counts: flag.counts, subject: `Suite '${name}'`, source: `suite '${name}', ${flag.source}` }
    return judgeFloors(floored, floors)
  })
}

function judgeDrops(
  flags: readonly Flag[],
  { maxDrop }: CoverageOptions,
  context: ConditionContext,
): readonly Judgement[] {
  if (maxDrop === undefined) return []
  const [reference] = context.references
  const accepted = acceptedFlags(reference)
  if (reference === undefined || accepted.length === 0) return withoutReference(flags, maxDrop, context)
  const compared = flags.flatMap((flag): readonly Judgement[] => {
    const before = accepted.find((one) => one.flag === flag.flag)
    const label = flag.flag === null ? '' : ` of suite '${flag.flag}'`
    if (before === undefined) {
      const sentence = `Coverage${label} is new: ${maxDrop.reference} has none to compare it with`
      return [{ code: 'coverage-without-reference', outcome: 'pass', sentence }]
    }
    if (flag.carried !== null) {
      const sentence = `Coverage${label} has no report and is ${flag.carried}: it did not fall`
      return [{ code: 'coverage-carried-forward', outcome: 'pass', sentence, facts: { measuredAt: flag.measuredAt } }]
    }
    return maxDrop.of.map((of) => judgeDrop(flag.counts, before.counts, of, maxDrop, reference, `of ${of}${label}`))
  })
  const uncompared = new Set(['coverage-carried-forward', 'coverage-without-reference'])
  if (compared.some(({ code }) => !uncompared.has(code))) return compared
  const sentence = `No coverage report has a label that was accepted on ${maxDrop.reference}: the drop cannot be judged`
  return [...compared, { code: 'coverage-without-reference', outcome: 'inconclusive', sentence }]
}

/**
 * The first time: on the reference's own branch the coverage is what later ones are compared with, if the gate promotes.
 * Elsewhere an absent reference may be one that was lost, so it only passes where the policy says so. Either way there has
 * to be something that was measured.
 */
function withoutReference(
  flags: readonly Flag[],
  { reference, of, whenMissing }: NonNullable<CoverageOptions['maxDrop']>,
  { subject }: ConditionContext,
): readonly Judgement[] {
  const unmeasured = flags.flatMap(({ counts, source }) =>
    of.flatMap((kind) => {
      const judged = judgeFloor({ counts, subject: `The coverage (${source})`, source }, kind, Number.MIN_VALUE)
      return judged.code === 'coverage-of-nothing' || judged.code === 'coverage-not-measured' ? [judged] : []
    }),
  )
  if (unmeasured.length > 0) return unmeasured
  const isFirst = subject.branch === reference
  const code = 'coverage-without-reference'
  if (isFirst) {
    const sentence = `There is no accepted coverage of ${reference} yet: this one becomes it if the gate promotes`
    return [{ code, outcome: 'pass', sentence }]
  }
  if (whenMissing === 'accept') {
    const sentence = `There is no accepted coverage of ${reference} yet: the drop was not judged, which the policy accepts`
    return [{ code, outcome: 'pass', sentence }]
  }
  const sentence = `There is no accepted coverage of ${reference} to compare with: accept one on ${reference} first, or say whenMissing: accept`
  return [{ code, outcome: 'inconclusive', sentence }]
}

/** What later coverage is compared with: only counts that are sound. */
function observationOf(flags: readonly Flag[]): Observation | null {
  const kept = flags.flatMap(({ flag, counts, measuredAt }): AcceptedFlag[] => {
    const sound = {
      lines: soundCount(counts.lines),
      branches: soundCount(counts.branches),
      functions: soundCount(counts.functions),
      statements: soundCount(counts.statements),
    }
    const isSome = Object.values(sound).some((count) => count !== null)
    return isSome && Number.isFinite(measuredAt) ? [{ flag, counts: sound, measuredAt: Math.round(measuredAt) }] : []
  })
  return kept.length === 0 ? null : { kind: 'coverage', flags: kept }
}

function soundCount(count: CoverageCounts['lines']): CoverageCounts['lines'] {
  if (count === null) return null
  const { covered, total } = count
  return total > 0 && covered >= 0 && covered <= total && Number.isFinite(total) ? { covered, total } : null
}

function notMergeable(sentence: string): Judgement {
  return { code: 'coverage-not-mergeable', outcome: 'inconclusive', sentence }
}

function sourceOf(selected: readonly Selected<CoverageEvidence>[]): string {
  return someNames(selected.map(({ report }) => report.name))
}

function subjectOf(selected: readonly Selected<CoverageEvidence>[]): string {
  const [first, ...others] = selected
  return others.length === 0 ? `Report '${first?.report.name ?? ''}'` : `The merged report (${sourceOf(selected)})`
}
