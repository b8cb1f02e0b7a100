import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { asWritten, numberOf, numbersOf } from '../number-of.ts'
import { repeatedNames } from '../repeated-names.ts'

/**
 * BenchmarkDotNet's JSON exporters (full and brief), in nanoseconds.
 *
 * The value is the median; the original values are samples. The name is the full name, with the job where several jobs ran
 * it. Allocated bytes are a result of their own. A benchmark without statistics did not run: unmeasured.
 */
export const benchmarkDotNetParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return Array.isArray(field(value, 'Benchmarks')) && isObject(field(value, 'HostEnvironmentInfo'))
  },
  parse: (document) => {
    const rows = items(field(jsonOf(document), 'Benchmarks'))
    const names = rows.map(nameOf)
    const repeated = repeatedNames(names)
    const list = new BenchmarkList('numbered')
    rows.forEach((row, at) => {
      const own = names[at] ?? ''
      const job = repeated.has(own) ? jobOf(row) : null
      const name = job === null ? own : `${own} (${job})`
      const statistics = field(row, 'Statistics')
      if (!isObject(statistics)) {
        list.miss(name, 'it has no statistics')
        return
      }
      list.add({
        name,
        unit: 'ns',
        value: numberOf(field(statistics, 'Median')) ?? numberOf(field(statistics, 'Mean')),
        deviation: numberOf(field(statistics, 'StandardDeviation')),
        count: numberOf(field(statistics, 'N')),
        samples: numbersOf(items(field(statistics, 'OriginalValues'))) ?? [],
      })
      const allocated = numberOf(fieldAt(row, 'Memory', 'BytesAllocatedPerOperation'))
      if (allocated !== null) list.add({ name: `${name} allocated`, unit: 'B/op', value: allocated, better: 'smaller' })
    })
    return {
      ...list.finish('benchmarkdotnet', { tool: 'BenchmarkDotNet' }),
      tally: {
        count: rows.length,
        benches: rows.map((row) => ({
          name: asWritten(field(row, 'FullName')),
          mean: asWritten(fieldAt(row, 'Statistics', 'Mean')),
          stddev: asWritten(fieldAt(row, 'Statistics', 'StandardDeviation')),
          unit: 'ns',
        })),
      },
    }
  },
}

function nameOf(row: unknown): string {
  const full = text(field(row, 'FullName'))
  if (full !== null) return full
  const parts = ['Namespace', 'Type', 'Method'].flatMap((part) => text(field(row, part)) ?? [])
  return parts.length > 0 ? parts.join('.') : (text(field(row, 'DisplayInfo')) ?? 'unknown')
}

/** `Type.Method: Job [parameters]`. */
function jobOf(row: unknown): string | null {
  return /: ([^[]+?) *(?:\[|$)/.exec(text(field(row, 'DisplayInfo')) ?? '')?.[1] ?? null
}
