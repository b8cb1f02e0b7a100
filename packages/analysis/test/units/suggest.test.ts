import { expect, test } from 'vitest'
import { suggest } from '../../src/units/index.ts'

test.each([
  ['coverge', 'coverage'],
  ['TESTS', 'tests'],
  ['vulnerabilites', 'vulnerabilities'],
  ['deployment', null],
  ['', null],
  ['x'.repeat(1000), null],
])('near %j is %j', (word, expected) => {
  expect(suggest(word, ['coverage', 'tests', 'vulnerabilities'])).toBe(expected)
})
