import type { Comparison } from '../../src/hypothesis/index.ts'

/** The numbers of a comparison that has to have been made. */
export function compared<Numbers>(result: Comparison<Numbers>): Numbers & { readonly kind: 'compared' } {
  if (result.kind !== 'compared') throw new Error(`expected a comparison, got ${result.reason}: ${result.detail}`)
  return result
}
