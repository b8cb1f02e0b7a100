import { describe, expect, test } from 'vitest'
import { coverageReport, file, judge, ofFiles, summary } from './coverage-report.ts'

const floor = { lines: '>= 80%' }

describe('several coverage reports', () => {
  test('are one: files by path and lines by number, with the most hits', () => {
    const unit = coverageReport(ofFiles([file('src/a.ts', { 1: 1, 2: 0, 3: 1 }), file('src/b.ts', { 1: 1 })]))
    const system = coverageReport(ofFiles([file('.\\src\\a.ts', { 1: 0, 2: 4, 3: 0, 4: 0 })]), { name: 'system.xml' })
    const { outcome, sentences } = judge(floor, [unit, system])
    expect(outcome).toBe('pass')
    expect(sentences).toEqual(['Coverage of lines is 80 % (4 of 5, coverage.xml, system.xml), at the floor of 80 %'])
  })

  test('count branches of the same file once, with the better count', () => {
    const one = (covered: number) => coverageReport(ofFiles([file('a', { 1: 1 }, { branches: { covered, total: 4 } })]))
    expect(judge({ branches: '>= 75%' }, [one(1), one(3)]).sentences[0]).toContain('75 % (3 of 4')
  })

  test('know no branches together where one sums up others than its files list', () => {
    const poor = ofFiles([file('a', { 1: 1 })], { branches: { covered: 10, total: 100 } })
    const good = ofFiles([file('b', { 1: 1 }, { branches: { covered: 2, total: 2 } })])
    expect(judge({ branches: '>= 80%' }, [coverageReport(poor)]).outcome).toBe('fail')
    expect(judge({ branches: '>= 80%' }, [coverageReport(poor), coverageReport(good)]).outcome).toBe('inconclusive')
  })

  test('fail where one of them measured nothing, whatever the others cover', () => {
    const full = coverageReport(ofFiles([file('src/a.ts', { 1: 1 })]), { suite: 'unit' })
    const empty = coverageReport(ofFiles([]), { suite: 'unit', name: 'empty.xml' })
    for (const options of [floor, { flags: { unit: floor } }, { maxDrop: { reference: 'main', points: '0.5pp' } }]) {
      const { part } = judge(options, [full, empty])
      expect(part.outcome).toBe('fail')
      expect(part.reasons).toContainEqual(
        expect.objectContaining({
          code: 'coverage-of-nothing',
          sentence: 'Of 2 coverage reports 1 measured nothing (empty.xml): 0 of 0 covers nothing',
        }),
      )
    }
    expect(judge(floor, [full, coverageReport(ofFiles([file('src/types.ts', {})]))]).outcome).toBe('fail')
  })

  test('that list no lines each have to reach the floor', () => {
    const { outcome, sentences } = judge(floor, [summary(9, 10), summary(5, 10, { name: 'legacy.json' })])
    expect(outcome).toBe('fail')
    expect(sentences[0]).toBe('Coverage of lines is 50 % (5 of 10, legacy.json), 30 points below the floor of 80 %')
    expect(sentences).toHaveLength(2)
  })

  test('of different files are added up although they list no lines', () => {
    const listed = (path: string, covered: number) =>
      coverageReport(ofFiles([file(path, {}, { lines: { covered, total: 10 } })]))
    expect(judge(floor, [listed('a', 10), listed('b', 6)]).sentences[0]).toContain('80 % (16 of 20')
    expect(judge(floor, [listed('a', 10), listed('a', 6)]).outcome).toBe('fail')
  })
})

describe('coverage per file', () => {
  const reports = [
    coverageReport(
      ofFiles([
        file('src/good.ts', { 1: 1, 2: 1 }),
        file('src/poor.ts', { 1: 1, 2: 0, 3: 0 }),
        file('src/gen/x.ts', { 1: 0 }),
        file('src/types.ts', {}),
      ]),
    ),
  ]

  test('names the files below, worst first, with their counts', () => {
    const { outcome, sentences } = judge({ perFile: { lines: '>= 50%' } }, reports)
    expect(outcome).toBe('fail')
    expect(sentences).toEqual([
      '2 of 3 files are below the floor of 50 % of their lines: src/gen/x.ts 0 % (0 of 1), src/poor.ts 33.33 % (1 of 3)',
    ])
  })

  test('is of the files that are included and not excluded', () => {
    const chosen = { lines: '>= 50%', include: ['src/**'], exclude: ['**/gen/**', 'poor.*'] }
    expect(judge({ perFile: chosen }, reports)).toMatchObject({
      outcome: 'pass',
      sentences: ['1 of 1 files reach the floor of 50 % of their lines'],
    })
  })

  test.each([
    ['no file is chosen', { lines: '>= 50%', include: ['lib/**'] }],
    ['no file has branches', { branches: '>= 50%' }],
  ])('%s: undecided, never a pass', (_, perFile) => {
    expect(judge({ perFile }, reports).outcome).toBe('inconclusive')
  })

  test('with an impossible count is an error', () => {
    const wrong = coverageReport(ofFiles([file('a', {}, { lines: { covered: 3, total: 2 } })]))
    expect(judge({ perFile: { lines: '>= 50%' } }, [wrong]).outcome).toBe('error')
  })
})
