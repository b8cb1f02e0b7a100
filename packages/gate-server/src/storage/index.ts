export { openStore } from './open-store.ts'
export type {
  Store,
  EvaluationStore,
  RunStore,
  TokenStore,
  IdempotencyStore,
  IdempotencyRecord,
  StoredEvaluation,
  StoredToken,
  SubjectFilter,
} from './store.ts'
