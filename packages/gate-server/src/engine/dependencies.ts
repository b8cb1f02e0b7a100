import type { SubmittedReport } from '@kosmos/analysis/evidence'
import type { Waiver } from '@kosmos/analysis/waivers'
import type { Logger } from 'pino'
import type { MetricProvider } from '../providers/index.ts'
import type { Store } from '../storage/index.ts'
import type { Metrics } from '../telemetry/index.ts'
import type { Clock } from './clock.ts'
import type { InputReport } from './engine.ts'
import type { JudgeMemory } from './judge-memory.ts'
import type { RunChanges } from './run-changes.ts'

/** What the verbs work with. Made once by `compose.ts`. */
export interface EngineDependencies {
  readonly store: Store
  /** By the name that a policy uses as `source`. */
  readonly providers: ReadonlyMap<string, MetricProvider>
  /** Policy documents by name, as the operator keeps them. */
  readonly policies: ReadonlyMap<string, string>
  /** The operator's: no request brings its own, because whoever asks could then permit anything to himself. */
  readonly waivers: readonly Waiver[]
  readonly readReport: (report: InputReport, now: number) => Promise<SubmittedReport>
  readonly clock: Clock
  readonly newId: () => string
  readonly runChanges: RunChanges
  readonly judgeMemory: JudgeMemory
  readonly logger: Logger
  readonly metrics: Metrics
}
