import { jsonLines } from '../../json-lines.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { k6ContentsByName, k6Statistic, type K6Contents } from '../k6-metric.ts'
import { quantileOf } from '../sample-summary.ts'
import { zonedTime } from '../zoned-time.ts'

interface Metric {
  type: string | null
  contents: K6Contents
  readonly points: number[]
  readonly thresholds: Set<string>
}

/**
 * k6's stream of points (`--out json=`): one JSON value per line, `Metric` and `Point`.
 *
 * All points of a metric are taken together, whatever their tags. Trends give the average, the median, p(90), p(95), p(99) and the extremes,
 * exact; rates their share; counters their sum. The points of a run are no samples of it: the requests of one run resemble
 * each other, and the next run differs as a whole. The stream says which thresholds there are and not whether they held:
 * they are unmeasured. A line that is no JSON is malformed: the run was cut off.
 */
export const k6StreamParser: ReportParser = {
  matches: (document) => {
    if (document.syntax === 'json-lines') return isLine(document.first)
    return document.syntax === 'json' && isLine(document.value)
  },
  parse: (document) => {
    const metrics = new Map<string, Metric>()
    let lines = 0
    let latest: unknown = null
    const of = (name: string): Metric => {
      const known = metrics.get(name)
      if (known !== undefined) return known
      const made: Metric = { type: null, contents: k6ContentsByName(name), points: [], thresholds: new Set() }
      metrics.set(name, made)
      return made
    }
    const values =
      document.syntax === 'json'
        ? [{ line: 1, text: document.text, value: document.value }]
        : jsonLines(document.text, document.limits)
    for (const { line, text: written, value } of values) {
      lines += 1
      const name = text(field(value, 'metric')) ?? text(fieldAt(value, 'data', 'name'))
      if (name === null || !isLine(value))
        throw malformed('k6-stream', 'a metric or a point', `'${excerpt(written, 40)}'`, { line, column: 1 })
      const metric = of(name)
      if (field(value, 'type') === 'Metric') {
        describe(metric, field(value, 'data'))
        continue
      }
      const point = fieldAt(value, 'data', 'value')
      if (typeof point !== 'number')
        throw malformed('k6-stream', 'a point with a number', `'${excerpt(written, 40)}'`, { line, column: 1 })
      metric.points.push(point)
      latest = fieldAt(value, 'data', 'time')
    }
    const list = new BenchmarkList('numbered')
    for (const [name, metric] of metrics) addMetric(list, name, metric)
    const counted = [...metrics].filter(([, { points }]) => points.length > 0)
    const sums = counted.map(([name, { points }]) => [name, points.reduce((sum, one) => sum + one, 0)] as const)
    return {
      ...list.finish('k6-stream', { tool: 'k6', createdAt: zonedTime(latest) }),
      tally: {
        lines,
        types: Object.fromEntries([...metrics].flatMap(([name, { type }]) => (type === null ? [] : [[name, type]]))),
        points: Object.fromEntries(counted.map(([name, { points }]) => [name, points.length])),
        sums: Object.fromEntries(sums),
        mean: Object.fromEntries(sums.map(([name, sum]) => [name, sum / (metrics.get(name)?.points.length ?? 0)])),
      },
    }
  },
}

function isLine(value: unknown): boolean {
  const type = field(value, 'type')
  return (type === 'Metric' || type === 'Point') && field(value, 'data') !== undefined
}

function describe(metric: Metric, data: unknown): void {
  metric.type = text(field(data, 'type'))
  const contents = text(field(data, 'contains'))
  if (contents === 'time' || contents === 'data' || contents === 'default') metric.contents = contents
  for (const threshold of items(field(data, 'thresholds'))) {
    const expression = text(threshold) ?? text(field(threshold, 'source')) ?? text(field(threshold, 'threshold'))
    metric.thresholds.add(expression ?? 'a threshold')
  }
}

function addMetric(list: BenchmarkList, name: string, { type, contents, points, thresholds }: Metric): void {
  for (const expression of thresholds)
    list.miss(`${name} ${expression}`, 'a stream does not say whether a threshold held: send the summary too')
  if (points.length === 0) return
  const count = points.length
  const add = (statistic: string, value: number): void => {
    const own = statistic === 'share' ? name : `${name} ${statistic}`
    list.add({ name: own, value, count, ...k6Statistic(name, statistic === 'count' ? null : contents, statistic) })
  }
  const sum = points.reduce((total, one) => total + one, 0)
  if (type === 'rate') return add('share', sum / count)
  if (type === 'counter') return add('count', sum)
  if (type === 'gauge') return add('value', points.at(-1) ?? Number.NaN)
  add('avg', sum / count)
  add('med', quantileOf(points, 0.5))
  for (const percentile of [90, 95, 99]) add(`p(${percentile})`, quantileOf(points, percentile / 100))
  add('min', quantileOf(points, 0))
  add('max', quantileOf(points, 1))
}
