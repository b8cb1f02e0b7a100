import type { JavaRandom } from './java-random.ts'

/** The standard deviation of the noise, as a share of the constant. */
const share = 1e-5

/**
 * Two different constants have no variation that the statistic could be computed from, so Kayenta adds normal noise: to
 * each value of a side, with a hundred-thousandth of the constant as standard deviation.
 *
 * @returns the values with noise, in their order. A constant of 0 stays as it is, though it draws as many numbers.
 */
export function addNoise(constant: Float64Array, random: JavaRandom): Float64Array {
  const deviation = (constant[0] ?? 0) * share
  return constant.map((value) => value + random.nextGaussian() * deviation)
}
