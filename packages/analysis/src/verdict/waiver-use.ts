/** What became of a waiver: it permits something, it has ended, or there is nothing that it would permit. */
export const waiverStates = ['applied', 'expired', 'stale'] as const
export type WaiverState = (typeof waiverStates)[number]

/** A waiver beside a verdict. Shown apart from failures: what is permitted is no failure. */
export interface WaiverUse {
  readonly id: string
  /** The only condition that it is for; `null` for findings of any. */
  readonly condition: string | null
  /** What it is limited to, in words: `package left 1.0.0, path app/**`; `null` where it is limited by nothing else. */
  readonly scope: string | null
  readonly who: string
  readonly why: string
  /** The last day that it holds, in UTC. */
  readonly until: string
  readonly state: WaiverState
  /** How many findings it names, as reports list them; of an expired one, how many it no longer permits. */
  readonly findings: number
  /** Why it permits nothing of what it names; only there where the waiver itself is at fault. */
  readonly remark?: string
}
