import type { CoverageCount, CoverageEvidence, FileCoverage, ReportWarning } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { xmlOf } from '../../report-document.ts'

interface BranchCount {
  covered: number
  total: number
}

interface File {
  readonly lines: Map<number, number>
  readonly branches: Map<number, BranchCount>
}

/**
 * Cobertura XML, as Cobertura, coverage.py, gcovr, coverlet, istanbul, vitest and many others write it.
 *
 * Lines are counted here: distinct (class `filename`, line `number`) over the lines that stand directly in a class; the
 * same line in several classes of one file is one line with the most hits. The lines inside methods repeat them and are
 * used only for a class that has no lines of its own. The root's `line-rate`, rounded and often of duplicates, is a check.
 * Branches are the sums of `condition-coverage="50% (1/2)"` of lines with `branch="true"`, the best of duplicates.
 */
export const coberturaParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    document.root === 'coverage' &&
    !document.early.has('project') &&
    (document.attributes.has('line-rate') || document.early.has('packages') || document.early.has('sources')),
  parse: (document) => {
    const files = new Map<string, File>()
    const path: string[] = []
    const tally = { packages: 0, classes: 0, rawLineElements: 0, rawCovered: 0, duplicateLineEntries: 0 }
    let rootRate: number | null = null
    let current: { file: File; own: number; inMethods: (() => void)[] } | null = null
    xmlOf(document).read({
      open: (name, attributes) => {
        const parent = path.at(-1)
        path.push(name)
        if (path.length === 1) rootRate = strictNumber(attributes.get('line-rate') ?? '')
        if (name === 'package') tally.packages += 1
        else if (name === 'class') {
          tally.classes += 1
          const filename = attributes.get('filename') ?? attributes.get('name') ?? ''
          const file = files.get(filename) ?? { lines: new Map(), branches: new Map() }
          files.set(filename, file)
          current = { file, own: 0, inMethods: [] }
        } else if (name === 'line' && parent === 'lines' && current !== null) {
          const into = current
          if (path.at(-3) === 'class') {
            into.own += 1
            tally.rawLineElements += 1
            const { isNew, covered } = addLine(into.file, attributes)
            if (!isNew) tally.duplicateLineEntries += 1
            if (covered) tally.rawCovered += 1
          } else {
            const copy = new Map(attributes)
            into.inMethods.push(() => void addLine(into.file, copy))
          }
        }
      },
      close: (name) => {
        path.pop()
        if (name !== 'class') return
        if (current?.own === 0) for (const add of current.inMethods) add()
        current = null
      },
    })
    const evidence = evidenceOf(files)
    return { evidence: [evidence], warnings: rateWarnings(rootRate, evidence), tally: { ...tally, files: files.size } }
  },
}

function addLine(
  file: File,
  attributes: ReadonlyMap<string, string>,
): { readonly isNew: boolean; readonly covered: boolean } {
  const number = strictNumber(attributes.get('number') ?? '')
  const hits = strictNumber(attributes.get('hits') ?? '')
  if (number === null || hits === null) {
    const got = `number="${attributes.get('number') ?? ''}" hits="${attributes.get('hits') ?? ''}"`
    throw malformed('cobertura', 'a line with a number and hits', got)
  }
  const before = file.lines.get(number)
  file.lines.set(number, Math.max(before ?? hits, hits))
  if (/^true$/i.test(attributes.get('branch') ?? '')) {
    const counted = /\((\d+)\/(\d+)\)/.exec(attributes.get('condition-coverage') ?? '')
    const branch = counted === null ? null : { covered: Number(counted[1]), total: Number(counted[2]) }
    const known = file.branches.get(number)
    if (branch !== null && (known === undefined || branch.covered > known.covered)) file.branches.set(number, branch)
  }
  return { isNew: before === undefined, covered: hits > 0 }
}

function evidenceOf(files: ReadonlyMap<string, File>): CoverageEvidence {
  const lines = { covered: 0, total: 0 }
  const branches = { covered: 0, total: 0 }
  const list: FileCoverage[] = []
  for (const [path, file] of files) {
    const own = {
      lines: countCovered(file.lines),
      branches: sumCounts(file.branches.values()),
    }
    lines.covered += own.lines.covered
    lines.total += own.lines.total
    branches.covered += own.branches.covered
    branches.total += own.branches.total
    const partial = [...file.branches].filter(([line, { covered, total }]) => covered < total && hit(file, line))
    list.push({
      path,
      lines: own.lines,
      branches: own.branches.total > 0 ? own.branches : null,
      functions: null,
      statements: null,
      hits: file.lines,
      partial: new Set(partial.map(([line]) => line)),
    })
  }
  return {
    kind: 'coverage',
    basis: 'distinct-lines',
    lines,
    branches: branches.total > 0 ? branches : null,
    functions: null,
    statements: null,
    files: list,
  }
}

function countCovered(lines: ReadonlyMap<number, number>): CoverageCount {
  let covered = 0
  for (const hits of lines.values()) if (hits > 0) covered += 1
  return { covered, total: lines.size }
}

function sumCounts(counts: Iterable<CoverageCount>): CoverageCount {
  const sum = { covered: 0, total: 0 }
  for (const { covered, total } of counts) {
    sum.covered += covered
    sum.total += total
  }
  return sum
}

function hit(file: File, line: number): boolean {
  return (file.lines.get(line) ?? 0) > 0
}

/** The root's rate is rounded to two or four digits; further off than half a point it counts something else. */
function rateWarnings(rate: number | null, { lines }: CoverageEvidence): readonly ReportWarning[] {
  if (lines === null) return []
  const own = lines.covered / lines.total
  if (rate === null || !(Math.abs(rate - own) > 0.005)) return []
  const message = `The report's own line rate is ${rate}, its distinct lines give ${own.toFixed(4)} (${lines.covered} of ${lines.total})`
  return [{ code: 'summary-mismatch', message }]
}
