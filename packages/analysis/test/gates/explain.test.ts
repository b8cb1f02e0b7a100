import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain, explainMarkdown } from '../../src/gates/index.ts'
import { assembleVerdict, type Outcome, type Part, type Verdict } from '../../src/verdict/index.ts'
import { subject } from '../conditions/report.ts'

function part(id: string, outcome: Outcome, sentence = `${id} is ${outcome}`): Part {
  return {
    id,
    role: 'condition',
    kind: 'tests',
    required: true,
    outcome,
    reasons: [{ code: 'x', outcome, sentence, facts: {} }],
    measurement: null,
    evidence: [],
  }
}

function verdict(...parts: readonly Part[]): Verdict {
  return assembleVerdict({
    subject,
    policy: { name: 'mine', digest: 'sha256:0123' },
    gate: 'merge',
    exposure: 'before',
    judgedAt: 0,
    deadlinePassed: false,
    onInconclusive: 'rollback',
    parts,
    evidence: [],
  })
}

test('the sentence comes first, then the worst part, then the others', () => {
  const lines = explain(verdict(part('unit', 'pass'), part('coverage', 'fail'), part('sast', 'warn'))).split('\n')
  expect(lines[0]).toBe('HOLD (fail): coverage is fail')
  expect(lines.slice(1).map((line) => line.trim().split(/\s+/).slice(0, 2).join(' '))).toEqual([
    '✗ coverage',
    '! sast',
    '✓ unit',
  ])
})

test('Markdown has a table of what did not pass, and one line of what did', () => {
  const text = explainMarkdown(verdict(part('unit', 'pass'), part('coverage', 'fail')))
  expect(text).toContain('## ✗ hold: merge')
  expect(text).toContain('| ✗ fail | coverage | coverage is fail |')
  expect(text).toContain('1 passed: unit')
})

describe('text from reports', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '\u001B[31m',
          '\n',
          '\r',
          '::error::x',
          '##[error]x',
          '<script>',
          '</td>',
          '|',
          '`',
          '[a](http://b)',
          '![i](x)',
          '@team',
          '<!--',
          '-->',
          '**',
          '#1',
          '\u202E',
          '\\',
          '&lt;',
          'https://evil',
          'text ',
          '&#60;',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  )

  test('makes no escape sequence, line break or build command in plain text', () => {
    fc.assert(
      fc.property(hostile, (sentence) => {
        const lines = explain(verdict(part('unit', 'fail', sentence))).split('\n')
        expect(lines).toHaveLength(2)
        for (const line of lines) {
          expect(line).not.toMatch(/\p{Cc}|[\u202A-\u202E]/u)
          expect(line).not.toContain('##[')
          expect(line.trimStart().startsWith('::')).toBe(false)
        }
      }),
    )
  })

  test('makes no element, link, mention, table cell or build command in Markdown', () => {
    fc.assert(
      fc.property(hostile, (sentence) => {
        const quiet = explainMarkdown(verdict(part('unit', 'fail', 'x'))).split('\n')
        const lines = explainMarkdown(verdict(part('unit', 'fail', sentence))).split('\n')
        expect(lines).toHaveLength(quiet.length)
        for (const line of lines) {
          expect(line.replaceAll('<br>', '')).not.toMatch(/<[a-z!/]/i)
          expect(line).not.toMatch(/@[a-z]|https?:\/\/|::|##\[/i)
          expect(line).not.toMatch(/\p{Cc}/u)
        }
        expect((lines[2] ?? '').replace(/\\./g, '')).not.toMatch(/[`*_[\]{}|~#]/)
        const row = lines.find((line) => line.startsWith('| ✗')) ?? ''
        expect(row.replace(/\\[\\|]/g, '').match(/\|/g)).toHaveLength(4)
      }),
    )
  })
})
