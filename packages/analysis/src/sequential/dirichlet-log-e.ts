import { deviance, stirlingError } from '../numeric/index.ts'

/**
 * Evidence of counts x against shares θ, under a Dirichlet prior of parameters a = concentration · θ:
 * ln B(a + x) − ln B(a) − Σ xᵢ ln θᵢ.
 *
 * Stirling's form of the gamma functions: what is large is one deviance of the counts from the shares, and nothing cancels
 * after billions of requests.
 *
 * @param counts - whole or not, each above −aᵢ; @param shares - as many, above 0, summing to 1.
 */
export function dirichletLogE(counts: readonly number[], shares: readonly number[], concentration: number): number {
  if (counts.every((count) => count === 0)) return 0
  let counted = 0
  for (const count of counts) counted += count
  const all = concentration + counted
  let sum = (Math.log(all) - Math.log(concentration)) / 2 - stirlingError(all) + stirlingError(concentration)
  for (const [at, count] of counts.entries()) {
    const share = shares[at] ?? Number.NaN
    const prior = concentration * share
    const posterior = prior + count
    sum += deviance(posterior, all * share) - (Math.log(posterior) - Math.log(prior)) / 2
    sum += stirlingError(posterior) - stirlingError(prior)
  }
  return sum
}
