import type { CoverageCount, ReportWarning } from '../../../evidence/index.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { xmlOf } from '../../report-document.ts'
import { strictNumber } from '../../../units/index.ts'
import { coverageOf, type CountedFile } from '../coverage-of.ts'
import { addBranches, addHits, noLineCounts, partialLines, wholeNumber, type LineCounts } from '../line-counts.ts'
import { summaryMismatch } from '../summary-mismatch.ts'

interface File {
  readonly counts: LineCounts
  readonly statements: { covered: number; total: number }
  readonly branches: { covered: number; total: number }
  readonly methods: { covered: number; total: number }
  /** What the file's own `metrics` say. */
  saidMethods: CoverageCount | null
}

/**
 * Clover's XML, as OpenClover, PHPUnit, Istanbul, vitest, gcovr and ReportGenerator write it.
 *
 * Lines are counted here: distinct (file, `num`) of `stmt` and `cond` elements below `project` (code of tests,
 * `testproject`, is left out), with the most hits. Statements are those elements one by one. Of a `cond` without a
 * `count` (OpenClover) the true and the false outcome are two branches, each taken where its count is above 0; with a
 * `count` (Istanbul, gcovr, ReportGenerator) `truecount` branches of `truecount + falsecount` were taken. Functions are
 * the `method` elements, or where a file lists none what its `metrics` say (Istanbul). The project's `metrics` are a check.
 */
export const cloverParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    document.root === 'coverage' &&
    !document.attributes.has('line-rate') &&
    !document.attributes.has('ctcreport-version') &&
    (['project', 'testproject'].some((name) => document.early.has(name)) || document.attributes.has('clover')),
  parse: (document) => {
    const files = new Map<string, File>()
    const open: string[] = []
    const tally = {
      files: 0,
      stmtLines: 0,
      stmtCovered: 0,
      condOutcomes: 0,
      condOutcomesCovered: 0,
      methodLines: 0,
      methodCovered: 0,
      otherLines: 0,
    }
    let directory = ''
    let inTests = 0
    let current: File | null = null
    let said: CoverageCount | null = null
    xmlOf(document).read({
      open: (name, attributes) => {
        const parent = open.at(-1)
        open.push(name)
        if (name === 'testproject') inTests += 1
        if (inTests > 0) return
        if (name === 'package') directory = attributes.get('name') ?? ''
        else if (name === 'file') {
          tally.files += 1
          current = fileOf(files, pathOf(attributes, directory))
        } else if (name === 'metrics' && parent === 'project') {
          said = metric(attributes, 'statements')
        } else if (name === 'metrics' && parent === 'file' && current !== null) {
          current.saidMethods = metric(attributes, 'methods')
        } else if (name === 'line' && current !== null) {
          addLine(current, attributes, tally)
        }
      },
      close: (name) => {
        open.pop()
        if (name === 'testproject') inTests -= 1
        else if (name === 'file') current = null
        else if (name === 'package') directory = ''
      },
    })
    const evidence = coverageOf(
      'distinct-lines',
      Array.from(files, ([path, file]) => countedFile(path, file)),
    )
    return {
      evidence: [evidence],
      warnings: [
        ...summaryMismatch('statements', said, evidence.statements ?? { covered: 0, total: 0 }),
        ...otherLines(tally.otherLines),
      ],
      tally,
    }
  },
}

/** The full path where it is given; else the name, which PHPUnit writes in full and others beside their package. */
function pathOf(attributes: ReadonlyMap<string, string>, directory: string): string {
  const path = attributes.get('path') ?? ''
  if (path !== '') return path
  const name = attributes.get('name') ?? ''
  return directory === '' || /[\\/]/.test(name) ? name : `${directory.replaceAll('.', '/')}/${name}`
}

function fileOf(files: Map<string, File>, path: string): File {
  const known = files.get(path)
  if (known !== undefined) return known
  const none = () => ({ covered: 0, total: 0 })
  const made: File = {
    counts: noLineCounts(),
    statements: none(),
    branches: none(),
    methods: none(),
    saidMethods: null,
  }
  files.set(path, made)
  return made
}

function metric(attributes: ReadonlyMap<string, string>, of: string): CoverageCount | null {
  const [total, covered] = [wholeNumber(attributes.get(of)), wholeNumber(attributes.get(`covered${of}`))]
  return total !== null && covered !== null && covered >= 0 && covered <= total ? { covered, total } : null
}

function addLine(
  file: File,
  attributes: ReadonlyMap<string, string>,
  tally: {
    stmtLines: number
    stmtCovered: number
    condOutcomes: number
    condOutcomesCovered: number
    methodLines: number
    methodCovered: number
    otherLines: number
  },
): void {
  const type = attributes.get('type') ?? ''
  if (type !== 'stmt' && type !== 'cond' && type !== 'method') {
    tally.otherLines += 1
    return
  }
  const number = wholeNumber(attributes.get('num'))
  const [count, whenTrue, whenFalse] = ['count', 'truecount', 'falsecount'].map((name) => timesOf(attributes, name))
  const hits = count ?? (type === 'cond' ? (whenTrue ?? 0) + (whenFalse ?? 0) : null)
  if (number === null || hits === null) {
    const got = `num="${attributes.get('num') ?? ''}" type="${type}" count="${attributes.get('count') ?? ''}"`
    throw malformed('clover', 'a line with num and count', excerpt(got))
  }
  const covered = hits > 0 ? 1 : 0
  if (type === 'method') {
    file.methods.total += 1
    file.methods.covered += covered
    tally.methodLines += 1
    tally.methodCovered += covered
    return
  }
  addHits(file.counts, number, hits)
  file.statements.total += 1
  file.statements.covered += covered
  if (type === 'stmt') {
    tally.stmtLines += 1
    tally.stmtCovered += covered
    return
  }
  const outcomes = [whenTrue ?? 0, whenFalse ?? 0]
  const taken = outcomes.filter((times) => times > 0).length
  tally.condOutcomes += 2
  tally.condOutcomesCovered += taken
  const arms =
    count === null
      ? { covered: taken, total: 2 }
      : { covered: whenTrue ?? 0, total: (whenTrue ?? 0) + (whenFalse ?? 0) }
  file.branches.covered += arms.covered
  file.branches.total += arms.total
  addBranches(file.counts, number, arms)
}

/** A number of times; `null` where the attribute is absent. */
function timesOf(attributes: ReadonlyMap<string, string>, name: string): number | null {
  const text = attributes.get(name)
  if (text === undefined || text.trim() === '') return null
  const value = strictNumber(text.trim())
  if (value === null) throw malformed('clover', `${name} as a number`, `'${excerpt(text)}'`)
  return value
}

function countedFile(path: string, { counts, statements, branches, methods, saidMethods }: File): CountedFile {
  const functions = methods.total > 0 ? methods : saidMethods
  return { path, hits: counts.hits, partial: partialLines(counts), statements, branches, functions }
}

function otherLines(count: number): readonly ReportWarning[] {
  if (count === 0) return []
  const message = `${count} lines are of a type other than stmt, cond and method and are not counted`
  return [{ code: 'foreign-lines', message }]
}
