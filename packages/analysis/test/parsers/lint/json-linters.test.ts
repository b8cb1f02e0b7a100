import { describe, expect, test } from 'vitest'
import { parse, refusalOf } from '../read.ts'
import { lintOf } from './lint-evidence.ts'

const json = (value: unknown): string => JSON.stringify(value)

describe('ESLint', () => {
  const file = (messages: readonly object[], more: object = {}): object => ({
    filePath: '/a.js',
    messages,
    errorCount: messages.filter((one) => 'severity' in one && one.severity === 2).length,
    warningCount: messages.filter((one) => 'severity' in one && one.severity === 1).length,
    ...more,
  })

  test('counts messages by severity, suppressed ones apart', () => {
    const text = json([
      file([
        { ruleId: 'no-undef', severity: 2, message: 'x is not defined\nmore', line: 3 },
        { ruleId: 'eqeqeq', severity: 1, message: 'Expected ===' },
        { ruleId: null, severity: 1, fatal: true, message: 'Parsing error' },
      ]),
      file([], { suppressedMessages: [{ ruleId: 'x', severity: 2 }] }),
    ])
    expect(lintOf(text)).toMatchObject({ tool: 'ESLint', errors: 2, warnings: 1, suppressed: 1, files: 2 })
    expect(lintOf(text).problems[0]).toEqual({
      level: 'error',
      rule: 'no-undef',
      file: '/a.js',
      line: 3,
      message: 'x is not defined',
    })
    expect(parse(text).tally).toMatchObject({ files: 2, errors: 1, warnings: 2, fatal: 1 })
    expect(parse(text).warnings).toMatchObject([{ code: 'summary-mismatch' }])
  })

  test('counts what a file counts and does not list, in the evidence alone', () => {
    const warning = { severity: 1, message: 'x' }
    const text = json([file([warning], { errorCount: 2, warningCount: 3 }), file([{ severity: 2, message: 'x' }])])
    expect(lintOf(text)).toMatchObject({ errors: 3, warnings: 3 })
    expect(parse(text).tally).toMatchObject({ errors: 1, warnings: 1 })
    expect(parse(text).warnings).toMatchObject([
      { message: 'The report says it has 3 errors and 3 warnings and lists 1 and 1' },
    ])
    const fatal = json([file([{ severity: 1, fatal: true, message: 'x' }], { fatalErrorCount: 2 })])
    expect(lintOf(fatal)).toMatchObject({ errors: 2, warnings: 0 })
    expect(lintOf(json([file([], { warningCount: null, errorCount: 1 })])).errors).toBe(1)
  })

  test('takes a severity that is not known as an error', () => {
    expect(lintOf(json([file([{ severity: 3, message: 'x' }])])).errors).toBe(1)
  })

  test('with metadata is read', () => {
    expect(parse(json({ results: [file([])], metadata: { rulesMeta: {} } })).format).toBe('eslint')
  })

  test.each([
    ['Secretlint', [{ filePath: 'a', sourceContentType: 'text', messages: [{ message: 'found', severity: 'error' }] }]],
    ['textlint', [{ filePath: 'a', messages: [{ type: 'lint', ruleId: 'x', severity: 2, message: 'x' }] }]],
  ])('is not %s', (_, value) => expect(refusalOf(json(value)).code).toBe('format-unsupported'))

  test('without messages in a file is refused', () => {
    expect(refusalOf(json([file([]), { filePath: 'b' }])).code).toBe('format-unsupported')
  })
})

test('Pylint counts messages by type in both of its formats', () => {
  const messages = ['fatal', 'error', 'warning', 'convention', 'refactor', 'odd'].map((type) => ({
    type,
    'message-id': 'C0114',
    symbol: 'missing-docstring',
    path: 'a.py',
    line: 1,
    message: 'x',
  }))
  expect(lintOf(json(messages))).toMatchObject({ tool: 'Pylint', errors: 3, warnings: 1, infos: 2, files: null })
  const newer = { messages, statistics: { messageTypeCount: {}, modulesLinted: 4 } }
  expect(lintOf(json(newer))).toMatchObject({ errors: 3, warnings: 1, infos: 2, files: 4 })
  expect(refusalOf(json({ statistics: { messageTypeCount: {} } })).code).toBe('report-malformed')
})

test('Ruff counts every problem as an error', () => {
  const problem = { filename: 'a.py', location: { row: 2 }, end_location: { row: 2 }, message: 'unused' }
  expect(
    lintOf(
      json([
        { ...problem, code: 'F401' },
        { ...problem, code: null },
      ]),
    ),
  ).toMatchObject({
    tool: 'Ruff',
    errors: 2,
    problems: [{ rule: 'F401', line: 2 }, { rule: null }],
  })
})

test('Stylelint counts warnings by severity, and what it could not parse as errors', () => {
  const text = json([
    {
      source: 'a.css',
      errored: true,
      warnings: [
        { severity: 'error', rule: 'x', text: 'no' },
        { severity: 'warning', rule: 'y', text: 'hm' },
      ],
      parseErrors: [{ text: 'broken' }],
      invalidOptionWarnings: [{ text: 'Unknown rule z' }],
    },
    { source: 'b.css', errored: false, ignored: true, warnings: [] },
  ])
  expect(lintOf(text)).toMatchObject({ tool: 'Stylelint', errors: 3, warnings: 1, files: 1 })
  expect(parse(text).warnings).toEqual([])
})

test('Stylelint has an error in a file that is said to have some, in the evidence alone', () => {
  const text = json([
    { source: 'a.css', errored: true, warnings: [{ severity: 'warning', text: 'hm' }] },
    { source: 'b.css', errored: true, warnings: [{ severity: 'error', text: 'no' }] },
  ])
  expect(lintOf(text)).toMatchObject({ errors: 2, warnings: 1 })
  expect(parse(text).tally).toMatchObject({ errors: 1, warnings: 1 })
  expect(parse(text).warnings).toMatchObject([{ code: 'summary-mismatch' }])
})

test('RuboCop counts offenses that were not corrected', () => {
  const offense = (severity: string, corrected = false): object => ({
    severity,
    corrected,
    cop_name: 'Style/X',
    message: 'x',
    location: { start_line: 2 },
  })
  const offenses = [offense('error'), offense('warning'), offense('convention'), offense('odd'), offense('error', true)]
  const text = json({ files: [{ path: 'a.rb', offenses }], summary: { offense_count: 5, inspected_file_count: 3 } })
  expect(lintOf(text)).toMatchObject({ tool: 'RuboCop', errors: 2, warnings: 1, infos: 1, files: 3 })
  expect(parse(text).warnings).toEqual([])
  const short = json({ files: [{ path: 'a.rb', offenses }], summary: { offense_count: 7 } })
  expect(lintOf(short)).toMatchObject({ errors: 4, warnings: 1 })
  expect(parse(short)).toMatchObject({ tally: { offenses: 4 }, warnings: [{ code: 'summary-mismatch' }] })
})

test('golangci-lint counts issues, and proves nothing where its run failed', () => {
  const issue = (Severity: string): object => ({
    FromLinter: 'errcheck',
    Text: 'x',
    Severity,
    Pos: { Filename: 'a.go', Line: 2 },
  })
  const text = json({ Issues: [issue(''), issue('warning')], Report: {} })
  expect(lintOf(text)).toMatchObject({ errors: 1, warnings: 1, failure: null })
  expect(lintOf(json({ Issues: null, Report: { Error: 'timeout' } })).failure).toBe('timeout')
  expect(lintOf(json({ Issues: null, Report: {} })).errors).toBe(0)
  expect(refusalOf(json({ Issues: { a: issue('') }, Report: {} })).code).toBe('report-malformed')
})

test.each([
  ['pylint', null],
  ['ruff', null],
  ['eslint', 0],
  ['stylelint', 0],
])('an empty list is taken as a report of %s only where it is named, and of %s files', (format, files) => {
  expect(parse('[]', format).evidence).toMatchObject([{ kind: 'lint', errors: 0, files }])
  expect(parse('[]').format).not.toBe(format)
})

test('a count without an end counts as many, and as a number', () => {
  const text = '[{"filePath":"a.js","messages":[],"errorCount":1e999,"warningCount":0}]'
  expect(lintOf(text).errors).toBe(Number.MAX_SAFE_INTEGER)
})
