import { field, isObject, items, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { PlainData, ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { asWritten, numberOf, numbersOf } from '../number-of.ts'
import { repeatedNames } from '../repeated-names.ts'

/**
 * hyperfine's `--export-json`, in seconds.
 *
 * The value is the median of the runs, which are samples. A command of which any run ended with another exit code than 0
 * (or by a signal, `null`) is unmeasured: what failed was timed. Commands that differ only in parameters they do not use
 * get them in their name.
 */
export const hyperfineParser: ReportParser = {
  matches: (document) => {
    const rows = field(jsonOf(document), 'results')
    if (!Array.isArray(rows)) return false
    const first: unknown = rows[0]
    return field(first, 'command') !== undefined && field(first, 'mean') !== undefined
  },
  parse: (document) => {
    const rows = items(field(jsonOf(document), 'results'))
    const list = new BenchmarkList('numbered')
    const commands = rows.map((row) => {
      const command = text(field(row, 'command'))
      if (command === null) throw malformed('hyperfine', 'a result with a command', 'one without')
      return command
    })
    const repeated = repeatedNames(commands)
    rows.forEach((row, at) => {
      const command = commands[at] ?? ''
      const name = repeated.has(command) ? `${command}${parametersText(row)}` : command
      const codes = items(field(row, 'exit_codes'))
      const bad = codes.filter((code) => code !== 0)
      if (bad.length > 0) {
        list.miss(name, `${bad.length} of ${codes.length} runs ended with exit code ${codeText(bad[0])}`)
        return
      }
      const times = numbersOf(items(field(row, 'times')))
      if (times === null)
        list.warn('samples-unreadable', `Not every run of '${excerpt(name)}' is a number: none is used`)
      list.add({
        name,
        unit: 's',
        value: numberOf(field(row, 'median')) ?? numberOf(field(row, 'mean')),
        deviation: numberOf(field(row, 'stddev')),
        samples: times ?? [],
      })
    })
    return {
      ...list.finish('hyperfine', { tool: 'hyperfine' }),
      tally: { count: rows.length, benches: rows.map(rowTally) },
    }
  },
}

function codeText(code: unknown): string {
  return typeof code === 'number' ? String(code) : 'none'
}

function parametersText(row: unknown): string {
  const parameters = field(row, 'parameters')
  if (!isObject(parameters)) return ''
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${String(asWritten(value))}`)
  return pairs.length === 0 ? '' : ` (${pairs.join(', ')})`
}

function rowTally(row: unknown): PlainData {
  const parameters = field(row, 'parameters')
  const times = field(row, 'times')
  return {
    name: asWritten(field(row, 'command')),
    mean: asWritten(field(row, 'mean')),
    stddev: asWritten(field(row, 'stddev')),
    median: asWritten(field(row, 'median')),
    min: asWritten(field(row, 'min')),
    max: asWritten(field(row, 'max')),
    runs: items(times).length,
    nonzero_exit: items(field(row, 'exit_codes')).filter((code) => code !== 0).length,
    parameters: isObject(parameters)
      ? Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, asWritten(value)]))
      : asWritten(parameters),
  }
}
