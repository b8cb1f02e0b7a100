import type { ReportWarning } from '../../../evidence/index.ts'
import { instantOf } from '../../instant.ts'
import { field, fieldAt, text } from '../../json-value.ts'
import { excerpt } from '../../malformed.ts'

/** What the lines of a log say about the scan. */
export interface ScanLog {
  /** Milliseconds since the epoch; `null` where it does not say that the scan finished, or when. */
  readonly finishedAt: number | null
  /** Why the scan proves nothing; `null` where nothing says so. */
  readonly failure: string | null
  /** No secret was tried out, because that was switched off. */
  readonly isUntried: boolean
  readonly warnings: readonly ReportWarning[]
}

/** How many findings the report lists beside the log. */
export interface ListedCounts {
  readonly verified: number
  readonly all: number
}

/**
 * Reads the log of a TruffleHog scan. A scan failed where the log says so, where it begins one and does not say that it
 * finished, where the scan read nothing (0 chunks), and where it found more than the report lists: then only one of the
 * two outputs was kept.
 */
export function readScanLog(lines: readonly object[], listed: ListedCounts): ScanLog {
  const finished = lines.filter((one) => saying(one) === 'finished scanning')
  const errors = lines.filter((one) => /^(?:error|fatal|panic|dpanic)/.test(levelOf(one)))
  const [first] = errors
  return {
    finishedAt: instantOf(field(finished.at(-1), 'ts')),
    failure: failureOf(lines, finished, listed),
    isUntried:
      listed.all > 0 &&
      finished.length > 0 &&
      finished.every(
        (one) =>
          fieldAt(one, 'verification_caching', 'Hits') === 0 && fieldAt(one, 'verification_caching', 'Misses') === 0,
      ),
    warnings:
      first === undefined
        ? []
        : [{ code: 'errors-logged', message: `${errors.length} errors were logged, the first: ${shown(first)}` }],
  }
}

function failureOf(lines: readonly object[], finished: readonly object[], listed: ListedCounts): string | null {
  const broken = lines.find(
    (one) =>
      /^(?:fatal|panic|dpanic)/.test(levelOf(one)) ||
      /^encountered errors during scan|^error running scan/.test(saying(one)),
  )
  if (broken !== undefined) return shown(broken)
  if (finished.length === 0) {
    // A log of errors alone may be that of a scan that finished; without a finding nothing says so.
    const isWhole = lines.length > 0 && (listed.all === 0 || lines.some((one) => levelOf(one).startsWith('info')))
    return isWhole ? 'its log does not say that the scan finished' : null
  }
  if (finished.some((one) => field(one, 'chunks') === 0)) return 'its log says that nothing was read (0 chunks)'
  const said = (name: string): number =>
    finished.reduce((sum: number, one) => {
      const count = field(one, name)
      return typeof count === 'number' ? sum + count : sum
    }, 0)
  const verified = said('verified_secrets')
  const all = verified + said('unverified_secrets')
  return verified > listed.verified || all > listed.all
    ? `its log counts ${all} secrets (${verified} verified), the report lists ${listed.all} (${listed.verified} verified)`
    : null
}

function levelOf(line: object): string {
  return (text(field(line, 'level')) ?? '').toLowerCase()
}

function saying(line: object): string {
  return text(field(line, 'msg')) ?? text(field(line, 'message')) ?? ''
}

function shown(line: object): string {
  return excerpt(saying(line), 200)
}
