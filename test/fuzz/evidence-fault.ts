import type { CoverageCount, ReportEvidence } from '@kosmos/analysis/evidence'

/** What is wrong with the shape of evidence, whatever it was read from; `null` where nothing is. */
export function evidenceFault(evidence: ReportEvidence): string | null {
  switch (evidence.kind) {
    case 'coverage':
      return (
        countsFault(evidence) ??
        first(evidence.files, (file) => {
          for (const [line, hits] of file.hits)
            if (!Number.isFinite(line) || !Number.isFinite(hits)) return `${hits} hits of line ${line}`
          // A file of its own may say anything that is a number: only the sums are judged.
          return first([file.lines, file.branches, file.functions, file.statements], (count) =>
            count === null ? null : first([count.covered, count.total], numberFault),
          )
        })
      )
    case 'tests': {
      const { total, passed, failed, errors, skipped, flaky, suiteErrors } = evidence
      const fault = first([total, passed, failed, errors, skipped, flaky, suiteErrors], numberFault)
      if (fault !== null) return fault
      return total === passed + failed + errors + skipped
        ? null
        : `${total} tests that are not the sum of their outcomes`
    }
    case 'vulnerabilities':
    case 'findings':
      return first(evidence.findings, ({ id, epss, publishedAt }) => {
        if (typeof id !== 'string') return `a finding without an id`
        if (epss !== undefined && !(epss >= 0 && epss <= 1)) return `an EPSS of ${epss}`
        return publishedAt === undefined || Number.isFinite(publishedAt) ? null : `published at ${publishedAt}`
      })
    case 'lint':
      return first([evidence.errors, evidence.warnings, evidence.infos, evidence.suppressed], numberFault)
    case 'benchmarks':
      return first(evidence.results, ({ name, value, deviation, count, samples }) =>
        [value, ...samples].every(Number.isFinite) &&
        (deviation === null || Number.isFinite(deviation)) &&
        (count === null || count >= 0)
          ? null
          : `a result of '${name}' that is no number`,
      )
    case 'secrets':
    case 'vex':
    case 'attestations':
    case 'changes':
    case 'checkout':
    case 'pipeline':
      return null
  }
}

function countsFault(
  counts: Readonly<Record<'lines' | 'branches' | 'functions' | 'statements', CoverageCount | null>>,
) {
  return first([counts.lines, counts.branches, counts.functions, counts.statements], (count) => {
    if (count === null) return null
    const { covered, total } = count
    return (
      first([covered, total], numberFault) ?? (covered <= total ? null : `${covered} covered of no more than ${total}`)
    )
  })
}

function numberFault(value: number): string | null {
  return Number.isFinite(value) && value >= 0 ? null : `a count of ${value}`
}

function first<Value>(values: readonly Value[], faultOf: (value: Value) => string | null): string | null {
  for (const value of values) {
    const fault = faultOf(value)
    if (fault !== null) return fault
  }
  return null
}
