import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { PlainData, ReportParser } from '../../report-parser.ts'
import { BenchmarkList, type Measured } from '../benchmark-list.ts'
import { asWritten, numberOf, numbersOf } from '../number-of.ts'

/**
 * JMH's JSON (`-rf json`).
 *
 * A name is the benchmark with its parameters, and with its mode where it ran in several. The value is the median of the
 * raw data of all forks, which are samples; without raw data it is the score. `thrpt` is better bigger, the other modes
 * smaller. Secondary metrics (`·gc.alloc.rate.norm`) are results of their own; only the normalised allocation is known to
 * be better smaller. A score that is no number (JMH writes the text "NaN") is unmeasured.
 */
export const jmhParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return Array.isArray(value) && value.some(isOwn)
  },
  parse: (document) => {
    const rows = items(jsonOf(document))
    if (!rows.every(isOwn)) throw malformed('jmh', 'benchmarks with a primary metric', 'something else')
    const list = new BenchmarkList('numbered')
    const modesOf = new Map<string, Set<string>>()
    for (const row of rows) {
      const modes = modesOf.get(nameOf(row)) ?? new Set()
      modesOf.set(nameOf(row), modes.add(modeOf(row)))
    }
    for (const row of rows) {
      const hasModes = (modesOf.get(nameOf(row))?.size ?? 0) > 1
      const name = hasModes ? `${nameOf(row)} [${modeOf(row)}]` : nameOf(row)
      list.add(metric(name, field(row, 'primaryMetric'), modeOf(row) === 'thrpt' ? 'bigger' : 'smaller'))
      for (const [second, value] of Object.entries(secondaryOf(row))) {
        const better = /^\u00b7?gc\.alloc\.rate\.norm$/.test(second) ? 'smaller' : null
        // Counts of collections that never happened are NaN, and nothing that anyone missed.
        if (numberOf(field(value, 'score')) !== null) list.add(metric(`${name} ${second}`, value, better))
      }
    }
    return {
      ...list.finish('jmh', { tool: 'JMH' }),
      tally: { count: rows.length, benches: rows.map(rowTally) },
    }
  },
}

function isOwn(row: unknown): boolean {
  return text(field(row, 'benchmark')) !== null && isObject(field(row, 'primaryMetric'))
}

function modeOf(row: unknown): string {
  return text(field(row, 'mode')) ?? 'unknown'
}

function nameOf(row: unknown): string {
  const parameters = field(row, 'params')
  const pairs = isObject(parameters)
    ? Object.entries(parameters).map(([name, value]) => `${name}=${String(asWritten(value))}`)
    : []
  return `${text(field(row, 'benchmark')) ?? 'unknown'}${pairs.length === 0 ? '' : ` (${pairs.join(', ')})`}`
}

function secondaryOf(row: unknown): object {
  const metrics = field(row, 'secondaryMetrics')
  return isObject(metrics) ? metrics : {}
}

function metric(name: string, value: unknown, better: Measured['better']): Measured {
  const raw = items(field(value, 'rawData')).flatMap((fork) => items(fork))
  const score = numberOf(field(value, 'score'))
  return {
    name,
    unit: text(field(value, 'scoreUnit')) ?? '',
    value: score,
    samples: score === null ? [] : (numbersOf(raw) ?? []),
    ...(better === undefined ? {} : { better }),
  }
}

function rowTally(row: unknown): PlainData {
  const parameters = field(row, 'params')
  return {
    name: asWritten(field(row, 'benchmark')),
    mode: asWritten(field(row, 'mode')),
    params: isObject(parameters)
      ? Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, asWritten(value)]))
      : null,
    score: asWritten(fieldAt(row, 'primaryMetric', 'score')),
    error: asWritten(fieldAt(row, 'primaryMetric', 'scoreError')),
    unit: asWritten(fieldAt(row, 'primaryMetric', 'scoreUnit')),
    secondary: Object.keys(secondaryOf(row)),
  }
}
