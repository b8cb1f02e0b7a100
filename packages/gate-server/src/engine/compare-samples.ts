import type { Part } from '@kosmos/analysis/verdict'
import { compareSamples as compare } from '@kosmos/analysis/judges'
import type { CompareSamplesRequest } from './engine.ts'

/** One-shot comparison of two samples by the fixed-sample method: valid for one look, and it says so. */
export function compareSamples(request: CompareSamplesRequest): Part {
  return compare(request)
}
