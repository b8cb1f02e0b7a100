export type { Run, RunStage, RunState, RunStatus, EndReason, Deployment } from './run.ts'
