import { mean, median, medianAbsoluteDeviation } from '../descriptive/index.ts'
import { invalidArgument } from '../errors.ts'
import { checkDetector, type EDetectorOptions, type EDetectorSettings } from './e-detector-settings.ts'

/** What the detector remembers between results: plain numbers, to be stored as JSON. */
export interface EDetectorState {
  /** Results seen so far. */
  readonly seen: number
  /** Logarithms of the latest results, oldest first, no more than the window. */
  readonly recent: readonly number[]
  /** Evidence of a change, one number for each effect size. */
  readonly evidence: readonly number[]
}

export interface EDetectorStep {
  readonly state: EDetectorState
  /** Mean evidence; `null` while the detector collects its reference. */
  readonly statistic: number | null
  /** Whether the statistic has reached the threshold; `null` while the detector collects: neither an alarm nor a pass. */
  readonly isAlarm: boolean | null
}

/** A detector that has seen nothing; also where to begin again after an alarm. */
const nothingSeen: EDetectorState = { seen: 0, recent: [], evidence: [] }

/**
 * One more result of a benchmark, larger being worse (give 1/x where it is better): has it become slower? May be asked after
 * every commit for ever. While nothing changes and results are independent, a false alarm comes after about `threshold`
 * results on average (measured: 850 for 1,000, since the reference is estimated); with b benchmarks multiply it by b.
 *
 * Shiryaev–Roberts e-detector on robust scores. The reference is the last `window` results except the newest `lag`, so
 * that a change does not become its own yardstick, and at least the first `warm` as long as the window holds them. z = (ln x − median)/(1.4826 · MAD) of the reference, cut at
 * ±`winsor`. For each effect size λ: M ← (M + 1) · exp(λfz) ÷ (mean over the reference of exp(λz)) ÷ exp(λ²/(2 · max(10, n))), with
 * f = √((1 − r)/(1 + r)) where the lag-1 correlation r of the reference is above 1/√n (cut at 0.9), else 1. The statistic is
 * the mean of all M.
 *
 * @param state - of the step before; `null` at the beginning and after an alarm that was dealt with.
 * @param value - above 0 and finite.
 * @throws AnalysisError `invalid-argument` for values and options outside their range, and a state of other options.
 * @see Shin, Ramdas and Rinaldo (2024), E-detectors, New England J. Stat. Data Sci.; the winsorised scores and the guard
 *   against correlation make the bound approximate.
 * @example
 * ```ts
 * updateEDetector(null, 100).state.seen // 1
 * ```
 */
export function updateEDetector(
  state: EDetectorState | null,
  value: number,
  options: EDetectorOptions = {},
): EDetectorStep {
  const settings = checkDetector(options)
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw invalidArgument('value', 'a finite number above 0', String(value))
  const { effects, warm, window, lag, threshold } = settings
  const { seen, recent, evidence } = checkState(state ?? nothingSeen, settings)
  const log = Math.log(value)
  const next = { seen: seen + 1, recent: [...recent, log].slice(-window) }
  if (seen < warm) return { state: { ...next, evidence: [] }, statistic: null, isAlarm: null }
  const newest = Math.max(warm, seen - lag)
  const reference = Float64Array.from(recent.slice(0, recent.length - (seen - newest)))
  const grown = grow(evidence, reference, log, settings)
  const statistic = grown.reduce((sum, one) => sum + one / effects.length, 0)
  return { state: { ...next, evidence: grown }, statistic, isAlarm: !(statistic < threshold) }
}

/** @throws AnalysisError `invalid-argument` for a state that these settings cannot have left. */
function checkState(state: EDetectorState, { effects, warm, window }: EDetectorSettings): EDetectorState {
  const { seen, recent, evidence } = state
  const isWhole =
    Number.isSafeInteger(seen) &&
    recent.length === Math.min(seen, window) &&
    evidence.length === (seen > warm ? effects.length : 0) &&
    recent.every((log) => Number.isFinite(log)) &&
    evidence.every((one) => one >= 0 && one < Number.POSITIVE_INFINITY)
  if (!isWhole)
    throw invalidArgument(
      'state',
      'the state of a step with the same options',
      `${String(seen)} seen, ${recent.length} kept, evidence ${String(evidence)}`,
    )
  return state
}

function grow(
  evidence: readonly number[],
  reference: Float64Array,
  log: number,
  { effects, winsor }: EDetectorSettings,
): readonly number[] {
  const n = reference.length
  const middle = median(reference) ?? Number.NaN
  // A reference that does not vary would make every result an outlier: its spread counts as 0.01 %.
  const scale = Math.max(1.4826 * (medianAbsoluteDeviation(reference) ?? Number.NaN), 1e-4)
  const score = (at: number) => Math.min(winsor, Math.max(-winsor, (at - middle) / scale))
  const scores = reference.map(score)
  const factor = correlationFactor(scores)
  return effects.map((effect, at) => {
    const usual = mean(scores.map((each) => Math.exp(effect * each))) ?? Number.NaN
    const step = Math.exp(effect * factor * score(log)) / usual / Math.exp((effect * effect * 0.5) / Math.max(10, n))
    // A change that nobody deals with multiplies evidence for ever; JSON has no infinite number.
    return Math.min(Number.MAX_VALUE, ((evidence[at] ?? 0) + 1) * step)
  })
}

/** Correlated results carry less news each. */
function correlationFactor(scores: Float64Array): number {
  const center = mean(scores) ?? 0
  let squares = 0
  let products = 0
  for (let at = 0; at < scores.length; at += 1) {
    const away = (scores[at] ?? 0) - center
    squares += away * away
    if (at > 0) products += away * ((scores[at - 1] ?? 0) - center)
  }
  const r = products / Math.max(squares, 1e-9)
  if (!(r > 1 / Math.sqrt(scores.length))) return 1
  const cut = Math.min(r, 0.9)
  return Math.sqrt((1 - cut) / (1 + cut))
}
