const pattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d{1,3})\d*)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?(?:\s|$)/i

/** Go writes year 1 for a time that was never set; nothing that is read here is older than this. */
const earliest = Date.UTC(1980, 0)

/**
 * A moment in a report, milliseconds since the epoch; `null` for anything else. A time without a zone is taken as UTC,
 * never as the reader's own zone, so that the same report always says the same.
 *
 * @example
 * ```ts
 * instantOf('2026-01-05T12:00:00') // 1767614400000
 * instantOf('0001-01-01T00:00:00Z') // null
 * ```
 */
export function instantOf(value: unknown): number | null {
  if (typeof value !== 'string') return null
  // What most reports write, and what may stand in one a hundred thousand times.
  if (value.endsWith('Z') && value.charAt(10) === 'T') {
    const at = Date.parse(value)
    if (at >= earliest) return at
  }
  const parts = pattern.exec(value.trim())
  if (parts === null) return null
  const [, day = '', minutes = '00:00', seconds = ':00', fraction = '0', zone = 'Z'] = parts
  const sign = /^(?:Z|UTC)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d\d):?/, '$1:')
  const at = Date.parse(`${day}T${minutes}${seconds}.${fraction.padEnd(3, '0')}${sign}`)
  return at >= earliest ? at : null
}
