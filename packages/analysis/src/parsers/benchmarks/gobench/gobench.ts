import { strictNumber } from '../../../units/index.ts'
import { excerpt } from '../../malformed.ts'
import type { PlainData, ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { plainTextOf, textLines } from '../text-lines.ts'

interface Line {
  readonly name: string
  readonly package: string | null
  readonly iterations: number
  readonly values: readonly { readonly value: number | null; readonly unit: string }[]
}

const result = /^(Benchmark\S*)\s+(\d+)\s+(\S+\s+\S.*)$/

/**
 * The text of `go test -bench` and everything that writes Go's benchmark format: configuration lines (`key: value`), then
 * `BenchmarkName-8 iterations value unit …`.
 *
 * Each unit is a result: the time per operation under the name of the benchmark, others under `name unit`. Lines of one name
 * (`-count`) are samples; the value is their median. The suffix of processors is cut off where all lines have the same one,
 * and the package is put before a name that several packages have. A line that began a benchmark and shows no result, and
 * `--- FAIL`, are unmeasured; a run that says `FAIL` or panicked proves nothing.
 */
export const goBenchParser: ReportParser = {
  matches: (document) => /^Benchmark\S*[ \t]+\d+[ \t]+[-+\w.]+[ \t]+\S/m.test(plainTextOf(document)),
  parse: ({ text }) => {
    const lines = textLines(text)
    const list = new BenchmarkList('samples')
    const { read, begun, failed, differing } = readLines(lines)
    const names = namesOf(read)
    read.forEach((line, at) => {
      const name = names[at] ?? line.name
      for (const { value, unit } of line.values) {
        list.add({ name: unit === 'ns/op' ? name : `${name} ${unit}`, unit, value })
      }
    })
    // The name alone, without the processors, is what -v writes before it runs one.
    const measured = new Set(read.flatMap(({ name }) => [name, name.replace(/-\d+$/, '')]))
    for (const name of begun) if (!measured.has(name)) list.miss(name, 'it was begun and shows no result')
    for (const name of failed) list.miss(name, 'it failed')
    for (const key of differing) {
      list.warn('configuration-differs', `Lines with different '${excerpt(key)}' are taken together as samples`)
    }
    const last = lines.find((line) => /^(?:FAIL\b|panic: |fatal error: )/.test(line))
    const failure = last === undefined ? null : `the run ended with '${excerpt(last)}'`
    return {
      ...list.finish('gobench', { tool: 'go test -bench', failure }),
      tally: {
        count: read.length,
        distinctNames: new Set(read.map(({ name }) => name)).size,
        benches: read.map(lineTally),
      },
    }
  },
}

/** Keys that say where a benchmark ran, not under what conditions: they differ from package to package. */
const placeKeys = new Set(['pkg', 'goos', 'goarch', 'cpu'])

function readLines(lines: readonly string[]) {
  const read: Line[] = []
  const begun = new Set<string>()
  const failed = new Set<string>()
  const valuesOf = new Map<string, string>()
  const differing = new Set<string>()
  let ownPackage: string | null = null
  for (const line of lines) {
    const found = result.exec(line)
    const values = found === null ? null : pairsOf(found[3] ?? '')
    const iterations = strictNumber(found?.[2] ?? '')
    if (found?.[1] !== undefined && values !== null && iterations !== null) {
      read.push({ name: found[1], package: ownPackage, iterations, values })
      continue
    }
    const start = /^(Benchmark\S*)(?:\s|$)/.exec(line)?.[1]
    if (start !== undefined) begun.add(start)
    const fault = /^\s*--- FAIL: (Benchmark\S*)/.exec(line)?.[1]
    if (fault !== undefined) failed.add(fault)
    const [, key, value] = /^([a-z][^\sA-Z:]*):(?:[ \t]+(.*))?$/.exec(line) ?? []
    if (key === undefined) continue
    if (key === 'pkg') ownPackage = value ?? null
    const before = valuesOf.get(key)
    if (!placeKeys.has(key) && before !== undefined && before !== value && read.length > 0) differing.add(key)
    valuesOf.set(key, value ?? '')
  }
  return { read, begun, failed, differing }
}

/** Values with their units; `null` where the text is not that. */
function pairsOf(text: string): Line['values'] | null {
  const fields = text.trim().split(/\s+/)
  const values: { value: number | null; unit: string }[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [word, unit] = [fields[at] ?? '', fields[at + 1] ?? '']
    const value = strictNumber(word.replace(/^\+/, ''))
    if (value === null && !/^[+-]?(?:NaN|Inf)$/i.test(word)) break
    values.push({ value, unit })
  }
  return values.length > 0 ? values : null
}

function namesOf(lines: readonly Line[]): readonly string[] {
  const suffixes = new Set(lines.map(({ name }) => /-\d+$/.exec(name)?.[0] ?? ''))
  const [suffix = ''] = suffixes
  const short = lines.map(({ name }) => (suffixes.size === 1 && suffix !== '' ? name.slice(0, -suffix.length) : name))
  const packagesOf = new Map<string, Set<string | null>>()
  lines.forEach((line, at) => {
    const name = short[at] ?? ''
    packagesOf.set(name, (packagesOf.get(name) ?? new Set()).add(line.package))
  })
  return lines.map((line, at) => {
    const name = short[at] ?? ''
    return (packagesOf.get(name)?.size ?? 0) > 1 && line.package !== null ? `${line.package}.${name}` : name
  })
}

function lineTally({ name, iterations, values }: Line): PlainData {
  return {
    name,
    n: iterations,
    metrics: Object.fromEntries(values.map(({ value, unit }) => [unit, value])),
  }
}
