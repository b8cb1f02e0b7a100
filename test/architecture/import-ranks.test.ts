import { describe, expect, test } from 'vitest'
import { breachesOf } from './breaches.ts'
import { readSources } from './read-sources.ts'

const sound = new Map([
  ['analysis/src/errors.ts', 'export const a = 1'],
  ['analysis/src/verdict/index.ts', "export { b } from './part.ts'"],
  ['analysis/src/verdict/part.ts', "import { a } from '../errors.ts'\nexport const b = a"],
  ['analysis/src/gates/index.ts', "export type { b } from '../verdict/index.ts'"],
  ['gate-server/src/engine/index.ts', "import type { b } from '@kosmos/analysis/verdict'\nexport type C = typeof b"],
])

test('the sources keep to the rank table', () => {
  const sources = readSources()
  expect(sources.size).toBeGreaterThan(100)
  expect(breachesOf(sources)).toEqual([])
})

describe('the check', () => {
  test('accepts sound sources', () => expect(breachesOf(sound)).toEqual([]))

  test.each([
    [
      'an import of a higher rank, of a type',
      'analysis/src/verdict/part.ts',
      "import type { b } from '../gates/index.ts'\nexport type B = b",
      'verdict has rank 1 and imports only lower ranks, gates has 7',
    ],
    [
      'an import past the front door',
      'analysis/src/gates/explain.ts',
      "import { b } from '../verdict/part.ts'\nexport const c = b",
      'only its index.ts',
    ],
    [
      'an import of the own index',
      'analysis/src/verdict/word.ts',
      "import { b } from './index.ts'\nexport const c = b",
      'never its own index.ts',
    ],
    [
      'a dynamic import of a higher rank',
      'analysis/src/errors.ts',
      "export const a = await import('./gates/index.ts')",
      'errors.ts has rank 0',
    ],
    [
      'the library importing the server',
      'analysis/src/gates/ask.ts',
      "import { c } from '@kosmos/gate-server/client'\nexport const d = c",
      'nothing of the server',
    ],
    ['export *', 'analysis/src/verdict/all.ts', "export * from './part.ts'", "'export *'"],
    ['a default export', 'analysis/src/verdict/all.ts', 'export default 1', 'default export'],
    [
      'a folder that the table does not know',
      'analysis/src/utils/all.ts',
      'export const a = 1',
      'no folder of the rank table',
    ],
  ])('finds %s', (_, path, source, rule) => {
    const breaches = breachesOf(new Map([...sound, [path, source]]))
    expect(breaches.join('\n')).toContain(rule)
    expect(breaches.join('\n')).toContain(path)
  })

  test('finds a circle of three files', () => {
    const circle = new Map([
      ['analysis/src/verdict/one.ts', "import './two.ts'"],
      ['analysis/src/verdict/two.ts', "import './three.ts'"],
      ['analysis/src/verdict/three.ts', "import type {} from './one.ts'"],
    ])
    expect(breachesOf(circle).join()).toContain('import each other')
  })
})
