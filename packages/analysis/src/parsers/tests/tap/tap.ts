import type { ReportWarning, TestStatus } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import type { ReportDocument } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { collectTests } from '../test-collection.ts'
import { readTapLine, type TapLine } from './tap-line.ts'

type Point = Extract<TapLine, { kind: 'point' }>

interface Result {
  readonly path: readonly string[]
  status: TestStatus
  seconds: number | null
  message: string | null
}

/** One list of test points: the report's own, or that of a subtest. */
interface Level {
  readonly depth: number
  readonly results: Result[]
  readonly faults: string[]
  planned: number | null
  seen: number
  /** A subtest that ended and whose own point has not come yet. */
  ended: Level | null
  /** A point whose subtest follows it in braces. */
  opened: Point | null
}

/**
 * The Test Anything Protocol, versions 12 to 14, as node's test runner, tape, tap, Perl, bats and others write it: one test
 * per test point. A point that sums up a subtest is no test of its own; where it is `not ok` and nothing in it is, it is a
 * failure of the suite.
 *
 * `# SKIP` and `# TODO` are skipped, whatever else the point says: both are no proof; a subtest's directive holds for all
 * in it. A plan that differs from what came, a missing plan, `Bail out!` and a subtest without its point are failures of
 * the suite: tests that should have run did not. Other lines are output, and are passed over, as the protocol asks.
 */
export const tapParser: ReportParser = {
  matches: (document) => document.syntax === 'text' && looksLikeTap(document.text),
  parse: (document) => {
    const collected = collectTests()
    const warnings: ReportWarning[] = []
    const { results, faults, points } = readTap(document)
    for (const { path, ...result } of results) {
      collected.add({
        name: path.join(' > '),
        className: null,
        ...result,
        suite: path.length > 1 ? (path[0] ?? '') : '',
        groups: path.slice(0, -1),
      })
    }
    for (const fault of faults) collected.suiteError(fault)
    const { passed, failed, skipped } = collected.evidence()
    return {
      evidence: [collected.evidence()],
      warnings,
      tally: { tests: results.length, points, passed, failed, skipped },
    }
  },
}

function readTap(document: ReportDocument) {
  const results: Result[] = []
  const faults: string[] = []
  let levels: Level[] = []
  let points = 0
  /** The test that a block of details belongs to. */
  const open: { test: Result | null } = { test: null }
  let block: number | null = null
  let blockOfText = false

  const top = (): Level => {
    const level = levels.at(-1)
    if (level !== undefined) return level
    const made = levelAt(0)
    levels.push(made)
    return made
  }

  /** Leaves the levels that are deeper than a line, and enters the one that it begins. */
  const levelOf = (depth: number): Level => {
    while (levels.length > 1 && depth < top().depth) leave()
    if (depth > top().depth) levels.push(levelAt(depth))
    return top()
  }

  const leave = (): void => {
    const level = levels.pop()
    if (level === undefined) return
    if (level.ended !== null) adopt(level, level.ended, null)
    if (level.opened !== null) level.faults.push(`Subtest '${level.opened.name}' did not come`)
    if (level.planned === null) level.faults.push('There is no plan: the report may have been cut off')
    else if (level.planned !== level.seen) level.faults.push(`The plan says ${level.planned} tests, ${level.seen} came`)
    const outer = levels.at(-1)
    if (outer === undefined) {
      results.push(...level.results)
      faults.push(...level.faults)
    } else if (outer.opened === null) {
      if (outer.ended !== null) adopt(outer, outer.ended, null)
      outer.ended = level
    } else {
      adopt(outer, level, outer.opened)
      outer.opened = null
    }
  }

  const take = (level: Level, point: Point): void => {
    points += 1
    level.seen += 1
    open.test = null
    if (level.ended !== null) {
      adopt(level, level.ended, point)
      level.ended = null
    } else if (point.opens) {
      level.opened = point
    } else {
      open.test = resultOf(point)
      level.results.push(open.test)
    }
  }

  for (const line of linesOf(document.text)) {
    if (line.trim() === '') continue
    const depth = line.search(/\S/)
    if (block !== null) {
      if (depth >= block && line.trim() !== '...') {
        if (open.test !== null) blockOfText = readBlock(open.test, line.trim(), blockOfText)
        continue
      }
      block = null
      if (line.trim() === '...') continue
    }
    if (line.trim() === '---' && depth > top().depth) {
      block = depth
      blockOfText = false
      continue
    }
    const read = readTapLine(line)
    if (read === null) continue
    switch (read.kind) {
      case 'version':
        // A further report in the same file.
        if (read.depth === 0 && levels.some(({ seen, planned }) => seen > 0 || planned !== null)) {
          while (levels.length > 0) leave()
          levels = []
        }
        break
      case 'bail-out':
        top().faults.push(`Bail out! ${read.reason}`.trim())
        break
      case 'plan': {
        const level = levelOf(read.depth)
        if (level.planned !== null) level.faults.push('There are two plans')
        level.planned = read.planned
        break
      }
      case 'close':
        if (levels.some(({ opened, depth: of }) => opened !== null && of === read.depth))
          while (levels.length > 1 && top().depth > read.depth) leave()
        break
      case 'point':
        take(levelOf(read.depth), read)
    }
  }
  if (block !== null) top().faults.push('A block of details has no end: the report may have been cut off')
  top()
  while (levels.length > 0) leave()
  return { results, faults, points }
}

/** Takes what a subtest held into the level around it, under the name of its point; `null` where that never came. */
function adopt(level: Level, inner: Level, point: Point | null): void {
  const name = point?.name ?? ''
  const set = point?.directive ?? null
  const named = (path: readonly string[]): readonly string[] => (name === '' ? path : [name, ...path])
  if (inner.results.length === 0 && point !== null && inner.seen === 0) level.results.push(resultOf(point))
  for (const result of inner.results) {
    level.results.push({
      ...result,
      path: named(result.path),
      status: set === null ? result.status : 'skipped',
    })
  }
  if (set !== null) return
  const prefix = name === '' ? '' : `${name}: `
  level.faults.push(...inner.faults.map((fault) => `${prefix}${fault}`))
  if (point === null) level.faults.push('A subtest has no result of its own')
  else if (
    !point.ok &&
    inner.results.length > 0 &&
    inner.faults.length === 0 &&
    !inner.results.some(({ status }) => status === 'failed')
  ) {
    level.faults.push(`${prefix}it failed, and no test in it did`)
  }
}

function levelAt(depth: number): Level {
  return { depth, results: [], faults: [], planned: null, seen: 0, ended: null, opened: null }
}

function resultOf(point: Point): Result {
  const status = point.directive !== null ? 'skipped' : point.ok ? 'passed' : 'failed'
  return { path: [point.name], status, seconds: null, message: null }
}

/** Reads a line of the block behind a test point; true where a message goes on in the next line. */
function readBlock(result: Result, said: string, goesOn: boolean): boolean {
  if (goesOn) {
    result.message ??= said
    return false
  }
  const found = /^(error|message|duration_ms):\s*(.*)$/.exec(said)
  const value = (found?.[2] ?? '').replace(/^(['"])(.*)\1$/, '$2')
  if (found === null) return false
  if (found[1] === 'duration_ms') {
    const millis = strictNumber(value)
    if (millis !== null) result.seconds ??= millis / 1000
    return false
  }
  if (result.status !== 'failed') return false
  if (/^[|>][+-]?$/.test(value)) return true
  if (value !== '') result.message ??= value
  return false
}

function looksLikeTap(text: string): boolean {
  let lines = 0
  for (const line of linesOf(text.slice(0, 8000))) {
    if (/^TAP version 1\d\s*$/i.test(line)) return true
    const said = line.trim()
    if (said === '' || said.startsWith('#')) continue
    lines += 1
    // Without its version, a report is TAP only from its first line on.
    if (lines === 1 && /^(?:1\.\.\d+(?:\s*#.*)?|(?:not )?ok(?: \d+(?: .*)?| - .*))$/.test(said)) return true
    if (lines > 40) return false
  }
  return false
}

function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    yield text.slice(at, stop).replace(/\r$/, '')
    at = stop + 1
  }
}
