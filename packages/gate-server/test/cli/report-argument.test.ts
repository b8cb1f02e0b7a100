import { expect, test } from 'vitest'
import { parseReportArgument } from '../../src/cli/report-argument.ts'

test.each([
  ['junit.xml', { suite: null, path: 'junit.xml', format: null }],
  ['unit=reports/junit.xml', { suite: 'unit', path: 'reports/junit.xml', format: null }],
  ['unit=reports/junit.xml:junit', { suite: 'unit', path: 'reports/junit.xml', format: 'junit' }],
  ['reports/12:30.xml', { suite: null, path: 'reports/12:30.xml', format: null }],
  ['C:/reports/a=b.xml:junit', { suite: null, path: 'C:/reports/a=b.xml', format: 'junit' }],
])('%s', (text, expected) => {
  expect(parseReportArgument(text, ['junit', 'lcov'])).toEqual(expected)
})
