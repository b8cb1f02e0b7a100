/** Evidence of one claim: ln of an e-process now and at its largest. Both are 0 where nothing was seen. */
export interface EvidenceLevel {
  readonly logE: number
  /** A boundary that was crossed stays crossed. */
  readonly maxLogE: number
}

export const noEvidence: EvidenceLevel = { logE: 0, maxLogE: 0 }

/** The level after another look. Evidence that is no number is none: it neither proves nor disproves. */
export function raised(before: EvidenceLevel, logE: number): EvidenceLevel {
  const sound = Number.isNaN(logE) ? 0 : logE
  return { logE: sound, maxLogE: Math.max(before.maxLogE, sound) }
}
