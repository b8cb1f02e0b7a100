import { invalidArgument } from '../errors.ts'

/** Uniform numbers in [0, 1), one a call. Randomness is always an argument, so that results can be made again. */
export type RandomSource = () => number

/**
 * A source of uniform numbers with 53 random bits that is the same for the same seed, at every run and on every machine.
 *
 * Generator: sfc32 (128 bits of state, passes PractRand and BigCrush), seeded by splitmix32 and stirred twelve times.
 * Not for secrets.
 *
 * @param seed - a whole number; only its lowest 32 bits count.
 * @throws AnalysisError `invalid-argument` for a seed that is not a safe whole number.
 * @see Doty-Humphrey, PractRand, `sfc.h`.
 * @example
 * ```ts
 * seededRandom(7)() === seededRandom(7)() // true
 * ```
 */
export function seededRandom(seed: number): RandomSource {
  if (!Number.isSafeInteger(seed)) throw invalidArgument('seed', 'a whole number', String(seed))
  let mixed = seed | 0
  const word = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0
    let hash = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
    return hash ^ (hash >>> 15)
  }
  let [a, b, c, counter] = [word(), word(), word(), 1]
  const next = (): number => {
    const out = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + out
    c |= 0
    return out >>> 0
  }
  for (let round = 0; round < 12; round += 1) next()
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992
}

/**
 * A whole number from 0 and below `count`, all alike probable.
 *
 * @throws AnalysisError `invalid-argument` where the source gives what is not in [0, 1): 1 or NaN would draw a place that
 *   does not exist.
 * @example
 * ```ts
 * drawIndex(() => 0.5, 10) // 5
 * ```
 */
export function drawIndex(random: RandomSource, count: number): number {
  const drawn = random()
  if (!(drawn >= 0 && drawn < 1)) throw invalidArgument('random', 'a source in [0, 1)', String(drawn))
  return Math.floor(drawn * count)
}
