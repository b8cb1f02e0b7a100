import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { xmlOf } from '../../report-document.ts'
import { coverageOf } from '../coverage-of.ts'
import {
  addBranches,
  addHits,
  lineCountsOf,
  partialLines,
  sumBranches,
  wholeNumber,
  type LineCounts,
} from '../line-counts.ts'

/**
 * SonarQube's generic coverage, as gcovr, jest-sonar, flutter and home-made converters write it.
 *
 * Lines are the distinct (file `path`, `lineNumber`) of `lineToCover`, covered where one of them says so; branches are the
 * sums of `coveredBranches` of `branchesToCover`, the best of duplicates. The format has no sums of its own.
 */
export const sonarGenericCoverageParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    document.root === 'coverage' &&
    !document.attributes.has('line-rate') &&
    !['project', 'testproject', 'packages', 'package', 'sources', 'class', 'module'].some((name) =>
      document.early.has(name),
    ) &&
    (document.early.has('lineToCover') ||
      (document.attributes.get('version') === '1' &&
        [...document.early].every((name) => /^(?:coverage|file)$/.test(name)))),
  parse: (document) => {
    const files = new Map<string, LineCounts>()
    let current: LineCounts | null = null
    xmlOf(document).read({
      open: (name, attributes) => {
        if (name === 'file') {
          const path = attributes.get('path')
          if (path === undefined) throw malformed('sonar-generic-coverage', 'a file with its path', 'one without')
          current = lineCountsOf(files, path)
        } else if (name === 'lineToCover') {
          if (current === null) throw malformed('sonar-generic-coverage', 'lineToCover inside a file', 'one outside')
          addLine(current, attributes)
        }
      },
      close: (name) => {
        if (name === 'file') current = null
      },
    })
    const evidence = coverageOf(
      'distinct-lines',
      Array.from(files, ([path, counts]) => ({
        path,
        hits: counts.hits,
        partial: partialLines(counts),
        branches: sumBranches(counts),
      })),
    )
    return { evidence: [evidence], warnings: [], tally: { files: files.size } }
  },
}

function addLine(counts: LineCounts, attributes: ReadonlyMap<string, string>): void {
  const number = wholeNumber(attributes.get('lineNumber'))
  const covered = (attributes.get('covered') ?? '').trim().toLowerCase()
  if (number === null || (covered !== 'true' && covered !== 'false')) {
    const got = `lineNumber="${attributes.get('lineNumber') ?? ''}" covered="${covered}"`
    throw malformed('sonar-generic-coverage', 'a line with lineNumber and covered', excerpt(got))
  }
  addHits(counts, number, covered === 'true' ? 1 : 0)
  const branches = attributes.get('branchesToCover')
  if (branches === undefined) return
  const [total, taken] = [wholeNumber(branches), wholeNumber(attributes.get('coveredBranches') ?? '0')]
  if (total === null || taken === null || !(taken >= 0 && taken <= total)) {
    const got = `branchesToCover="${branches}" coveredBranches="${attributes.get('coveredBranches') ?? ''}"`
    throw malformed('sonar-generic-coverage', 'covered branches of branches to cover', excerpt(got))
  }
  if (total > 0) addBranches(counts, number, { covered: taken, total })
}
