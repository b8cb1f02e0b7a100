export type {
  Engine,
  EvaluateGateRequest,
  CompareSamplesRequest,
  StartRunRequest,
  Idempotency,
  InputReport,
  PolicyReference,
} from './engine.ts'
