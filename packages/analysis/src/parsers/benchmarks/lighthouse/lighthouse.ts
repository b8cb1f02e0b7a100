import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { jsonOf } from '../../report-document.ts'
import type { PlainData, ReportParser } from '../../report-parser.ts'
import { BenchmarkList } from '../benchmark-list.ts'
import { asWritten, numberOf } from '../number-of.ts'
import { zonedTime } from '../zoned-time.ts'

/**
 * Lighthouse's JSON, the answer of the PageSpeed Insights API around one (`lighthouseResult`), a list of results, and the
 * manifest of Lighthouse CI, which only has the scores.
 *
 * Results are the scores of the categories, 0 to 1 and better bigger, and the audits with a number (`numericValue`,
 * `rawValue` of old versions): times in seconds and bytes are better smaller, as are unitless shifts. Names begin with the path of the page, without the host: a
 * preview of a pull request has another one. Several runs of a page are samples. A category whose score is `null` is
 * unmeasured; a `runtimeError` makes the whole report prove nothing.
 */
export const lighthouseParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    const first: unknown = Array.isArray(value) ? value[0] : value
    return isRun(first) || isManifestEntry(first)
  },
  parse: (document) => {
    const value = jsonOf(document)
    const entries = Array.isArray(value) ? items(value) : [value]
    const list = new BenchmarkList('samples')
    const failures: string[] = []
    for (const entry of entries) {
      if (isRun(entry)) addRun(list, runOf(entry), failures)
      else if (isManifestEntry(entry)) addManifestEntry(list, entry)
      else list.miss('unknown', 'an entry of the list is no result of Lighthouse')
    }
    const runs = entries.filter(isRun).map(runOf)
    const times = runs.flatMap((run) => zonedTime(field(run, 'fetchTime')) ?? [])
    return {
      ...list.finish('lighthouse', {
        tool: 'Lighthouse',
        createdAt: times.reduce<number | null>((first, time) => Math.min(first ?? time, time), null),
        failure: failures[0] ?? null,
      }),
      tally: { runs: entries.length, ...runTally(runs[0]) },
    }
  },
}

function runOf(entry: unknown): unknown {
  return field(entry, 'lighthouseResult') ?? entry
}

function isRun(entry: unknown): boolean {
  const run = runOf(entry)
  const parts = ['audits', 'categories', 'runtimeError'].filter((part) => isObject(field(run, part)))
  return text(field(run, 'lighthouseVersion')) === null
    ? parts.includes('audits') && parts.includes('categories')
    : parts.length > 0
}

function isManifestEntry(entry: unknown): boolean {
  return typeof field(entry, 'isRepresentativeRun') === 'boolean' && isObject(field(entry, 'summary'))
}

function pageOf(...urls: readonly unknown[]): string {
  const url = urls.flatMap((one) => text(one) ?? [])[0] ?? ''
  const [, path = ''] = /^[a-z][\w+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url) ?? []
  return path.startsWith('/') ? path : `/${path}`
}

function addRun(list: BenchmarkList, run: unknown, failures: string[]): void {
  const code = errorOf(run)
  if (code !== null) failures.push(`the page could not be measured: ${code}`)
  const page = pageOf(field(run, 'finalDisplayedUrl'), field(run, 'finalUrl'), field(run, 'requestedUrl'))
  for (const [name, category] of entriesOf(field(run, 'categories')))
    addScore(list, `${page} ${name}`, field(category, 'score'))
  for (const [name, audit] of entriesOf(field(run, 'audits'))) {
    const number = numberOf(field(audit, 'numericValue') ?? ownNumber(field(audit, 'rawValue')))
    if (number === null) continue
    const word = text(field(audit, 'numericUnit')) ?? ''
    list.add({
      name: `${page} ${name}`,
      unit: unitOf(word),
      value: number,
      // Nothing blocked the page.
      mayBeZero: true,
      better: word === 'element' ? null : 'smaller',
    })
  }
}

/** Old versions also write truth values there. */
function ownNumber(value: unknown): unknown {
  return typeof value === 'number' ? value : null
}

function unitOf(word: string): string {
  if (word === 'millisecond') return 'ms'
  return word === 'byte' ? 'B' : word
}

function addManifestEntry(list: BenchmarkList, entry: unknown): void {
  const page = pageOf(field(entry, 'url'))
  for (const [name, score] of entriesOf(field(entry, 'summary'))) addScore(list, `${page} ${name}`, score)
}

function addScore(list: BenchmarkList, name: string, score: unknown): void {
  const value = numberOf(score)
  if (value === null) list.miss(name, 'its score could not be computed')
  else list.add({ name, unit: 'score', value, better: 'bigger' })
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : []
}

/** Versions 3 and 4 write `NO_ERROR` where there was none. */
function errorOf(run: unknown): string | null {
  const code = text(fieldAt(run, 'runtimeError', 'code'))
  return code === 'NO_ERROR' ? null : code
}

function runTally(run: unknown): Readonly<Record<string, PlainData>> {
  if (run === undefined) return {}
  return {
    version: asWritten(field(run, 'lighthouseVersion')),
    categories: Object.fromEntries(
      entriesOf(field(run, 'categories')).map(([name, category]) => [name, asWritten(field(category, 'score'))]),
    ),
    runtimeError: asWritten(fieldAt(run, 'runtimeError', 'code')),
    audits: entriesOf(field(run, 'audits')).length,
  }
}
