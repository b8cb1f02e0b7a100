/** How a judge without history has to learn the noise that a question stands in, from the looks that it judges. */
export type UnknownNoise =
  /** Counts whose looks may vary beyond Poisson's law, by one of six variances. */
  | 'counts'
  /** Readings of gauges whose scale and correlation are not known, the latter one of nine up to 0.8. */
  | 'readings'

const mostCorrelation = { counts: 0, readings: 0.8 } as const
const alternatives = { counts: 6, readings: 9 } as const

/**
 * What a z-value is worth as evidence, twice its logarithm, where the noise is learnt from the same looks: z² where many looks
 * share it, and less where few do, because a lasting effect then looks like noise. Each look's part of z² is measured against
 * the noise that explains it best: a variance of its own, or a correlation from look to look.
 *
 * @param z - above 0; @param looks - that it comes from, at least 1.
 */
export function evidenceInNoise(z: number, looks: number, noise: UnknownNoise): number {
  const perLook = z ** 2 / looks
  const correlation = Math.min(perLook / (1 + perLook), mostCorrelation[noise])
  const explained = correlation ** 2 + perLook * (1 - correlation) ** 2
  // All alternatives are weighed alike, and only one of them is true.
  return looks * Math.log1p(explained) - 2 * Math.log(alternatives[noise])
}
