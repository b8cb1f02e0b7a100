import { field, fieldAt, items, text } from '../../json-value.ts'
import { jsonLines } from '../../json-lines.ts'
import type { ReportDocument } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { firstValueOf, valuesOf } from '../../values-of.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { numberOf, numbersOf } from '../number-of.ts'

/**
 * Messages of `cargo criterion --message-format=json`. Each `benchmark-complete` is a result: its samples are the measured
 * values divided by their iterations, else the median, else the typical estimate. Messages of the build beside them are not read, but for one that says
 * that the build failed.
 */
export const cargoCriterionParser: ReportParser = {
  matches: (document) =>
    text(field(firstValueOf(document), 'reason')) !== null && /"reason"\s*:\s*"benchmark-complete"/.test(document.text),
  parse: (document) => {
    const list = new BenchmarkList('numbered')
    let count = 0
    let failure: string | null = null
    for (const message of messagesOf(document)) {
      const reason = text(field(message, 'reason'))
      if (reason === 'build-finished' && field(message, 'success') === false) failure = 'the build failed'
      if (reason !== 'benchmark-complete') continue
      count += 1
      const name = text(field(message, 'id')) ?? 'unknown'
      const estimate =
        numberOf(fieldAt(message, 'median', 'estimate')) ?? numberOf(fieldAt(message, 'typical', 'estimate'))
      list.add({ name, unit: text(field(message, 'unit')) ?? '', value: estimate, samples: samplesOf(message) })
    }
    return { ...list.finish('cargo-criterion', { tool: 'cargo criterion', failure }), tally: { count } }
  },
}

function* messagesOf(document: ReportDocument): Generator {
  if (document.syntax !== 'json-lines') {
    yield* valuesOf(document)
    return
  }
  // Lines that are no JSON come from programs that print beside the messages.
  for (const { value } of jsonLines(document.text, document.limits)) yield value
}

function samplesOf(message: unknown): readonly number[] {
  const values = numbersOf(items(field(message, 'measured_values')))
  const iterations = numbersOf(items(field(message, 'iteration_count')))
  if (values === null || iterations === null || values.length !== iterations.length) return []
  return iterations.every((count) => count > 0) ? values.map((value, at) => value / (iterations[at] ?? Number.NaN)) : []
}
