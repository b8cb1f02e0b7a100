import { strictNumber } from '@kosmos/analysis/units'
import { SourceFault } from '../http-client.ts'

/** One line of a metrics page. */
export interface ExposedSample {
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

/** Most samples of one page. */
const maxSamples = 200_000
const nameStart = /[A-Za-z_:]/
const namePart = /[A-Za-z0-9_:]/

/**
 * Reads a metrics page in Prometheus' text format (0.0.4) or OpenMetrics: one pass, no backtracking.
 *
 * Comments, timestamps and exemplars are passed over. `NaN`, `+Inf` and `-Inf` stay what they are.
 *
 * @throws SourceFault that names the line, for anything that is not the format: half a page must not look like a whole one.
 */
export function readExposition(text: string): readonly ExposedSample[] {
  const samples: ExposedSample[] = []
  let number = 0
  for (const line of text.split('\n')) {
    number += 1
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const sample = readLine(trimmed)
    if (sample === null) throw new SourceFault(`line ${number} of the metrics page is not in the text format`)
    samples.push(sample)
    if (samples.length > maxSamples) throw new SourceFault(`the metrics page has more than ${maxSamples} samples`)
  }
  return samples
}

/**
 * The names of the metric families that a page declares (`# TYPE name …`). A counter with labels is declared before its
 * first event and has no sample until then: that is 0 so far, where an undeclared one is not measured at all.
 */
export function declaredFamilies(text: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [, name] of text.matchAll(/^# TYPE ([A-Za-z_:][A-Za-z0-9_:]*) /gm)) if (name !== undefined) names.add(name)
  return names
}

function readLine(line: string): ExposedSample | null {
  let at = 0
  if (!nameStart.test(line.charAt(0))) return null
  while (at < line.length && namePart.test(line.charAt(at))) at += 1
  const name = line.slice(0, at)
  const labels = new Map<string, string>()
  if (line.charAt(at) === '{') {
    const end = readLabels(line, at + 1, labels)
    if (end === null) return null
    at = end
  }
  const [value, timestamp] = line.slice(at).split('#', 1).join('').trim().split(/\s+/, 2)
  const read = value === undefined ? null : exposedValue(value)
  if (read === null || (timestamp !== undefined && strictNumber(timestamp) === null)) return null
  return { name, labels, value: read }
}

/** Reads `name="value",…}` from `from`; gives where the rest begins, or `null`. */
function readLabels(line: string, from: number, labels: Map<string, string>): number | null {
  let at = from
  for (;;) {
    while (line.charAt(at) === ' ' || line.charAt(at) === ',') at += 1
    if (line.charAt(at) === '}') return at + 1
    const start = at
    while (at < line.length && namePart.test(line.charAt(at))) at += 1
    const name = line.slice(start, at)
    if (name === '' || line.slice(at, at + 2) !== '="' || labels.has(name)) return null
    at += 2
    let value = ''
    for (;;) {
      const character = line.charAt(at)
      if (character === '') return null
      at += 1
      if (character === '"') break
      if (character === '\\') {
        const escaped = line.charAt(at)
        at += 1
        value += escaped === 'n' ? '\n' : escaped
      } else {
        value += character
      }
    }
    labels.set(name, value)
  }
}

function exposedValue(text: string): number | null {
  if (/^nan$/i.test(text)) return Number.NaN
  if (/^\+?inf(?:inity)?$/i.test(text)) return Number.POSITIVE_INFINITY
  if (/^-inf(?:inity)?$/i.test(text)) return Number.NEGATIVE_INFINITY
  return strictNumber(text.startsWith('+') ? text.slice(1) : text)
}
