import { describe, expect, test } from 'vitest'
import { readSelector } from '../../src/providers/scrape/series-selector.ts'

const sample = (name: string, labels: Readonly<Record<string, string>>) => ({
  name,
  labels: new Map(Object.entries(labels)),
  value: 1,
})

describe('a selector', () => {
  test.each([
    ['x', { code: '500' }, true],
    ['x{}', {}, true],
    ['x{code="500"}', { code: '500' }, true],
    ['x{code="500"}', { code: '5000' }, false],
    ['x{code!="500"}', {}, true],
    ['x{code=~"5.."}', { code: '503' }, true],
    ['x{code=~"5.."}', { code: '1503' }, false],
    ['x{code=~"4..|5.."}', { code: '404' }, true],
    ['x{code=~"(4|5).."}', { code: '404' }, true],
    ['x{code!~"5.."}', { code: '200' }, true],
    ['x{path=~"/api/.*",code="200"}', { path: '/api/a', code: '200' }, true],
    ['x{quoted="a\\"b"}', { quoted: 'a"b' }, true],
  ])('%s on %o matches: %s', (expression, labels, matches) => {
    expect(readSelector(expression).matches(sample('x', labels))).toBe(matches)
  })

  test('matches no other name', () => expect(readSelector('x').matches(sample('y', {}))).toBe(false))

  test.each(['', 'sum(x)', 'x{', 'x{a}', 'x{a=b}', 'x{a="b"', 'x{a="b" c="d"}', 'x[5m]', '9x', 'x{a="b"} or y'])(
    '%j is refused',
    (expression) => {
      expect(() => readSelector(expression)).toThrow('Expected a selector')
    },
  )

  test('says which pattern it cannot read', () => {
    expect(() => readSelector('x{a=~"b{2}"}')).toThrow("got another at '{2}'")
  })
})
