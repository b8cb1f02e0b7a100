export type {
  Engine,
  EvaluateGateRequest,
  CompareSamplesRequest,
  ResetReferenceRequest,
  StartRunRequest,
  Idempotency,
  InputReport,
  PolicyReference,
} from './engine.ts'
export type { EngineDependencies } from './dependencies.ts'
export { createEngine } from './create-engine.ts'
export { startScheduler, type Scheduler } from './scheduler.ts'
export { createJudgeMemory, type JudgeMemory } from './judge-memory.ts'
export { createRunChanges, type RunChanges } from './run-changes.ts'
export { systemClock, type Clock } from './clock.ts'
