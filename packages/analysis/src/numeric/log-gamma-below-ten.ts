/** From here on the sum of ζ(k) is closed by Euler and Maclaurin's formula; what that leaves out is below 1e-16. */
const closedFrom = 40

/** (ζ(k) − 1) ÷ k for k = 2, 3, …: beyond k = 29 they no longer count at |z| ≤ ½. */
const coefficients = Float64Array.from({ length: 28 }, (_, index) => zetaLessOne(index + 2) / (index + 2))
const oneLessEuler = 0.42278433509846713

function zetaLessOne(k: number): number {
  const last = closedFrom ** -k
  const slope = (k / closedFrom) * last
  const third = (slope * (k + 1) * (k + 2)) / closedFrom ** 2
  const fifth = (third * (k + 3) * (k + 4)) / closedFrom ** 2
  let sum = (last * closedFrom) / (k - 1) + last / 2 + slope / 12 - third / 720 + fifth / 30_240
  for (let n = closedFrom - 1; n >= 2; n -= 1) sum += n ** -k
  return sum
}

/**
 * ln Γ(x) for x above 0 and below 10, by its series about the zero at 2 and the recurrence.
 *
 * @see DLMF 5.7.3 for the series, 25.2.9 for ζ.
 */
export function logGammaBelowTen(x: number): number {
  if (x < 0.5) return aroundTwo(x) - Math.log1p(x) - Math.log(x)
  if (x < 1.5) return aroundTwo(x - 1) - Math.log1p(x - 1)
  let rest = x
  let product = 1
  while (rest > 2.5) {
    rest -= 1
    product *= rest
  }
  return Math.log(product) + aroundTwo(rest - 2)
}

/** ln Γ(2 + z) for |z| ≤ ½. */
function aroundTwo(z: number): number {
  let sum = 0
  for (let k = coefficients.length - 1; k >= 0; k -= 1) sum = (coefficients[k] ?? 0) - z * sum
  return z * (oneLessEuler + z * sum)
}
