import { logSqrtTwoPi } from '../numeric/index.ts'

/** Nodes and logarithms of weights that integrate over a standard normal law. */
export interface GaussHermite {
  readonly nodes: readonly number[]
  /** They sum to 1 before the logarithm. */
  readonly logWeights: readonly number[]
}

/**
 * Gauss–Hermite quadrature for a standard normal law: Σ wⱼ f(xⱼ) is E f(Z) exactly for polynomials up to degree 2n − 1.
 *
 * Roots of the orthonormal Hermite functions by Newton's method, each started between the roots that interlace it.
 *
 * @param count - of nodes, whole, 1 to 100.
 * @see Abramowitz and Stegun 25.4.46, for the weight exp(−x²/2).
 */
export function gaussHermite(count: number): GaussHermite {
  let roots: readonly number[] = [0]
  for (let degree = 2; degree <= count; degree += 1) roots = nextRoots(roots, degree)
  const logWeights = roots.map((root) => {
    // wⱼ = 1/(n·h²(xⱼ)) for orthonormal polynomials h of degree n − 1; the Hermite function carries exp(−x²/4)/(2π)^¼.
    const { before } = hermiteFunctions(root, count)
    return -Math.log(count) - 2 * Math.log(Math.abs(before)) - (root * root) / 2 - logSqrtTwoPi
  })
  return { nodes: roots, logWeights }
}

/** Between each pair of roots of a degree lies one root of the next, and one beyond each end. */
function nextRoots(roots: readonly number[], degree: number): readonly number[] {
  const reach = Math.sqrt(4 * degree + 2)
  const bounds = [-reach, ...roots, reach]
  return bounds.slice(1).map((upper, at) => {
    let low = bounds[at] ?? -reach
    let high = upper
    const rising = hermiteFunctions(high, degree).value > 0
    let root = (low + high) / 2
    for (let round = 0; round < 200 && high - low > 1e-16 * reach; round += 1) {
      const { value, before } = hermiteFunctions(root, degree)
      if (value > 0 === rising) high = root
      else low = root
      // h' = √n·h₋₁ − x/2·h, whose second part vanishes at the root.
      const newton = root - value / (Math.sqrt(degree) * before - (root / 2) * value)
      const next = newton > low && newton < high ? newton : (low + high) / 2
      if (Math.abs(next - root) <= 2e-16 * reach) return next
      root = next
    }
    return root
  })
}

/** The Hermite functions of degree n and n − 1 at x: orthonormal, so that nothing overflows. */
function hermiteFunctions(x: number, degree: number): { readonly value: number; readonly before: number } {
  let before = 0
  let value = Math.exp((-x * x) / 4 - logSqrtTwoPi / 2)
  for (let at = 1; at <= degree; at += 1) {
    const next = (x * value - Math.sqrt(at - 1) * before) / Math.sqrt(at)
    before = value
    value = next
  }
  return { value, before }
}
