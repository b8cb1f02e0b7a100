export {
  createGateClient,
  type ApiComparison,
  type ApiEvaluation,
  type ApiProblem,
  type ApiReferences,
  type ApiRun,
  type GateClient,
} from './create-gate-client.ts'
export { GateApiError, readProblem } from './gate-api-error.ts'
export { readRun, waitForRun } from './wait-for-run.ts'
export type { components, paths } from './api.ts'
