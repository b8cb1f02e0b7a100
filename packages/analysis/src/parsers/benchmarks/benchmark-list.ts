import type { BenchmarkResult, BenchmarksEvidence, ReportWarning } from '../../evidence/index.ts'
import { AnalysisError } from '../../errors.ts'
import { excerpt } from '../malformed.ts'
import { benchmarkUnit } from './benchmark-unit.ts'
import { deviationOf, middleOf } from './sample-summary.ts'

/** One line or entry of a report, in the report's own unit. */
export interface Measured {
  readonly name: string
  readonly unit: string
  /** The robust centre that the report gives; not looked at where there are samples. `null` where it has no number. */
  readonly value: number | null
  /** Left out: what the unit says. */
  readonly better?: BenchmarkResult['better']
  readonly deviation?: number | null
  readonly count?: number | null
  readonly samples?: readonly number[]
  /** A time of 0 is a measurement (a connection that was there already); elsewhere it says that nothing was timed. */
  readonly mayBeZero?: boolean
}

/**
 * Collects the results of a report in its order: units normalised, samples summarised, nothing dropped in silence.
 *
 * An entry without a finite value is unmeasured, and so is one whose time is below 0, or 0 where it cannot be. Entries of one name and unit are repetitions of one benchmark where the
 * format has them (`repeats: 'samples'`): their samples, or their values, are taken together. Elsewhere they are different
 * things that cannot be told apart: the second one is called `name #2`, and a warning names it.
 */
export class BenchmarkList {
  readonly #entries = new Map<string, Measured[]>()
  readonly #unmeasured: { readonly name: string; readonly reason: string }[] = []
  readonly #warnings: ReportWarning[] = []
  readonly #repeats: 'samples' | 'numbered'

  constructor(repeats: 'samples' | 'numbered') {
    this.#repeats = repeats
  }

  add(measured: Measured): void {
    const samples = measured.samples ?? []
    if (!samples.every(Number.isFinite)) return this.miss(measured.name, 'a measurement is no number')
    if (samples.length === 0 && !isFinite(measured.value)) return this.miss(measured.name, 'it has no value')
    const key = this.#repeats === 'samples' ? JSON.stringify([measured.name, measured.unit]) : measured.name
    const entries = this.#entries.get(key)
    if (entries === undefined) this.#entries.set(key, [measured])
    else entries.push(measured)
  }

  /** A benchmark that gave no number. */
  miss(name: string, reason: string): void {
    this.#unmeasured.push({ name, reason: excerpt(reason, 200) })
  }

  warn(code: string, message: string): void {
    this.#warnings.push({ code, message })
  }

  /**
   * The evidence.
   *
   * @throws AnalysisError `report-empty` where the report names no benchmark at all, and says of no failure.
   */
  finish(
    format: string,
    about: {
      readonly tool: string
      readonly createdAt?: number | null
      readonly failure?: string | null
      readonly thresholds?: BenchmarksEvidence['thresholds']
    },
  ): { readonly evidence: readonly [BenchmarksEvidence]; readonly warnings: readonly ReportWarning[] } {
    const { tool, createdAt = null, failure = null, thresholds = [] } = about
    if (this.#entries.size + this.#unmeasured.length + thresholds.length === 0 && failure === null) {
      throw new AnalysisError('report-empty', `Expected benchmarks in a report of ${tool}, got none`, { format })
    }
    const results = [...this.#entries.values()].flatMap((entries) => this.#resultsOf(entries))
    for (const { name, reason } of this.#unmeasured.slice(0, 20)) {
      this.warn('benchmark-without-value', `Benchmark '${excerpt(name)}' gave no number: ${reason}`)
    }
    const evidence = { kind: 'benchmarks', tool, results, thresholds, unmeasured: this.#unmeasured } as const
    return { evidence: [{ ...evidence, createdAt, failure }], warnings: this.#warnings }
  }

  #resultsOf(entries: readonly Measured[]): readonly BenchmarkResult[] {
    const [first] = entries
    if (first === undefined) return []
    if (entries.length === 1) return this.#timed(first)
    if (this.#repeats === 'samples') return this.#timed(together(first, entries))
    this.warn('benchmark-repeated', `Benchmark '${excerpt(first.name)}' stands ${entries.length} times in the report`)
    return entries.flatMap((entry, at) =>
      this.#timed(at === 0 ? entry : { ...entry, name: `${entry.name} #${at + 1}` }),
    )
  }

  /** The result, unless it is a time that nothing can take. */
  #timed(measured: Measured): readonly BenchmarkResult[] {
    const result = resultOf(measured)
    const { unit, value, samples } = result
    const isTime = value > 0 || (value === 0 && measured.mayBeZero === true)
    if (unit !== 'seconds' || (isTime && value < Infinity && !samples.some((one) => one < 0))) return [result]
    this.miss(
      measured.name,
      isTime && value < Infinity ? 'a time of it is below 0' : `a time of ${value} measures nothing`,
    )
    return []
  }
}

function isFinite(value: number | null): value is number {
  return value !== null && Number.isFinite(value)
}

function together(first: Measured, entries: readonly Measured[]): Measured {
  const hasSamples = entries.every(({ samples = [] }) => samples.length > 0)
  const samples = entries.flatMap((entry) => (hasSamples ? (entry.samples ?? []) : (entry.value ?? [])))
  const { name, unit, better, mayBeZero = false } = first
  return { name, unit, value: null, samples, mayBeZero, ...(better === undefined ? {} : { better }) }
}

function resultOf({ name, unit: word, value, better, deviation, count, samples = [] }: Measured): BenchmarkResult {
  const { unit, scale, better: byUnit } = benchmarkUnit(word)
  const own = samples.length > 0 ? deviationOf(samples) : null
  const given = deviation === undefined || deviation === null || !Number.isFinite(deviation) ? null : deviation
  return {
    name,
    unit,
    value: scaled(samples.length > 0 ? middleOf(samples) : (value ?? Number.NaN), scale),
    better: better === undefined ? byUnit : better,
    deviation: scaledOrNull(own ?? given, scale),
    // A number of rounds below 0 is none.
    count: count !== null && count !== undefined && count >= 0 ? count : samples.length > 0 ? samples.length : null,
    samples: scale === 1 ? samples : samples.map((sample) => scaled(sample, scale)),
  }
}

/** Divided where the scale is a part of one: 700 ms are 0.7 s, where 700 · 0.001 misses it. */
function scaled(value: number, scale: number): number {
  return scale < 1 ? value / Math.round(1 / scale) : value * scale
}

function scaledOrNull(value: number | null, scale: number): number | null {
  return value === null ? null : scaled(value, scale)
}
