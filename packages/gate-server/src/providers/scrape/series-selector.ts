import { ServerError } from '../../errors.ts'
import type { ExposedSample } from './exposition-format.ts'
import { labelPattern } from './label-pattern.ts'

/** A metric name with label matchers, as an instant vector selector of PromQL writes it. */
export interface SeriesSelector {
  readonly name: string
  readonly matches: (sample: ExposedSample) => boolean
}

const maxMatchers = 20
const matcherForm = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\["\\n])*)"\s*/

/**
 * Reads `name` or `name{label="value",code=~"5..",…}`. Regular expressions are those of `labelPattern`.
 *
 * @throws ServerError `request-invalid` that says what was expected.
 */
export function readSelector(expression: string): SeriesSelector {
  const head = /^\s*([A-Za-z_:][A-Za-z0-9_:]*)\s*(?:\{(.*)\})?\s*$/s.exec(expression)
  const name = head?.[1]
  if (name === undefined) throw refused(expression)
  const tests: ((sample: ExposedSample) => boolean)[] = []
  let rest = head?.[2]?.trim() ?? ''
  while (rest !== '') {
    const found = matcherForm.exec(rest)
    const [whole = '', label, operator, value] = found ?? []
    if (label === undefined || operator === undefined || value === undefined || tests.length >= maxMatchers)
      throw refused(expression)
    tests.push(matcher(label, operator, value.replace(/\\n/g, '\n').replace(/\\(["\\])/g, '$1')))
    rest = rest.slice(whole.length)
    if (rest !== '' && !rest.startsWith(',')) throw refused(expression)
    rest = rest.replace(/^,\s*/, '')
  }
  return { name, matches: (sample) => sample.name === name && tests.every((test) => test(sample)) }
}

function matcher(label: string, operator: string, value: string): (sample: ExposedSample) => boolean {
  // A label that is not there is an empty one, as in Prometheus.
  const of = (sample: ExposedSample): string => sample.labels.get(label) ?? ''
  switch (operator) {
    case '=':
      return (sample) => of(sample) === value
    case '!=':
      return (sample) => of(sample) !== value
    case '=~': {
      const pattern = labelPattern(value)
      return (sample) => pattern(of(sample))
    }
    default: {
      const pattern = labelPattern(value)
      return (sample) => !pattern(of(sample))
    }
  }
}

function refused(expression: string): ServerError {
  return new ServerError(
    'request-invalid',
    `Expected a selector such as http_requests_total{code=~"5.."} for the source 'scrape', got '${expression.slice(0, 120)}'`,
  )
}
