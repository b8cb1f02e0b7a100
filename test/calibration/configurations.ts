import type { JudgeUnderTest } from './judge-under-test.ts'
import { defaultPolicy, shippedRollout } from './default-policy.ts'
import { kayenta } from './rivals/kayenta.ts'
import { pooledConfidenceSequence } from './rivals/pooled-confidence-sequence.ts'
import { pooledZ } from './rivals/pooled-z.ts'
import { thresholds } from './rivals/thresholds.ts'
import type { Scenario } from './scenarios.ts'
import type { Rollout } from './simulate-rollout.ts'
import { sequential, type SequentialConfiguration } from './sequential.ts'
import { withGuards } from './with-guards.ts'

/** What the command line says to every judge. */
export interface JudgeSettings {
  /** Whether ours have their guards. */
  readonly guards: boolean
}

/** A judge of the table: one column. */
export interface Configuration {
  readonly name: string
  readonly kind: 'ours' | 'rival'
  readonly make: (settings: JudgeSettings) => JudgeUnderTest
  /** Stages and looks of its own; without them it judges the scenario's. */
  readonly rollout?: Rollout
  /** False where the judge would add nothing to a row, or take hours. */
  readonly judges: (scenario: Scenario) => boolean
}

const alpha = 0.01

/** Every configuration, in the order of the table's columns. */
export const configurations: readonly Configuration[] = [
  ours('tolerance-0', { latencyTolerance: 0, podSpread: null, hasHistory: true }),
  ours('default', { latencyTolerance: 0.03, podSpread: null, hasHistory: true }),
  ours('pod-aware', { latencyTolerance: 0, podSpread: 0.03, hasHistory: true }),
  ours('no-history', { latencyTolerance: 0, podSpread: null, hasHistory: false }),
  // Its guards and looks are its own, whatever the command line says.
  { name: 'policy', kind: 'ours', make: () => defaultPolicy('policy'), rollout: shippedRollout, judges: isShort },
  rival((name) => kayenta(name, { every: null, window: null }), 'kayenta-each-look', isShort),
  rival((name) => kayenta(name, { every: 300, window: null }), 'kayenta-5m', isShort),
  rival((name) => kayenta(name, { every: null, window: null, onlyAtEnd: true }), 'kayenta-once', isShort),
  rival(
    (name) => kayenta(name, { every: 300, window: 1800 }),
    'kayenta-sliding-30m',
    (row) => !isShort(row),
  ),
  rival(
    (name) => kayenta(name, { every: 3600, window: 3600 }),
    'kayenta-hourly',
    (row) => !isShort(row),
  ),
  rival((name) => thresholds(name, 0), 'thresholds-1'),
  rival((name) => thresholds(name, 3), 'thresholds-4'),
  rival((name) => pooledZ(name, { peeked: false, alpha }), 'z-once'),
  rival((name) => pooledZ(name, { peeked: true, alpha }), 'z-peeked'),
  rival((name) => pooledConfidenceSequence(name, { alpha, tunedFor: 5000 }), 'pooled-cs'),
]

/** The configuration of that name; `undefined` where there is none. */
export function findConfiguration(name: string): Configuration | undefined {
  return configurations.find((known) => known.name === name)
}

function ours(name: string, configuration: SequentialConfiguration): Configuration {
  const judge = sequential(name, configuration)
  return { name, kind: 'ours', make: ({ guards }) => (guards ? withGuards(judge) : judge), judges: () => true }
}

function rival(
  make: (name: string) => JudgeUnderTest,
  name: string,
  judges: Configuration['judges'] = () => true,
): Configuration {
  return { name, kind: 'rival', make: () => make(name), judges }
}

/** Half an hour and not more. */
function isShort({ stages }: Scenario): boolean {
  return stages.reduce((sum, { seconds }) => sum + seconds, 0) <= 1800
}
