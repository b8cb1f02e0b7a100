import { expect, test } from 'vitest'
import { AnalysisError } from '../../src/errors.ts'
import { parsePolicy } from '../../src/policy/index.ts'

function messagesOf(condition: string): readonly string[] {
  try {
    parsePolicy(`version: 1\nname: a\ngates:\n  g:\n    - ${condition}\n`)
    return []
  } catch (error) {
    if (error instanceof AnalysisError && error.is('policy-invalid'))
      return error.details.issues.map(({ message }) => message)
    throw error
  }
}

test.each([
  [
    "{ id: c, kind: coverage, maxDrop: { reference: main, points: 1pp, unlesAbove: '>= 9%' } }",
    /unlessAbove, whenMissing, got 'unlesAbove'; did you mean 'unlessAbove'/,
  ],
  [
    "{ id: c, kind: coverage, flags: { unit: { lines: '>= 9%', line: 1 } } }",
    /keys lines, branches, functions, statements, got 'line'/,
  ],
  ["{ id: c, kind: coverage, lines: '>= 9%', lins: 1 }", /id, kind, required, suite, lines/],
])('%s: the keys of that place are named', (condition, message) => {
  expect(messagesOf(condition).join('\n')).toMatch(message)
})
