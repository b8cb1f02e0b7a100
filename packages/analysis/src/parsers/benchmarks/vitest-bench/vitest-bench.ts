import { field, items, text } from '../../json-value.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { asWritten, numberOf, numbersOf } from '../number-of.ts'

/**
 * vitest's `bench --outputJson`, in milliseconds.
 *
 * The name is that of the group and of the benchmark. The value is the median, or the mean of versions that have none;
 * samples where they were kept. A benchmark that threw has no mean: unmeasured.
 */
export const vitestBenchParser: ReportParser = {
  matches: (document) => {
    const files = field(jsonOf(document), 'files')
    return Array.isArray(files) && files.some((file) => groupsOf(file).some((group) => Array.isArray(rowsIn(group))))
  },
  parse: (document) => {
    const rows = items(field(jsonOf(document), 'files'))
      .flatMap(groupsOf)
      .flatMap((group) => items(rowsIn(group)).map((row) => ({ group: field(group, 'fullName'), row })))
    const list = new BenchmarkList('numbered')
    for (const { group, row } of rows) {
      list.add({
        name: [group, field(row, 'name')].flatMap((part) => text(part) ?? []).join(' > '),
        unit: 'ms',
        value: numberOf(field(row, 'mean')) === null ? null : centreOf(row),
        deviation: numberOf(field(row, 'sd')),
        count: numberOf(field(row, 'sampleCount')),
        samples: numbersOf(items(field(row, 'samples'))) ?? [],
      })
    }
    return {
      ...list.finish('vitest-bench', { tool: 'vitest bench' }),
      tally: {
        count: rows.length,
        benches: rows.map(({ group, row }) => ({
          group: asWritten(group),
          name: asWritten(field(row, 'name')),
          hz: asWritten(field(row, 'hz')),
          mean_ms: asWritten(field(row, 'mean')),
          rme: asWritten(field(row, 'rme')),
          p99: asWritten(field(row, 'p99')),
          samples: asWritten(field(row, 'sampleCount')),
        })),
      },
    }
  },
}

function groupsOf(file: unknown): readonly unknown[] {
  return items(field(file, 'groups'))
}

function rowsIn(group: unknown): unknown {
  return field(group, 'benchmarks')
}

function centreOf(row: unknown): number | null {
  return numberOf(field(row, 'median')) ?? numberOf(field(row, 'mean'))
}
