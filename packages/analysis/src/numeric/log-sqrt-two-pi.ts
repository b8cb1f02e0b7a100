/** ln √(2π): where a normal density and Stirling's formula begin. */
export const logSqrtTwoPi = Math.log(2 * Math.PI) / 2
