import { strictNumber } from '@kosmos/analysis/units'
import { SourceFault } from '../http-client.ts'

/** One line of a metrics page. */
export interface ExposedSample {
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

/** Most samples of one page, and most characters of one line. */
const maxSamples = 100_000
const maxLine = 65_536
const nameForm = /[A-Za-z_:][A-Za-z0-9_:]*/y
const specialInLabel = /["\\]/g

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
    if (line.length > maxLine) throw new SourceFault(`line ${number} of the metrics page is longer than ${maxLine}`)
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
  const name = nameAt(line, 0)
  if (name === '') return null
  let at = name.length
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

/** The name that begins at a place, or the empty text. */
function nameAt(line: string, at: number): string {
  nameForm.lastIndex = at
  return nameForm.exec(line)?.[0] ?? ''
}

/** Reads `name="value",…}` from `from`; gives where the rest begins, or `null`. */
function readLabels(line: string, from: number, labels: Map<string, string>): number | null {
  let at = from
  for (;;) {
    while (line.charAt(at) === ' ' || line.charAt(at) === ',') at += 1
    if (line.charAt(at) === '}') return at + 1
    const name = nameAt(line, at)
    at += name.length
    if (name === '' || !line.startsWith('="', at) || labels.has(name)) return null
    at += 2
    let value = ''
    for (;;) {
      specialInLabel.lastIndex = at
      const special = specialInLabel.exec(line)
      if (special === null) return null
      value += line.slice(at, special.index)
      at = special.index + 1
      if (special[0] === '"') break
      const escaped = line.charAt(at)
      at += 1
      value += escaped === 'n' ? '\n' : escaped
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
