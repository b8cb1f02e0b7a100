import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { importsOf, parse, type Sources } from './import-graph.ts'
import { readSources } from './read-sources.ts'

/** Names that reach out of a pure library: I/O, clock, randomness, process. */
const impure = new Set([
  'process',
  'console',
  'fetch',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'require',
  'globalThis',
])

/** Which modules only some places may import. */
const reserved: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^saxes$/, /^analysis\/src\/parsers\/xml\.ts$/, 'only parsers/xml.ts knows the XML library'],
  [/^(?:kysely|pg|node:sqlite)/, /^gate-server\/src\/storage\//, 'only storage knows SQL'],
  [
    /^undici$/,
    /^gate-server\/src\/providers\/http-client\.ts$/,
    'only the HTTP client of the providers asks the outside',
  ],
]

/** Functions that make adapters, and who may call them. */
const constructors: readonly (readonly [string, RegExp])[] = [
  ['openStore', /^gate-server\/src\/(?:compose|storage\/|cli\/commands\/token)/],
  ['createProviders', /^gate-server\/src\/(?:compose|providers\/)/],
  ['createApp', /^gate-server\/src\/(?:compose|http\/)/],
  ['startScheduler', /^gate-server\/src\/(?:compose|engine\/)/],
]

function impurities(sources: Sources): readonly string[] {
  return [...sources]
    .filter(([path]) => path.startsWith('analysis/'))
    .flatMap(([path, source]) => {
      const found: string[] = []
      const visit = (node: ts.Node): void => {
        if (ts.isIdentifier(node) && impure.has(node.text) && !isName(node)) found.push(`${path} uses ${node.text}`)
        if (ts.isPropertyAccessExpression(node) && /^(?:Date\.now|Math\.random)$/.test(node.getText()))
          found.push(`${path} uses ${node.getText()}`)
        if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0)
          found.push(`${path} reads the clock`)
        ts.forEachChild(node, visit)
      }
      visit(parse(path, source))
      return found
    })
}

/** A property, a key or a declaration of that name is not a use of the global. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertySignature(parent) && parent.name === node) ||
    ts.isBindingElement(parent) ||
    ts.isImportSpecifier(parent)
  )
}

describe('the library', () => {
  test('has no I/O, clock, randomness or process', () => expect(impurities(readSources())).toEqual([]))

  test('imports nothing of the platform', () => {
    const platform = importsOf(readSources()).filter(
      ({ from, specifier }) => from.startsWith('analysis/') && specifier.startsWith('node:'),
    )
    expect(platform).toEqual([])
  })

  test.each([
    'export const a = Date.now()',
    'export const a = new Date()',
    'export const a = Math.random()',
    'export const a = process.env',
    'console.log(1)',
  ])('would not be pure with %s', (source) =>
    expect(impurities(new Map([['analysis/src/errors.ts', source]]))).toHaveLength(1),
  )

  test('may make a date of a number', () => {
    expect(impurities(new Map([['analysis/src/errors.ts', 'export const a = (at: number) => new Date(at)']]))).toEqual(
      [],
    )
  })
})

describe('each outside thing', () => {
  test.each(reserved.map(([module, place, rule]) => [rule, module, place] as const))('%s', (_, module, place) => {
    const others = importsOf(readSources()).filter(({ from, specifier }) => module.test(specifier) && !place.test(from))
    expect(others.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([])
  })

  test('is made by compose.ts', () => {
    const callers = [...readSources()].flatMap(([path, source]) =>
      constructors.flatMap(([name, place]) =>
        new RegExp(`\\b${name}\\(`).test(source) && !place.test(path) ? [`${path} calls ${name}`] : [],
      ),
    )
    expect(callers).toEqual([])
  })

  test('of the environment is read by main.ts alone, and checked by config/', () => {
    const readers = [...readSources()].filter(
      ([path, source]) => path.startsWith('gate-server/') && /\bprocess\.env\b/.test(source),
    )
    expect(readers.map(([path]) => path)).toEqual(['gate-server/src/main.ts'])
  })
})
