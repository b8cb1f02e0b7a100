import type { CoverageEvidence, FileCoverage, ReportWarning } from '../../evidence/index.ts'
import { strictNumber } from '../../units/index.ts'
import { malformed } from '../malformed.ts'
import type { ReportParser } from '../report-parser.ts'
import { readXml } from '../xml.ts'

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
  parse: ({ text, limits }) => {
    const files = new Map<string, File>()
    const path: string[] = []
    const tally = { packages: 0, classes: 0, rawLineElements: 0, rawCovered: 0, duplicateLineEntries: 0 }
    let rootRate: number | null = null
    let current: { file: File; own: number; inMethods: (() => void)[] } | null = null
    readXml(text, limits, {
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
    for (const hits of file.lines.values()) {
      lines.total += 1
      if (hits > 0) lines.covered += 1
    }
    for (const branch of file.branches.values()) {
      branches.covered += branch.covered
      branches.total += branch.total
    }
    list.push({ path, lines: file.lines })
  }
  return {
    kind: 'coverage',
    basis: 'distinct-lines',
    lines,
    branches: branches.total > 0 ? branches : null,
    functions: null,
    files: list,
  }
}

/** The root's rate is rounded to two or four digits; further off than half a point it counts something else. */
function rateWarnings(rate: number | null, { lines }: CoverageEvidence): readonly ReportWarning[] {
  const own = lines.covered / lines.total
  if (rate === null || !(Math.abs(rate - own) > 0.005)) return []
  const message = `The report's own line rate is ${rate}, its distinct lines give ${own.toFixed(4)} (${lines.covered} of ${lines.total})`
  return [{ code: 'summary-mismatch', message }]
}
