/** Weaknesses of Kayenta's judge that an answer can rest on. Closed; the documents explain each. */
export const kayentaWarnings = [
  /** A side has no number at all. */
  'no-values',
  /** A side has an infinite value: it makes the ends of the interval infinite, and nothing can fail. */
  'infinite-value',
  /** More than half of a side's points are missing. */
  'mostly-missing',
  /** So few values that the interval is the whole range, whatever they are. */
  'too-few-values',
  /** Two constants, so that random noise decides. */
  'noise-decides',
  /** Missing points were made 0. */
  'replaced-missing',
  /** Both sides have the same values, which are not constant: the same series may have been read twice. */
  'identical-samples',
  /** A mean of 0: the bounds of the effect size hold nothing back. */
  'zero-mean',
  /** Negative values turn the ratio of means around. */
  'negative-values',
  /** The common language effect size overflows. */
  'effect-overflow',
  /** The values differ by less than a hundred of the solver's tolerances. */
  'tiny-unit',
  /** A metric that could not be compared is left out of the score. */
  'error-ignored',
  /** A metric without data is left out of the score. */
  'nodata-ignored',
  /** At least half of the metrics have no data: the score is 0. */
  'half-without-data',
  /** A metric is in no group and counts nowhere. */
  'in-no-group',
  /** A metric of the config has no pair: nobody looked at it. */
  'metric-without-pair',
  /** No result is counted. */
  'nothing-counted',
  /** A word of the config means nothing, and the default was taken. */
  'unknown-word',
  /** A weight belongs to a group that no counted metric is in, and is lost. */
  'weight-lost',
  /** The weights of the groups that are present do not sum to 100. */
  'weights-not-100',
  /** The marginal threshold is above the pass threshold. */
  'thresholds-reversed',
] as const
export type KayentaWarningCode = (typeof kayentaWarnings)[number]

/** One weakness that the answer rests on. */
export interface KayentaWarning {
  readonly code: KayentaWarningCode
  /** The metric, or `null` where it is about the whole config. */
  readonly metric: string | null
  /** A plain sentence with the numbers. */
  readonly message: string
}

/** A warning, frozen. */
export function kayentaWarning(code: KayentaWarningCode, metric: string | null, message: string): KayentaWarning {
  return Object.freeze({ code, metric, message })
}
