/** A moment as `2026-11-23 14:02:05 UTC`. */
export function timeText(at: number | null): string {
  return at === null ? '–' : `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** Only the time of day, for axes: `14:02:05`. */
export function clockText(at: number): string {
  return new Date(at).toISOString().slice(11, 19)
}
