import type { CoverageCount } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { xmlOf } from '../../report-document.ts'
import { addCounts, countHits, coverageOf, type CountedFile } from '../coverage-of.ts'
import { wholeNumber } from '../line-counts.ts'
import { summaryMismatch } from '../summary-mismatch.ts'

interface Point {
  readonly line: number | null
  visits: number
}

interface File {
  readonly points: Map<string, Point>
  readonly branches: Map<string, Point>
  readonly methods: Map<string, number>
}

/** What a compiler writes for code that has no line. */
const hiddenLine = 0xfeefee

/**
 * OpenCover's XML, as OpenCover, coverlet and AltCover write it.
 *
 * The headline is OpenCover's: sequence points (statements), distinct by file and range with the most visits, because
 * the same source may stand in two modules. Lines are a projection: the distinct start lines of the points, covered where
 * one of them was visited, partly covered where another one or a branch was not. Branches are the branch points. Methods
 * count where they have points. Several sessions in one `<root>` are one. Modules that were skipped (`skippedDueTo`) are not measured and not counted.
 */
export const opencoverParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    (document.root === 'CoverageSession' || (document.root === 'root' && document.early.has('CoverageSession'))),
  parse: (document) => {
    const files = new Map<string, File>()
    const raw = { points: { covered: 0, total: 0 }, branches: { covered: 0, total: 0 } }
    const open: string[] = []
    let names = new Map<string, string>()
    let [skipped, inName, modules, unnamed] = [false, false, 0, 0]
    let method = { name: '', file: '' }
    let said: CoverageCount | null = null
    xmlOf(document).read({
      open: (name, attributes) => {
        const parent = open.at(-1)
        open.push(name)
        if (name === 'Module') {
          names = new Map()
          skipped = attributes.has('skippedDueTo')
          if (!skipped) modules += 1
        }
        if (skipped) return
        if (name === 'Summary' && parent === 'CoverageSession') said = addCounts([said, summaryOf(attributes)])
        else if (name === 'File') names.set(attributes.get('uid') ?? '', attributes.get('fullPath') ?? '')
        else if (name === 'Method') {
          unnamed += 1
          method = { name: '', file: '' }
        } else if (name === 'Name' && parent === 'Method') inName = true
        else if (name === 'FileRef' && parent === 'Method') method.file = attributes.get('uid') ?? ''
        else if (name === 'SequencePoint' || name === 'BranchPoint') {
          const visits = visitsOf(attributes)
          const count = name === 'SequencePoint' ? raw.points : raw.branches
          count.total += 1
          if (visits > 0) count.covered += 1
          const path = names.get(attributes.get('fileid') ?? method.file) ?? ''
          const file = files.get(path) ?? noFile()
          files.set(path, file)
          const owner = method.name === '' ? String(unnamed) : method.name
          addPoint(name === 'SequencePoint' ? file.points : file.branches, name, owner, attributes, visits)
          if (name === 'SequencePoint') file.methods.set(owner, Math.max(file.methods.get(owner) ?? 0, visits))
        }
      },
      close: (name) => {
        open.pop()
        if (name === 'Name') inName = false
        else if (name === 'Module') skipped = false
      },
      text: (text) => {
        if (inName) method.name += text
      },
    })
    const evidence = coverageOf(
      'sequence-points',
      Array.from(files, ([path, file]) => countedFile(path, file)),
      files.size === 0 ? { statements: { covered: 0, total: 0 } } : {},
    )
    return {
      evidence: [evidence],
      warnings: summaryMismatch('sequence points', said, evidence.statements),
      tally: {
        modules,
        files: files.size,
        ...asListed('statements', raw.points, evidence.statements),
        ...asListed('branches', raw.branches, evidence.branches),
      },
    }
  },
}

function noFile(): File {
  return { points: new Map(), branches: new Map(), methods: new Map() }
}

/** How many points the report lists, where the same ones stand in it twice. */
function asListed(of: string, listed: CoverageCount, counted: CoverageCount | null): Readonly<Record<string, number>> {
  if (listed.total === (counted?.total ?? 0) && listed.covered === (counted?.covered ?? 0)) return {}
  return { [`${of}Covered`]: listed.covered, [`${of}Total`]: listed.total }
}

function summaryOf(attributes: ReadonlyMap<string, string>): CoverageCount | null {
  const covered = wholeNumber(attributes.get('visitedSequencePoints'))
  const total = wholeNumber(attributes.get('numSequencePoints'))
  return covered === null || total === null ? null : { covered, total }
}

/** How often a point was visited; a point without a count was not. */
function visitsOf(attributes: ReadonlyMap<string, string>): number {
  const text = attributes.get('vc')
  const visits = text === undefined ? 0 : strictNumber(text.trim())
  if (visits === null) throw malformed('opencover', 'vc as a number of visits', `'${excerpt(text ?? '')}'`)
  return visits
}

function addPoint(
  points: Map<string, Point>,
  kind: 'SequencePoint' | 'BranchPoint',
  owner: string,
  attributes: ReadonlyMap<string, string>,
  visits: number,
): void {
  const start = attributes.get('sl')
  const line = start === undefined ? null : wholeNumber(start)
  if (start !== undefined && line === null) throw malformed('opencover', 'sl as a line number', `'${excerpt(start)}'`)
  const place =
    kind === 'SequencePoint' && start !== undefined
      ? ['sl', 'sc', 'el', 'ec']
      : ['offset', 'ordinal', 'path', 'offsetchain', 'offsetend', 'sl']
  const values = place.map((name) => attributes.get(name) ?? '')
  const key = [kind === 'SequencePoint' && start !== undefined ? '' : owner, ...values].join('|')
  const known = points.get(key)
  if (known === undefined) points.set(key, { line: line === hiddenLine ? null : line, visits })
  else known.visits = Math.max(known.visits, visits)
}

function countedFile(path: string, { points, branches, methods }: File): CountedFile {
  const hits = new Map<number, number>()
  for (const { line, visits } of points.values()) {
    if (line !== null) hits.set(line, Math.max(hits.get(line) ?? visits, visits))
  }
  const partial = new Set<number>()
  for (const { line, visits } of [...points.values(), ...branches.values()]) {
    if (line !== null && !(visits > 0) && (hits.get(line) ?? 0) > 0) partial.add(line)
  }
  const count = (all: Iterable<Point>): CoverageCount => countHits(Array.from(all, ({ visits }) => visits))
  return {
    path,
    hits,
    partial,
    statements: count(points.values()),
    branches: count(branches.values()),
    functions: countHits(methods.values()),
  }
}
