import { describe, expect, test } from 'vitest'
import { parsePathPattern } from '../../src/units/index.ts'

describe('a pattern of paths', () => {
  test.each([
    ['src/a.ts', 'src/a.ts', true],
    ['src/a.ts', 'src/aXts', false],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['src/**/*.ts', 'src/b.ts', true],
    ['src/**/*.ts', 'src/a/b/c.ts', true],
    ['src/**', 'src/a/b', true],
    ['src/**', 'srcs/a', false],
    ['**/gen/**', 'a/gen/b/c', true],
    ['**/gen/**', 'gen/b', true],
    ['*.test.ts', 'deep/down/a.test.ts', true],
    ['generated/', 'generated/a/b.ts', true],
    ['/src/?.ts', './src/a.ts', true],
    ['src\\*.ts', 'src\\a.ts', true],
    ['**', 'anything/at/all', true],
    ['a.b', 'aXb', false],
    ['[ab].ts', 'a.ts', false],
    ['*ä?', 'xä😀', true],
  ])('%s on %s: %s', (pattern, path, matches) => {
    expect(parsePathPattern(pattern).matches(path)).toBe(matches)
  })

  test('is refused where it is empty, too long, or ** stands beside other characters', () => {
    for (const text of ['', ' ', 'a//b', 'src/**.ts', '***', 'x'.repeat(1001)]) {
      expect(() => parsePathPattern(text)).toThrow('a pattern of paths')
    }
  })

  test('takes no long time over patterns and paths that are made to', () => {
    const [names, directories] = [parsePathPattern(`${'*a'.repeat(400)}b`), parsePathPattern(`${'**/a/'.repeat(180)}b`)]
    const start = performance.now()
    expect(names.matches('a'.repeat(20_000))).toBe(false)
    expect(directories.matches('a/'.repeat(20_000))).toBe(false)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
