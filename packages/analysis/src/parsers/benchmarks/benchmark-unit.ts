/** A unit as evidence has it: times in seconds, throughput per second; anything else in the report's own word. */
export interface BenchmarkUnit {
  readonly unit: string
  /** What a value in the report's unit is multiplied by. */
  readonly scale: number
  /** Which direction the unit itself says is better; `null` where it says nothing. */
  readonly better: 'smaller' | 'bigger' | null
}

const secondsOf: ReadonlyMap<string, number> = new Map([
  ['ps', 1e-12],
  ['picosecond', 1e-12],
  ['ns', 1e-9],
  ['nanosecond', 1e-9],
  ['us', 1e-6],
  // The micro sign and the Greek letter.
  ['\u00b5s', 1e-6],
  ['\u03bcs', 1e-6],
  ['microsecond', 1e-6],
  ['ms', 1e-3],
  ['msec', 1e-3],
  ['millisecond', 1e-3],
  ['s', 1],
  ['sec', 1],
  ['second', 1],
  ['min', 60],
  ['minute', 60],
])

/** Each of these is one run of what is measured: a time per one of them is a time. */
const perRun = /\/(?:op|iter|iteration|call|run|exec)$/i

const fewerIsBetter =
  /^(?:(?:.*[-_ ])?(?:bytes?|allocs?|allocations?|cycles|instructions|misses|faults)|[kmg]i?b|b|(?:kilo|mega|giga)bytes)$/i

/**
 * What a unit of a benchmark means. A time per run is a time; a rate per time is throughput.
 *
 * @example
 * ```ts
 * benchmarkUnit('ns/iter') // { unit: 'seconds', scale: 1e-9, better: 'smaller' }
 * benchmarkUnit('ops/ms') // { unit: 'ops/s', scale: 1000, better: 'bigger' }
 * benchmarkUnit('widgets') // { unit: 'widgets', scale: 1, better: null }
 * ```
 */
export function benchmarkUnit(word: string): BenchmarkUnit {
  const trimmed = word.trim()
  const bare = trimmed.replace(perRun, '')
  const seconds = secondsIn(bare)
  if (seconds !== null) return { unit: 'seconds', scale: seconds, better: 'smaller' }
  const [, counted, time] = /^(.+)\/([^/]+)$/.exec(trimmed) ?? []
  const per = time === undefined ? null : secondsIn(time)
  if (counted !== undefined && per !== null) return { unit: `${counted}/s`, scale: 1 / per, better: 'bigger' }
  if (/(?:^|\D)per[ _-]second$/i.test(trimmed)) return { unit: trimmed, scale: 1, better: 'bigger' }
  // A custom time of Go (`p99-ns/op`, `build-real-ns/op`) keeps its own word.
  const isOwnTime = /[-_](?:ns|us|ms|s|sec)$/.test(bare)
  return { unit: trimmed, scale: 1, better: isOwnTime || fewerIsBetter.test(bare) ? 'smaller' : null }
}

function secondsIn(word: string): number | null {
  const found = secondsOf.get(word) ?? secondsOf.get(word.toLowerCase().replace(/(?<=d|e)s$/, ''))
  return found ?? null
}
