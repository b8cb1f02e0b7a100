import { describe, expect, test } from 'vitest'
import { plainPath } from '../../src/units/index.ts'

describe('a path as it is compared', () => {
  test.each([
    ['src/a.ts', 'src/a.ts'],
    ['./src//./a.ts', 'src/a.ts'],
    ['src\\gen\\a.ts', 'src/gen/a.ts'],
    ['test/../src/a.ts', 'src/a.ts'],
    ['test%2F..%2Fsrc%2fa.ts', 'src/a.ts'],
    ['test/%2e%2e/src/a.ts', 'src/a.ts'],
    ['a%2520b', 'a%20b'],
    ['100%/%2e/%ff%2f/a.ts', '100%/%ff%2f/a.ts'],
    ['file:///work/a.ts', '/work/a.ts'],
    ['file://localhost/work/a.ts', '/work/a.ts'],
    ['/work/./a.ts', '/work/a.ts'],
    ['C:\\work\\..\\a.ts', 'C:/a.ts'],
    ['', ''],
  ])('%s is %s', (path, plain) => {
    expect(plainPath(path)).toBe(plain)
  })

  test('is none where it leads out of where it starts', () => {
    for (const path of ['../a.ts', 'test/../../a.ts', 'a\\..\\..\\b', '/../a.ts', 'C:\\..\\a.ts', '%2e%2e/a'])
      expect(plainPath(path)).toBe(null)
  })
})
