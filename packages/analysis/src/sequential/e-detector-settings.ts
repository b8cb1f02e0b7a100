import { invalidArgument } from '../errors.ts'

export interface EDetectorOptions {
  /** Changes that are looked for, in standard deviations, above 0 and up to 300 / `winsor`. Default 0.5, 1 and 2. */
  readonly effects?: readonly number[]
  /** Where scores are cut, above 0. Default 3. */
  readonly winsor?: number
  /** Results that are collected before the first judgement, whole, from 2. Default 30. */
  readonly warm?: number
  /** Results that the reference reaches back, whole, 2 more than `lag` at least. Default 60. */
  readonly window?: number
  /** Newest results that the reference leaves out, whole, from 0. Default 5. */
  readonly lag?: number
  /** Evidence at which an alarm is raised, 1 or more. Default 1,000. */
  readonly threshold?: number
}

/** Largest effect times `winsor`: the evidence of one result stays a number. */
const mostExponent = 300

export type EDetectorSettings = Required<EDetectorOptions>

/** @throws AnalysisError `invalid-argument` for options outside their range. */
export function checkDetector(options: EDetectorOptions): EDetectorSettings {
  const { effects = [0.5, 1, 2], winsor = 3, warm = 30, window = 60, lag = 5, threshold = 1000 } = options
  if (!(winsor > 0 && winsor < Number.POSITIVE_INFINITY))
    throw invalidArgument('winsor', 'a number above 0', String(winsor))
  if (effects.length === 0 || !effects.every((effect) => effect > 0 && effect * winsor <= mostExponent))
    throw invalidArgument('effects', `numbers above 0 and up to ${mostExponent / winsor}`, String(effects))
  if (!(Number.isSafeInteger(warm) && warm >= 2)) throw invalidArgument('warm', 'a whole number from 2', String(warm))
  if (!(Number.isSafeInteger(lag) && lag >= 0)) throw invalidArgument('lag', 'a whole number from 0', String(lag))
  if (!(Number.isSafeInteger(window) && window >= lag + 2))
    throw invalidArgument('window', `a whole number from ${lag + 2}`, String(window))
  if (!(threshold >= 1 && threshold < Number.POSITIVE_INFINITY))
    throw invalidArgument('threshold', 'a number from 1', String(threshold))
  return { effects, winsor, warm, window, lag, threshold }
}
