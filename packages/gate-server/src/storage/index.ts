export { openStore } from './open-store.ts'
export type {
  Store,
  EvaluatedObservation,
  EvaluationStore,
  ListedReference,
  ReferenceKey,
  ReferenceStore,
  RunStore,
  TokenStore,
  IdempotencyStore,
  IdempotencyRecord,
  StoredEvaluation,
  StoredToken,
  SubjectFilter,
} from './store.ts'
