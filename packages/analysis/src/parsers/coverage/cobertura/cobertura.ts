import type { CoverageCount, CoverageEvidence, ReportWarning } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { xmlOf } from '../../report-document.ts'
import { addCounts, countHits, coverageOf } from '../coverage-of.ts'
import {
  addBranches,
  addHits,
  noLineCounts,
  partialLines,
  sumBranches,
  wholeNumber,
  type LineCounts,
} from '../line-counts.ts'

interface File {
  readonly counts: LineCounts
  /** Class, name and signature → the most hits of its lines. */
  readonly methods: Map<string, number>
}

/** The class that is being read. */
interface Class {
  readonly file: File
  readonly name: string
  own: number
  readonly inMethods: Line[]
  method: string | null
}

interface Line {
  readonly number: number
  readonly hits: number
  readonly branches: CoverageCount | null
}

/**
 * Cobertura XML, as Cobertura, coverage.py, gcovr, coverlet, istanbul, vitest and many others write it.
 *
 * Lines are counted here: distinct (class `filename`, line `number`) over the lines that stand directly in a class; the
 * same line in several classes of one file is one line with the most hits. The lines inside methods repeat them and are
 * used only for a class that has no lines of its own. The root's `line-rate`, rounded and often of duplicates, is a check.
 * Branches are the sums of `condition-coverage="50% (1/2)"` of lines with `branch="true"`, the best of duplicates.
 * Functions are the methods, by class, name and signature, covered where one of their lines was hit (a method that lists
 * no lines by its own `line-rate`).
 */
export const coberturaParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    document.root === 'coverage' &&
    !document.early.has('project') &&
    !document.attributes.has('clover') &&
    (document.attributes.has('line-rate') || document.early.has('packages') || document.early.has('sources')),
  parse: (document) => {
    const files = new Map<string, File>()
    const path: string[] = []
    const tally = { packages: 0, classes: 0, rawLineElements: 0, rawCovered: 0, duplicateLineEntries: 0 }
    const roots: string[] = []
    let rootRate: number | null = null
    let current: Class | null = null
    const onlyInMethods: Class[] = []
    const branchesOf = branchReader()
    xmlOf(document).read({
      open: (name, attributes) => {
        const depth = path.push(name)
        const parent = depth < 2 ? '' : path[depth - 2]
        if (name === 'line') {
          if (current === null || parent !== 'lines') return
          const line = lineOf(attributes, branchesOf)
          if (path[depth - 3] === 'class') {
            current.own += 1
            tally.rawLineElements += 1
            if (line.hits > 0) tally.rawCovered += 1
            const known = current.file.counts.hits.size
            addLine(current.file, line)
            if (current.file.counts.hits.size === known) tally.duplicateLineEntries += 1
          } else {
            current.inMethods.push(line)
            if (current.method !== null) addCalls(current.file, current.method, line.hits)
          }
          return
        }
        if (depth === 1) rootRate = strictNumber(attributes.get('line-rate') ?? '')
        if (name === 'source') roots.push('')
        else if (name === 'package') tally.packages += 1
        else if (name === 'class') {
          tally.classes += 1
          const filename = attributes.get('filename') ?? attributes.get('name') ?? ''
          const file = files.get(filename) ?? { counts: noLineCounts(), methods: new Map<string, number>() }
          files.set(filename, file)
          current = { file, name: attributes.get('name') ?? '', own: 0, inMethods: [], method: null }
        } else if (name === 'method' && parent === 'methods' && current !== null) addMethod(current, attributes)
      },
      close: (name) => {
        path.pop()
        if (current === null) return
        if (name === 'method') current.method = null
        if (name !== 'class') return
        if (current.own === 0 && current.inMethods.length > 0) onlyInMethods.push(current)
        current = null
      },
      text: (text) => {
        if (path[path.length - 1] === 'source') roots.push((roots.pop() ?? '') + text)
      },
      textOf: new Set(['source']),
    })
    const listed = onlyInMethods.length > 0 ? listedInClasses(files.values()) : {}
    for (const { file, inMethods } of onlyInMethods) for (const line of inMethods) addLine(file, line)
    const evidence = coverageOf(
      'distinct-lines',
      Array.from(files, ([filename, { counts, methods }]) => ({
        path: filename,
        hits: counts.hits,
        partial: partialLines(counts),
        branches: sumBranches(counts),
        functions: countHits(methods.values()),
      })),
    )
    const named = roots.map((root) => root.trim()).filter((root) => root !== '')
    const found = named.length > 0 ? { ...evidence, roots: named } : evidence
    return {
      evidence: [found],
      warnings: rateWarnings(rootRate, evidence),
      tally: { ...tally, ...listed, files: files.size },
    }
  },
}

/** Counts of the lines that stand directly in classes, where other classes have theirs in methods only. */
function listedInClasses(files: Iterable<File>): Readonly<Record<string, number>> {
  const counts = Array.from(files, (file) => file.counts)
  const lines = addCounts(counts.map(({ hits }) => hits.count())) ?? { covered: 0, total: 0 }
  const branches = addCounts(counts.map(sumBranches)) ?? { covered: 0, total: 0 }
  return {
    linesCovered: lines.covered,
    linesTotal: lines.total,
    branchesCovered: branches.covered,
    branchesTotal: branches.total,
  }
}

function addMethod(current: Class, attributes: ReadonlyMap<string, string>): void {
  current.method = [current.name, attributes.get('name') ?? '', attributes.get('signature') ?? ''].join('\n')
  const rate = strictNumber(attributes.get('line-rate') ?? '')
  if (rate !== null) addCalls(current.file, current.method, rate)
}

function addCalls({ methods }: File, method: string, hits: number): void {
  methods.set(method, Math.max(methods.get(method) ?? hits, hits))
}

function lineOf(
  attributes: ReadonlyMap<string, string>,
  branchesOf: (condition: string) => CoverageCount | null,
): Line {
  const number = wholeNumber(attributes.get('number'))
  const said = attributes.get('hits') ?? ''
  const hits = strictNumber(said) ?? strictNumber(said.trim())
  if (number === null || hits === null) {
    const got = `number="${attributes.get('number') ?? ''}" hits="${attributes.get('hits') ?? ''}"`
    throw malformed('cobertura', 'a line with a number and hits', excerpt(got))
  }
  const branch = attributes.get('branch')
  const isBranch = branch !== undefined && branch !== 'false' && /^true$/i.test(branch)
  const branches = isBranch ? branchesOf(attributes.get('condition-coverage') ?? '') : null
  return { number, hits, branches }
}

const mostConditions = 1000

/** Reads `50% (1/2)`, each once: there are few different ones in a report, however many lines have them. */
function branchReader(): (condition: string) => CoverageCount | null {
  const known = new Map<string, CoverageCount | null>()
  return (condition) => {
    const before = known.get(condition)
    if (before !== undefined) return before
    const counted = /\(\s*(\d+)\s*\/\s*(\d+)\s*\)/.exec(condition)
    const count = counted === null ? null : { covered: Number(counted[1]), total: Number(counted[2]) }
    if (known.size < mostConditions) known.set(condition, count)
    return count
  }
}

function addLine({ counts }: File, { number, hits, branches }: Line): void {
  addHits(counts, number, hits)
  if (branches !== null) addBranches(counts, number, branches)
}

/** The root's rate is rounded to two or four digits; further off than half a point it counts something else. */
function rateWarnings(rate: number | null, { lines }: CoverageEvidence): readonly ReportWarning[] {
  if (lines === null) return []
  const own = lines.covered / lines.total
  if (rate === null || !(Math.abs(rate - own) > 0.005)) return []
  const message = `The report's own line rate is ${rate}, its distinct lines give ${own.toFixed(4)} (${lines.covered} of ${lines.total})`
  return [{ code: 'summary-mismatch', message }]
}
