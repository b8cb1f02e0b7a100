import type { SecretFinding, SecretState } from '../../evidence/index.ts'

/** A secret as a report lists it. */
export interface ListedSecret {
  /** What makes two of them the same secret. May hold its text: it goes no further than here. */
  readonly key: string
  /** When it came into the history, milliseconds since the epoch. */
  readonly since: number | null
  readonly finding: SecretFinding
}

const badness: Readonly<Record<SecretState, number>> = { verified: 2, unknown: 1, unverified: 0 }

/**
 * Each secret once: with the worst of its states, in the oldest of its places, and with the others beside it. Which place
 * stands for it does not depend on the order of the report, because tools that work in parallel write another order each
 * time.
 */
export function distinctSecrets(listed: readonly ListedSecret[]): readonly SecretFinding[] {
  const kept = new Map<string, ListedSecret>()
  const places = new Map<string, Set<string>>()
  for (const one of listed) {
    if (one.finding.location !== null) {
      const known = places.get(one.key)
      if (known === undefined) places.set(one.key, new Set([one.finding.location]))
      else known.add(one.finding.location)
    }
    const before = kept.get(one.key)
    if (before === undefined) {
      kept.set(one.key, one)
      continue
    }
    const state = badness[one.finding.state] > badness[before.finding.state] ? one.finding.state : before.finding.state
    const older = isOlder(one, before) ? one : before
    kept.set(one.key, { ...older, finding: { ...older.finding, state } })
  }
  return [...kept].map(([key, { finding }]) => {
    const others = [...(places.get(key) ?? [])].filter((place) => place !== finding.location).sort()
    return others.length === 0 ? finding : { ...finding, otherLocations: others }
  })
}

function isOlder(one: ListedSecret, other: ListedSecret): boolean {
  const [first, second] = [one.since ?? Number.POSITIVE_INFINITY, other.since ?? Number.POSITIVE_INFINITY]
  return first === second ? placeOf(one) < placeOf(other) : first < second
}

function placeOf({ finding }: ListedSecret): string {
  return JSON.stringify([finding.commit, finding.location, finding.fingerprint])
}
