import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { javaRandom } from '../../../src/judges/kayenta/java-random.ts'
import { readVectors } from '../../vectors/read-vectors.ts'

const vectors = readVectors(
  'java-random',
  z.array(z.object({ seed: z.number(), gaussians: z.array(z.number()), tenThousandth: z.number() })),
)

describe("Java's generator", () => {
  test.each(vectors)('gives the numbers of Java for seed $seed', ({ seed, gaussians, tenThousandth }) => {
    const { nextGaussian } = javaRandom(seed)
    expect(gaussians.map(() => nextGaussian())).toEqual(gaussians)
    for (let draw = gaussians.length; draw < 9999; draw += 1) nextGaussian()
    expect(nextGaussian()).toBe(tenThousandth)
  })

  test.each([1.5, NaN, Infinity, 2 ** 53])('refuses %d as a seed', (seed) => {
    expect(() => javaRandom(seed)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})
