import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { PlainData, ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { asWritten, numberOf } from '../number-of.ts'
import { zonedTime } from '../zoned-time.ts'

/**
 * Google Benchmark's JSON.
 *
 * The result is the real time of the iteration rows; rows of one name are repetitions and become samples. Aggregates are
 * read only where the report has no iteration row of their benchmark: the median, else the mean, with the standard
 * deviation. `_BigO` and `_RMS` have no time and are left out. Rates that the program counts (`items_per_second`) and its
 * own counters are results of their own. A benchmark with `error_occurred` or `skipped` is unmeasured. A debug build of the
 * library is a warning.
 */
export const googleBenchmarkParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    const rows = field(value, 'benchmarks')
    if (!Array.isArray(rows) || field(value, 'machine_info') !== undefined) return false
    return isObject(field(value, 'context')) || (rows.length > 0 && rows.every(isRow))
  },
  parse: (document) => {
    const value = jsonOf(document)
    const rows = items(field(value, 'benchmarks'))
    const list = new BenchmarkList('samples')
    const aggregates = aggregatesOf(rows)
    const measured = new Set(rows.filter((row) => !aggregates.has(row)).map(runNameOf))
    for (const row of rows) {
      if (text(field(row, 'name')) === null)
        throw malformed('google-benchmark', 'a benchmark with a name', 'one without')
      if (!aggregates.has(row)) addRow(list, row, runNameOf(row))
    }
    addAggregates(
      list,
      [...aggregates].filter((row) => !measured.has(baseOf(row))),
    )
    const build = text(fieldAt(value, 'context', 'library_build_type'))
    if (build === 'debug') list.warn('debug-build', 'The benchmark library was built without optimisation')
    return {
      ...list.finish('google-benchmark', {
        tool: 'Google Benchmark',
        createdAt: zonedTime(fieldAt(value, 'context', 'date')),
      }),
      tally: {
        count: rows.length,
        runTypes: countBy(rows, (row) => text(field(row, 'run_type')) ?? 'null'),
        errors: rows.filter((row) => field(row, 'error_occurred') === true).map(nameOf),
        benches: rows.map(rowTally),
      },
    }
  },
}

function isRow(row: unknown): boolean {
  return text(field(row, 'name')) !== null && (isTimed(row) || field(row, 'run_type') !== undefined)
}

function isTimed(row: unknown): boolean {
  return typeof field(row, 'real_time') === 'number' && typeof field(row, 'cpu_time') === 'number'
}

function nameOf(row: unknown): string {
  return text(field(row, 'name')) ?? 'unknown'
}

const statistic = /_(mean|median|stddev|cv|BigO|RMS)$/

/** Old versions do not say which rows are aggregates: their names end so, and they come in pairs at least. */
function aggregatesOf(rows: readonly unknown[]): ReadonlySet<unknown> {
  const rowsOf = new Map<string, number>()
  for (const row of rows) rowsOf.set(plainName(row), (rowsOf.get(plainName(row)) ?? 0) + 1)
  return new Set(
    rows.filter((row) => {
      const type = text(field(row, 'run_type'))
      if (type !== null) return type === 'aggregate'
      return statistic.test(nameOf(row)) && (rowsOf.get(plainName(row)) ?? 0) > 1
    }),
  )
}

function plainName(row: unknown): string {
  return nameOf(row).replace(statistic, '')
}

function runNameOf(row: unknown): string {
  return text(field(row, 'run_name')) ?? nameOf(row)
}

function baseOf(row: unknown): string {
  const own = text(field(row, 'run_name'))
  if (own !== null) return own
  const name = nameOf(row)
  const aggregate = text(field(row, 'aggregate_name'))
  if (aggregate !== null) return name.endsWith(`_${aggregate}`) ? name.slice(0, -aggregate.length - 1) : name
  return plainName(row)
}

function unitOf(row: unknown): string {
  return text(field(row, 'time_unit')) ?? 'ns'
}

function addRow(list: BenchmarkList, row: unknown, name: string): void {
  if (field(row, 'error_occurred') === true)
    return list.miss(name, text(field(row, 'error_message')) ?? 'it ended with an error')
  if (field(row, 'skipped') === true) return list.miss(name, text(field(row, 'skip_message')) ?? 'it was skipped')
  list.add({ name, unit: unitOf(row), value: numberOf(field(row, 'real_time')), better: 'smaller' })
  for (const [counter, value] of countersOf(row)) {
    const rate = /^(\w+)_per_second$/.exec(counter)?.[1]
    const unit = rate === undefined ? '' : `${rate}/s`
    list.add({ name: `${name} ${counter}`, unit, value, better: rate === undefined ? null : 'bigger' })
  }
}

/** Fields that the library itself writes. */
const ownFields = new Set([
  'name',
  'family_index',
  'per_family_instance_index',
  'run_name',
  'run_type',
  'repetitions',
  'repetition_index',
  'threads',
  'iterations',
  'real_time',
  'cpu_time',
  'time_unit',
  'aggregate_name',
  'aggregate_unit',
  'label',
])

function countersOf(row: unknown): readonly (readonly [string, number])[] {
  if (!isObject(row)) return []
  return Object.entries(row).flatMap(([name, value]) =>
    typeof value === 'number' && !ownFields.has(name) ? [[name, value] as const] : [],
  )
}

function addAggregates(list: BenchmarkList, rows: readonly unknown[]): void {
  const byBase = new Map<string, unknown[]>()
  for (const row of rows) {
    const known = byBase.get(baseOf(row))
    if (known === undefined) byBase.set(baseOf(row), [row])
    else known.push(row)
  }
  for (const [base, own] of byBase) {
    const find = (word: string): unknown => own.find((row) => aggregateOf(row) === word)
    const centre = find('median') ?? find('mean')
    if (centre === undefined) {
      if (own.some((row) => !['BigO', 'RMS'].includes(aggregateOf(row))))
        list.miss(base, 'the report has neither its iterations nor their median or mean')
      continue
    }
    list.add({
      name: base,
      unit: unitOf(centre),
      value: numberOf(field(centre, 'real_time')),
      better: 'smaller',
      deviation: numberOf(field(find('stddev'), 'real_time')),
      count: numberOf(field(centre, 'repetitions')),
    })
  }
}

function aggregateOf(row: unknown): string {
  return text(field(row, 'aggregate_name')) ?? statistic.exec(nameOf(row))?.[1] ?? ''
}

function rowTally(row: unknown): PlainData {
  const isTime = field(row, 'real_time') !== undefined
  return {
    name: asWritten(field(row, 'name')),
    real_time: asWritten(field(row, 'real_time')),
    cpu_time: asWritten(field(row, 'cpu_time')),
    unit: asWritten(field(row, 'time_unit')) ?? (isTime ? 'ns' : null),
    run_type: asWritten(field(row, 'run_type')),
    aggregate: asWritten(field(row, 'aggregate_name')),
    rms: asWritten(field(row, 'rms')),
  }
}
