import type { CoverageCount } from '../../../evidence/index.ts'
import { field, isObject } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ParsedReport, ReportParser } from '../../report-parser.ts'
import { jsonOf, xmlOf, type ReportDocument } from '../../report-document.ts'
import { addCounts, coverageOf, type CountedFile } from '../coverage-of.ts'
import { addHits, noLineCounts, wholeNumber, type LineCounts } from '../line-counts.ts'
import { summaryMismatch } from '../summary-mismatch.ts'

interface File {
  readonly counts: LineCounts
  readonly statements: { covered: number; total: number }
  /** Statements of a line that did not run beside one that did. */
  readonly missed: Set<number>
}

/**
 * dotCover's reports: `DetailedXML` with every statement, and `XML` and `JSON`, which hold sums only.
 *
 * The headline is dotCover's: statements, each one as it is listed (a field's initialiser stands in each constructor).
 * Lines are a projection: the distinct start lines, covered where one of their statements ran, partly covered where
 * another did not. Methods count where they hold statements. Without statements the root's own sums count, and no lines
 * are known. Several reports in one `<root>` are added up.
 */
export const dotcoverParser: ReportParser = {
  matches: (document) => {
    if (document.syntax === 'json') {
      const value = jsonOf(document)
      return field(value, 'Kind') === 'Root' && field(value, 'TotalStatements') !== undefined
    }
    if (document.syntax !== 'xml') return false
    if (document.root === 'Root')
      return ['DotCoverVersion', 'CoveredStatements'].some((name) => document.attributes.has(name))
    return document.root === 'root' && document.early.has('Root') && document.early.has('Assembly')
  },
  parse: (document) => (document.syntax === 'json' ? parseJson(document) : parseXml(document)),
}

function parseJson(document: ReportDocument): Omit<ParsedReport, 'format'> {
  const root = jsonOf(document)
  const methods = { covered: 0, total: 0 }
  const waiting: unknown[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const children = field(node, 'Children')
    if (Array.isArray(children)) waiting.push(...children.filter(isObject))
    if (field(node, 'Kind') === 'Method')
      addMethod(
        methods,
        sumOf((name) => field(node, name)),
      )
  }
  return withoutStatements(
    sumOf((name) => field(root, name)),
    methods,
  )
}

function parseXml(document: ReportDocument): Omit<ParsedReport, 'format'> {
  const files = new Map<string, File>()
  const sums: CoverageCount[] = []
  const methods = { covered: 0, total: 0 }
  let names = new Map<string, string>()
  xmlOf(document).read({
    open: (name, attributes) => {
      if (name === 'Root') {
        sums.push(sumOf((attribute) => attributes.get(attribute)))
        names = new Map()
      } else if (name === 'File') names.set(attributes.get('Index') ?? '', attributes.get('Name') ?? '')
      else if (name === 'Method')
        addMethod(
          methods,
          sumOf((attribute) => attributes.get(attribute)),
        )
      else if (name === 'Statement') addStatement(files, names, attributes)
    },
  })
  const said = addCounts(sums) ?? { covered: 0, total: 0 }
  if (files.size === 0) return withoutStatements(said, methods)
  const counted = Array.from(files, ([path, { counts, statements, missed }]): CountedFile => {
    const partial = [...missed].filter((line) => (counts.hits.get(line) ?? 0) > 0)
    return { path, hits: counts.hits, partial: new Set(partial), statements }
  })
  const evidence = coverageOf('statements', counted, { functions: methods })
  return {
    evidence: [evidence],
    warnings: summaryMismatch('statements', said, evidence.statements),
    tally: { files: files.size },
  }
}

/** The tally says that no statement is listed. */
function withoutStatements(statements: CoverageCount, functions: CoverageCount): Omit<ParsedReport, 'format'> {
  const evidence = coverageOf('statements', [], { lines: null, statements, functions })
  return { evidence: [evidence], warnings: [], tally: { files: 0, statementsCovered: 0, statementsTotal: 0 } }
}

function addMethod(methods: { covered: number; total: number }, statements: CoverageCount): void {
  if (!(statements.total > 0)) return
  methods.total += 1
  if (statements.covered > 0) methods.covered += 1
}

/** The sums of an element; absent ones are of nothing. */
function sumOf(valueOf: (name: string) => unknown): CoverageCount {
  const [covered, total] = [valueOf('CoveredStatements'), valueOf('TotalStatements')].map((value) => {
    if (value === undefined) return 0
    return typeof value === 'number' || typeof value === 'string' ? wholeNumber(String(value)) : null
  })
  if (typeof covered !== 'number' || typeof total !== 'number' || !(covered >= 0 && covered <= total)) {
    const got = excerpt(`${String(valueOf('CoveredStatements'))} of ${String(valueOf('TotalStatements'))}`)
    throw malformed('dotcover', 'CoveredStatements of TotalStatements', got)
  }
  return { covered, total }
}

function addStatement(
  files: Map<string, File>,
  names: ReadonlyMap<string, string>,
  attributes: ReadonlyMap<string, string>,
): void {
  const index = attributes.get('FileIndex') ?? ''
  const line = wholeNumber(attributes.get('Line'))
  const covered = (attributes.get('Covered') ?? '').toLowerCase()
  if (line === null || (covered !== 'true' && covered !== 'false')) {
    const got = `Line="${attributes.get('Line') ?? ''}" Covered="${attributes.get('Covered') ?? ''}"`
    throw malformed('dotcover', 'a statement with Line and Covered', excerpt(got))
  }
  const path = names.get(index) ?? ''
  const file = files.get(path) ?? noFile()
  files.set(path, file)
  file.statements.total += 1
  if (covered === 'true') file.statements.covered += 1
  else file.missed.add(line)
  addHits(file.counts, line, covered === 'true' ? 1 : 0)
}

function noFile(): File {
  return { counts: noLineCounts(), statements: { covered: 0, total: 0 }, missed: new Set() }
}
