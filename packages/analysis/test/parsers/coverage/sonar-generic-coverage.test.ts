import { describe, expect, test } from 'vitest'
import { coverageOf, parse, refusalOf } from '../read.ts'

const sonar = (lines: string): string => `<coverage version="1"><file path="src/a.c">${lines}</file></coverage>`
const line = (number: number, covered: boolean, more = ''): string =>
  `<lineToCover lineNumber="${number}" covered="${covered}"${more}/>`

describe("Sonar's generic coverage", () => {
  test('counts distinct lines and branches', () => {
    const lines =
      line(1, false) + line(1, true) + line(2, true, ' branchesToCover="4" coveredBranches="1"') + line(3, false)
    expect(coverageOf(sonar(lines))).toMatchObject({
      lines: { covered: 2, total: 3 },
      branches: { covered: 1, total: 4 },
      files: [{ path: 'src/a.c', partial: new Set([2]) }],
    })
  })

  test('of nothing has a total of 0', () => {
    for (const text of [sonar(''), '<coverage version="1"/>']) {
      expect(parse(text)).toMatchObject({
        format: 'sonar-generic-coverage',
        evidence: [{ lines: { covered: 0, total: 0 } }],
      })
    }
  })

  test.each([
    ['a line without a number', sonar('<lineToCover covered="true"/>')],
    ['a line that says not whether it ran', sonar('<lineToCover lineNumber="1"/>')],
    ['more branches than there are', sonar(line(1, true, ' branchesToCover="2" coveredBranches="3"'))],
    ['a file without a path', `<coverage version="1"><file>${line(1, true)}</file></coverage>`],
    ['a line outside a file', `<coverage version="1">${line(1, true)}</coverage>`],
  ])('%s is refused', (_, text) => {
    expect(refusalOf(text).code).toBe('report-malformed')
  })
})
