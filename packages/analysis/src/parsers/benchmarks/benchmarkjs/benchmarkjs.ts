import { strictNumber } from '../../../units/index.ts'
import type { ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { plainTextOf, textLines } from '../text-lines.ts'

const pattern =
  /^(.+?) x ([\d,]+(?:\.\d+)?) ops\/sec (?:\u00b1|\+-|\+\/-)\s?([\d,]+(?:\.\d+)?)% \((\d+) runs? sampled\)/

const longestLine = 2000

/**
 * What Benchmark.js prints: `NAME x 1,431,759 ops/sec ±0.74% (93 runs sampled)`. Other lines are the program's own; a line
 * `NAME: SomeError…`, which stands where a benchmark threw, is unmeasured. The margin is that of an interval of the mean and no deviation.
 */
export const benchmarkJsParser: ReportParser = {
  matches: (document) =>
    / x [\d,.]+ ops\/sec (?:\u00b1|\+-|\+\/-)\s?[\d,.]+% \(\d+ runs? sampled\)/.test(plainTextOf(document)),
  parse: ({ text }) => {
    const list = new BenchmarkList('numbered')
    const benches: { readonly name: string; readonly ops: number; readonly rme: number; readonly samples: number }[] =
      []
    for (const written of textLines(text)) {
      // The tool prints no such lines, and the patterns are not made for them.
      if (written.length > longestLine) continue
      const line = written.trim()
      const [, name, ...words] = pattern.exec(line) ?? []
      const [ops, rme, samples] = words.map((word) => strictNumber(word.replaceAll(',', '')))
      if (name !== undefined && typeof ops === 'number' && typeof rme === 'number' && typeof samples === 'number') {
        benches.push({ name, ops, rme, samples })
        list.add({ name, unit: 'ops/s', value: ops, better: 'bigger', count: samples })
        continue
      }
      const thrown = /^(.{1,200}?): ((?:[A-Z]\w*)?Error\b.*)$/.exec(line)
      if (thrown?.[1] !== undefined) list.miss(thrown[1], thrown[2] ?? 'it threw')
    }
    return {
      ...list.finish('benchmarkjs', { tool: 'Benchmark.js' }),
      tally: { count: benches.length, benches },
    }
  },
}
