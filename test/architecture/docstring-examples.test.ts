import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readSources } from './read-sources.ts'

/** The folders whose docstrings are the reference of the statistics. */
const folders = ['descriptive', 'distributions', 'history', 'hypothesis', 'numeric', 'planning', 'sequential', 'series']
const present = new Set(
  readdirSync(fileURLToPath(new URL('../../packages/analysis/src/', import.meta.url)), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name),
)

const namesSchema = z.record(z.string(), z.unknown())
const exported: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.fromEntries(
  await Promise.all(
    folders
      .filter((folder) => present.has(folder))
      .map(async (folder) => {
        const names: unknown = await import(`../../packages/analysis/src/${folder}/index.ts`)
        return [folder, namesSchema.parse({ ...namesSchema.parse(names) })] as const
      }),
  ),
)
/** What an example may call: every export of these folders, and the language itself. */
const scope = createContext(Object.fromEntries(Object.values(exported).flatMap((names) => Object.entries(names))))

interface Documented {
  readonly name: string
  readonly file: string
  readonly examples: readonly { readonly call: string; readonly value: string }[]
}

/** Every public function with the lines `call // value` of its docstring. */
function documented(): readonly Documented[] {
  return [...readSources()].flatMap(([file, text]) => {
    const folder = file.split('/')[2] ?? ''
    const names = exported[folder]
    if (names === undefined) return []
    return [...text.matchAll(/(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?export function (\w+)/g)]
      .map(([, docs = '', name = '']) => ({ name, file, examples: examplesOf(docs) }))
      .filter(({ name }) => Object.hasOwn(names, name))
  })
}

function examplesOf(docs: string): readonly { readonly call: string; readonly value: string }[] {
  const block = /```ts\n([\s\S]*?)```/.exec(docs)?.[1] ?? ''
  const code = block.replace(/^ *\* ?/gm, '')
  return [...code.matchAll(/^(\S.*?) \/\/ (.+)$/gm)].map(([, call = '', value = '']) => ({ call, value }))
}

/** Equal to 1e-12 relative, through arrays and objects, whatever realm they come from. */
function agrees(got: unknown, wanted: unknown): boolean {
  if (typeof got === 'number' && typeof wanted === 'number')
    return Object.is(got, wanted) || got === wanted || Math.abs(got - wanted) <= 1e-12 * Math.abs(wanted)
  if (typeof got !== 'object' || typeof wanted !== 'object' || got === null || wanted === null) return got === wanted
  const [ours, theirs] = [Object.entries(got), new Map(Object.entries(wanted))]
  return ours.length === theirs.size && ours.every(([key, value]) => theirs.has(key) && agrees(value, theirs.get(key)))
}

describe('the docstring examples', () => {
  const functions = documented()

  test('are there, one at least for every public function of the statistics', () => {
    expect(functions.length).toBeGreaterThan(60)
    expect(
      functions.filter(({ examples }) => examples.length === 0).map(({ name, file }) => `${name} in ${file}`),
    ).toEqual([])
  })

  test('are true', () => {
    const wrong = functions.flatMap(({ name, examples }) =>
      examples.flatMap(({ call, value }) => {
        try {
          const got: unknown = runInContext(`(${call})`, scope)
          const wanted: unknown = runInContext(`(${value})`, scope)
          return agrees(got, wanted) ? [] : [`${name}: ${call} is ${JSON.stringify(got)}, not ${value}`]
        } catch (error) {
          return [`${name}: ${call} throws ${String(error)}`]
        }
      }),
    )
    expect(wrong).toEqual([])
  })

  test('would be found wrong', () => {
    expect([agrees(1, 1 + 1e-9), agrees([1], [1, 2]), agrees({ a: 1 }, { b: 1 }), agrees(NaN, 1)]).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
