import { median } from '../../descriptive/index.ts'
import type { BenchmarkResult, BenchmarksEvidence } from '../../evidence/index.ts'
import { matchesName } from '../name-pattern.ts'

/** One benchmark as it is judged: of all reports together. */
export interface CurrentBenchmark {
  readonly name: string
  readonly unit: string
  readonly better: 'smaller' | 'bigger' | null
  readonly value: number
  /** At most `mostSamples`. */
  readonly samples: readonly number[]
  /** How many reports have it. */
  readonly reports: number
}

/** Samples of a benchmark that are kept and compared. */
const mostSamples = 100

/** Reports of one benchmark from which on their values are the samples. */
const enoughReports = 5

/** What the options say of names. */
export interface NameChoice {
  readonly only: readonly string[] | null
  readonly ignore: readonly string[]
}

/** Whether a benchmark is one of those that are judged. */
export function isChosen(name: string, { only, ignore }: NameChoice): boolean {
  return (
    (only === null || only.some((pattern) => matchesName(name, pattern))) &&
    !ignore.some((pattern) => matchesName(name, pattern))
  )
}

/**
 * The benchmarks of all reports. One that several reports have is one benchmark that ran several times: from five reports on
 * each is one measurement (that is how runs differ), below that their samples are taken together. `null` for a benchmark of
 * which reports disagree about the unit.
 *
 * @param directions - patterns of names with the direction that is better, for what the report does not say.
 */
export function currentBenchmarks(
  evidence: readonly BenchmarksEvidence[],
  choice: NameChoice,
  directions: ReadonlyMap<string, 'smaller' | 'bigger'>,
): readonly { readonly name: string; readonly benchmark: CurrentBenchmark | null }[] {
  const byName = new Map<string, BenchmarkResult[]>()
  for (const result of evidence.flatMap(({ results }) => results)) {
    if (!isChosen(result.name, choice)) continue
    const known = byName.get(result.name)
    if (known === undefined) byName.set(result.name, [result])
    else known.push(result)
  }
  return [...byName].map(([name, results]) => ({ name, benchmark: together(name, results, directions) }))
}

function together(
  name: string,
  results: readonly BenchmarkResult[],
  directions: ReadonlyMap<string, 'smaller' | 'bigger'>,
): CurrentBenchmark | null {
  const [first] = results
  if (first === undefined || results.some(({ unit }) => unit !== first.unit)) return null
  const samples =
    results.length >= enoughReports
      ? results.map(({ value }) => value)
      : results.flatMap((one) => (one.samples.length > 0 || results.length === 1 ? one.samples : [one.value]))
  const own = results.every(({ better }) => better === first.better) ? first.better : null
  return {
    name,
    unit: first.unit,
    better: [...directions].find(([pattern]) => matchesName(name, pattern))?.[1] ?? own,
    value: results.length === 1 ? first.value : (median(samples) ?? Number.NaN),
    samples: spread(samples),
    reports: results.length,
  }
}

/** At most `mostSamples` of them at equal distances: those of the whole run, and not of its beginning. */
function spread(samples: readonly number[]): readonly number[] {
  if (samples.length <= mostSamples) return samples
  const step = samples.length / mostSamples
  return Array.from({ length: mostSamples }, (_, at) => samples[Math.floor(at * step)] ?? Number.NaN)
}
