/** Milliseconds since the epoch of a time with its zone; `null` for one without, which could be any zone's. */
export function zonedTime(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}
