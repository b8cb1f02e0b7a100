import { invalidArgument } from '../../errors.ts'

/** Java's generator: only what the noise of Kayenta's judge draws from it. */
export interface JavaRandom {
  /** The next number of the standard normal law. */
  readonly nextGaussian: () => number
}

/** The multiplier 0x5DEECE66D of the generator, in halves of 24 bits: products of halves stay whole in a double. */
const multiplierHigh = 0x5de
const multiplierLow = 0xece66d
const increment = 0xb
const half = 2 ** 24

/**
 * `java.util.Random(seed)`: the linear congruential generator of 48 bits, and Marsaglia's polar method for normal
 * numbers, which come in pairs: every second one is the spare of the one before it.
 *
 * @param seed - a safe whole number, negative ones included (their lowest 48 bits in two's complement count).
 * @throws AnalysisError `invalid-argument` for a seed that is not a safe whole number.
 * @see Java SE 17 API, `java.util.Random`; Knuth, The Art of Computer Programming 2, 3.2.1 and 3.4.1.
 */
export function javaRandom(seed: number): JavaRandom {
  if (!Number.isSafeInteger(seed)) throw invalidArgument('seed', 'a whole number', String(seed))
  let high = ((Math.floor(seed / half) & 0xffffff) ^ multiplierHigh) >>> 0
  let low = ((seed & 0xffffff) ^ multiplierLow) >>> 0
  let spare: number | null = null

  const bits = (count: number): number => {
    const lowProduct = low * multiplierLow + increment
    high = (high * multiplierLow + low * multiplierHigh + Math.floor(lowProduct / half)) % half
    low = lowProduct % half
    return Math.floor((high * half + low) / 2 ** (48 - count))
  }
  const uniform = (): number => (bits(26) * 2 ** 27 + bits(27)) * 2 ** -53

  const nextGaussian = (): number => {
    if (spare !== null) {
      const kept = spare
      spare = null
      return kept
    }
    for (;;) {
      const one = 2 * uniform() - 1
      const other = 2 * uniform() - 1
      const square = one * one + other * other
      if (square < 1 && square !== 0) {
        const scale = Math.sqrt((-2 * Math.log(square)) / square)
        spare = other * scale
        return one * scale
      }
    }
  }
  return { nextGaussian }
}
