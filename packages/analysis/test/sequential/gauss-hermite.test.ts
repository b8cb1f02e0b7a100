import { describe, expect, test } from 'vitest'
import { gaussHermite } from '../../src/sequential/gauss-hermite.ts'
import { relativeError } from '../relative-error.ts'
import { eProcessVectors } from './e-process-vectors.ts'
import { evidenceError } from './sequential-vectors.ts'

/** Σ wⱼ f(xⱼ). */
function integrate(count: number, f: (x: number) => number): number {
  const { nodes, logWeights } = gaussHermite(count)
  return nodes.reduce((sum, node, at) => sum + Math.exp(logWeights[at] ?? NaN) * f(node), 0)
}

describe('Gauss–Hermite quadrature', () => {
  test('has the nodes and weights of 40 digits, with 1 to 100 nodes', () => {
    for (const { count, nodes, logWeights } of eProcessVectors.gaussHermite) {
      const got = gaussHermite(count)
      expect([got.nodes.length, got.logWeights.length]).toEqual([count, count])
      for (const [at, node] of nodes.entries()) {
        expect(Math.abs((got.nodes[at] ?? NaN) - node)).toBeLessThan(2e-14 * Math.max(1, Math.abs(node)))
        expect(evidenceError(got.logWeights[at] ?? NaN, logWeights[at] ?? NaN)).toBeLessThan(1e-12)
      }
    }
  })

  test('is exact for polynomials up to degree 2n − 1, and not for the next', () => {
    for (const count of [1, 2, 3, 5, 8, 13]) {
      let moment = 1
      for (let degree = 0; degree < 2 * count; degree += 2) {
        if (degree > 0) moment *= degree - 1
        expect(
          relativeError(
            integrate(count, (x) => x ** degree),
            moment,
          ),
        ).toBeLessThan(1e-12)
        const odd = integrate(count, (x) => x ** (degree + 1)) / (moment * (degree + 1))
        expect(Math.abs(odd)).toBeLessThan(1e-12)
      }
      const next = moment * (2 * count - 1)
      expect(integrate(count, (x) => x ** (2 * count))).toBeLessThan(next * (1 - 1e-6))
    }
  })

  test('is symmetric, ascending and of weight 1', () => {
    for (const count of [1, 2, 3, 10, 31, 64]) {
      const { nodes, logWeights } = gaussHermite(count)
      expect(nodes).toEqual(nodes.toSorted((one, other) => one - other))
      expect(new Set(nodes).size).toBe(count)
      for (const [at, node] of nodes.entries()) {
        expect(Math.abs(node + (nodes[count - 1 - at] ?? NaN))).toBeLessThan(1e-13)
      }
      expect(logWeights.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 12)
    }
  })

  test('integrates exp(aZ) with 31 nodes to 14 digits', () => {
    for (const a of [0.1, 0.5, 1, 1.7, 3])
      expect(
        relativeError(
          integrate(31, (x) => Math.exp(a * x)),
          Math.exp((a * a) / 2),
        ),
      ).toBeLessThan(1e-13)
  })
})
