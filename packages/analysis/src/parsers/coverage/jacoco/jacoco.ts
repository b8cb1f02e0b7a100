import type { CoverageCount } from '../../../evidence/index.ts'
import { malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { xmlOf } from '../../report-document.ts'
import { addCounts, countHits, coverageOf, type CountedFile } from '../coverage-of.ts'
import {
  addBranches,
  addHits,
  noLineCounts,
  partialLines,
  sumBranches,
  wholeNumber,
  type LineCounts,
} from '../line-counts.ts'
import { summaryMismatch } from '../summary-mismatch.ts'

type CounterType = 'LINE' | 'BRANCH' | 'METHOD'

/** A report, group, package or source file: its own counters, and what was counted of the elements inside it. */
interface Node {
  readonly name: string
  readonly counters: Map<string, CoverageCount>
  /** Of the elements inside, by type; empty where there are none. */
  readonly inside: Map<CounterType, CoverageCount>
}

interface SourceFile {
  readonly path: string
  readonly counts: LineCounts
  /** Some line says how many of its instructions ran. */
  measured: boolean
}

/**
 * JaCoCo's XML, as JaCoCo, Kover, Pester, gcovr and others write it.
 *
 * Lines are counted here: distinct (group, package, source file, `nr`), covered where `ci` > 0, partly covered where also
 * a branch was missed; branches are the sums of `cb` of `cb` + `mb`. A source file whose lines say nothing of
 * instructions (gcovr writes `<line nr>` alone) is counted by its own `LINE` counter and has no lines to compare a diff
 * with. Where an element holds no source files, its own counters count. Methods are the `METHOD` counters. The elements
 * `class` repeat what the source files hold and are passed over. The counters of the report itself are a check.
 */
export const jacocoParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    document.root === 'report' &&
    (['sessioninfo', 'package', 'group', 'counter'].some((name) => document.early.has(name)) ||
      document.head.slice(0, 2000).includes('//JACOCO//DTD')),
  parse: (document) => {
    const files: CountedFile[] = []
    const open: Node[] = []
    const tally = { packages: 0, sourcefiles: 0, groups: 0 }
    const listed = { lines: { covered: 0, total: 0 }, branches: { covered: 0, total: 0 } }
    let file: SourceFile | null = null
    let inClass = 0
    let root: Node | null = null
    xmlOf(document).read({
      open: (name, attributes) => {
        if (name === 'class') inClass += 1
        if (inClass > 0) return
        if (name === 'report' || name === 'group' || name === 'package' || name === 'sourcefile') {
          const node: Node = { name: attributes.get('name') ?? '', counters: new Map(), inside: new Map() }
          const around = open.at(-1)
          root ??= node
          open.push(node)
          if (name === 'group') tally.groups += 1
          else if (name === 'package') tally.packages += 1
          else if (name === 'sourcefile') {
            tally.sourcefiles += 1
            const directory = around?.name ?? ''
            file = {
              path: directory === '' ? node.name : `${directory}/${node.name}`,
              counts: noLineCounts(),
              measured: false,
            }
          }
        } else if (name === 'counter') {
          open.at(-1)?.counters.set(attributes.get('type') ?? '', counterOf(attributes))
        } else if (name === 'line' && file !== null) {
          addLine(file, attributes, listed)
        }
      },
      close: (name) => {
        if (name === 'class') inClass -= 1
        if (inClass > 0 || !(name === 'report' || name === 'group' || name === 'package' || name === 'sourcefile'))
          return
        const node = open.pop()
        if (node === undefined) return
        if (name === 'sourcefile' && file !== null) {
          const counted = countedFile(file, node)
          files.push(counted)
          file = null
          add(node, 'LINE', counted.lines ?? (counted.hits === undefined ? null : countHits(counted.hits.values())))
          add(node, 'BRANCH', counted.branches ?? null)
          add(node, 'METHOD', counted.functions ?? null)
        }
        const around = open.at(-1)
        if (around === undefined) return
        for (const type of ['LINE', 'BRANCH', 'METHOD'] as const) add(around, type, countOf(node, type))
      },
    })
    const total = (type: CounterType): CoverageCount | null => (root === null ? null : countOf(root, type))
    const lines = total('LINE') ?? { covered: 0, total: 0 }
    const evidence = coverageOf('distinct-lines', files, {
      lines,
      branches: total('BRANCH'),
      functions: total('METHOD'),
    })
    // What the line elements say as they stand, where that is something else than what was counted.
    const differs = listed.lines.total !== lines.total || listed.lines.covered !== lines.covered
    const otherBranches =
      listed.branches.total !== (evidence.branches?.total ?? 0) ||
      listed.branches.covered !== (evidence.branches?.covered ?? 0)
    return {
      evidence: [evidence],
      warnings: summaryMismatch('lines', rootCounter(root, 'LINE'), lines),
      tally: {
        ...tally,
        files: tally.sourcefiles,
        ...(differs ? { linesCovered: listed.lines.covered, linesTotal: listed.lines.total } : {}),
        ...(otherBranches ? { branchesCovered: listed.branches.covered, branchesTotal: listed.branches.total } : {}),
      },
    }
  },
}

function rootCounter(root: Node | null, type: CounterType): CoverageCount | null {
  return root?.counters.get(type) ?? null
}

/** What an element counts: by what is inside it, else by its own counter. */
function countOf(node: Node, type: CounterType): CoverageCount | null {
  return node.inside.get(type) ?? node.counters.get(type) ?? null
}

function add(node: Node, type: CounterType, count: CoverageCount | null): void {
  const sum = addCounts([node.inside.get(type) ?? null, count])
  if (sum !== null) node.inside.set(type, sum)
}

function counterOf(attributes: ReadonlyMap<string, string>): CoverageCount {
  const [missed, covered] = [amount(attributes, 'missed'), amount(attributes, 'covered')]
  return { covered, total: missed + covered }
}

/** An amount of an attribute; 0 where the attribute is absent, as the format's DTD allows. */
function amount(attributes: ReadonlyMap<string, string>, name: string): number {
  const text = attributes.get(name)
  if (text === undefined) return 0
  const value = wholeNumber(text)
  if (value === null || value < 0) throw malformed('jacoco', `${name} as a whole number`, `'${text.slice(0, 40)}'`)
  return value
}

function addLine(
  file: SourceFile,
  attributes: ReadonlyMap<string, string>,
  listed: {
    readonly lines: { covered: number; total: number }
    readonly branches: { covered: number; total: number }
  },
): void {
  const number = wholeNumber(attributes.get('nr'))
  if (number === null) throw malformed('jacoco', 'a line with its number', `nr="${attributes.get('nr') ?? ''}"`)
  const [instructions, missed, taken] = [amount(attributes, 'ci'), amount(attributes, 'mb'), amount(attributes, 'cb')]
  listed.lines.total += 1
  if (instructions > 0) listed.lines.covered += 1
  listed.branches.total += missed + taken
  listed.branches.covered += taken
  if (attributes.has('mi') || attributes.has('ci')) file.measured = true
  addHits(file.counts, number, instructions)
  if (missed + taken > 0) addBranches(file.counts, number, { covered: taken, total: missed + taken })
}

function countedFile({ path, counts, measured }: SourceFile, { counters }: Node): CountedFile {
  const own = measured ? null : (counters.get('LINE') ?? null)
  return {
    path,
    branches: sumBranches(counts) ?? counters.get('BRANCH') ?? null,
    functions: counters.get('METHOD') ?? null,
    ...(own === null ? { hits: counts.hits, partial: partialLines(counts) } : { lines: own }),
  }
}
