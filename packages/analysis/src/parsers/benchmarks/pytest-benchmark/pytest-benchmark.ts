import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { excerpt } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { asWritten, numberOf, numbersOf } from '../number-of.ts'
import { zonedTime } from '../zoned-time.ts'

/**
 * pytest-benchmark's JSON (`--benchmark-json`, `--benchmark-save`), in seconds.
 *
 * The value is the median of the rounds; with `--benchmark-save-data` the rounds themselves are samples. A benchmark whose
 * test failed (`has_error`, no `stats`) is unmeasured.
 */
export const pytestBenchmarkParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    const rows = field(value, 'benchmarks')
    if (!Array.isArray(rows)) return false
    const first: unknown = rows[0]
    const isOwn = field(first, 'fullname') !== undefined && field(first, 'stats') !== undefined
    return rows.length === 0 ? isObject(field(value, 'machine_info')) : isOwn || isObject(field(value, 'machine_info'))
  },
  parse: (document) => {
    const value = jsonOf(document)
    const rows = items(field(value, 'benchmarks'))
    const list = new BenchmarkList('numbered')
    for (const row of rows) {
      const name = text(field(row, 'fullname')) ?? text(field(row, 'name')) ?? 'unknown'
      const stats = field(row, 'stats')
      if (field(row, 'has_error') === true || !isObject(stats)) {
        list.miss(name, 'its test failed')
        continue
      }
      const data = numbersOf(items(field(stats, 'data')))
      if (data === null)
        list.warn('samples-unreadable', `Not every round of '${excerpt(name)}' is a number: none is used`)
      list.add({
        name,
        unit: 's',
        value: numberOf(field(stats, 'median')) ?? numberOf(field(stats, 'mean')),
        deviation: numberOf(field(stats, 'stddev')),
        count: numberOf(field(stats, 'rounds')),
        samples: data ?? [],
      })
    }
    return {
      ...list.finish('pytest-benchmark', {
        tool: 'pytest-benchmark',
        createdAt: zonedTime(field(value, 'datetime')),
      }),
      tally: {
        count: rows.length,
        benches: rows.map((row) => {
          const stat = (name: string) => asWritten(fieldAt(row, 'stats', name))
          return {
            name: asWritten(field(row, 'fullname')) ?? asWritten(field(row, 'name')),
            mean: stat('mean'),
            stddev: stat('stddev'),
            min: stat('min'),
            median: stat('median'),
            rounds: stat('rounds'),
            unit: 's',
          }
        }),
      },
    }
  },
}
