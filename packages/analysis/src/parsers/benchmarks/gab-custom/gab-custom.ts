import { field, items, text } from '../../json-value.ts'
import { jsonOf } from '../../report-document.ts'
import type { PlainData, ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { benchmarkUnit } from '../benchmark-unit.ts'
import { asWritten, numberOf } from '../number-of.ts'

/**
 * The list `[{name, unit, value, range?, extra?}]` that github-action-benchmark takes as `customSmallerIsBetter` and
 * `customBiggerIsBetter`.
 *
 * Which of the two it is does not stand in the file: a time is better smaller, a rate per second bigger, of everything else
 * the direction is unknown. `range` is free text and is not read as a deviation.
 */
export const gabCustomParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return Array.isArray(value) && isOwn(value[0])
  },
  parse: (document) => {
    const rows = items(jsonOf(document))
    const list = new BenchmarkList('numbered')
    for (const row of rows) {
      const name = text(field(row, 'name')) ?? 'unknown'
      const unit = text(field(row, 'unit'))
      if (unit === null) list.miss(name, 'it has no unit')
      else list.add({ name, unit, value: numberOf(field(row, 'value')), better: directionOf(unit) })
    }
    return {
      ...list.finish('gab-custom', { tool: 'github-action-benchmark' }),
      tally: { count: rows.length, benches: rows.map(rowTally) },
    }
  },
}

function isOwn(row: unknown): boolean {
  return (
    typeof field(row, 'name') === 'string' &&
    typeof field(row, 'unit') === 'string' &&
    field(row, 'value') !== undefined
  )
}

function directionOf(unit: string): 'smaller' | 'bigger' | null {
  const known = benchmarkUnit(unit)
  return known.unit === 'seconds' || known.better === 'bigger' ? known.better : null
}

function rowTally(row: unknown): PlainData {
  const given = ['name', 'unit', 'value', 'range', 'extra'].filter((key) => field(row, key) !== undefined)
  return Object.fromEntries(given.map((key) => [key, asWritten(field(row, key))]))
}
