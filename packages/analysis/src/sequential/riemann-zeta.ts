/**
 * ζ(s), the sum of 1/nˢ.
 *
 * @param s - above 1.
 * @see DLMF 25.2.9: 40 terms, and Euler and Maclaurin's formula for the rest.
 */
export function riemannZeta(s: number): number {
  const from = 40
  const last = from ** -s
  const slope = (s / from) * last
  const third = (slope * (s + 1) * (s + 2)) / from ** 2
  const fifth = (third * (s + 3) * (s + 4)) / from ** 2
  let sum = (last * from) / (s - 1) + last / 2 + slope / 12 - third / 720 + fifth / 30_240
  for (let n = from - 1; n >= 1; n -= 1) sum += n ** -s
  return sum
}
