/** Weights of the base metrics of CVSS 3; those of the privileges depend on the scope. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  PR: { N: 0.85, L: 0.62, H: 0.27 },
  PRchanged: { N: 0.85, L: 0.68, H: 0.5 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
}

/**
 * The base score of a CVSS 3.0 or 3.1 vector; `null` for another version and for a vector that is not whole. For reports
 * that give a vector and no severity.
 *
 * @example
 * ```ts
 * cvssScore('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H') // 9.8
 * cvssScore('CVSS:4.0/AV:N/AC:L') // null
 * ```
 */
export function cvssScore(vector: string): number | null {
  const [version = '', ...parts] = vector.trim().split('/')
  if (!/^CVSS:3\.[01]$/.test(version)) return null
  const metrics = new Map(parts.map((part): [string, string] => [part.split(':')[0] ?? '', part.split(':')[1] ?? '']))
  const scope = metrics.get('S')
  if (scope !== 'U' && scope !== 'C') return null
  const weigh = (metric: string): number => {
    const table = weights[metric === 'PR' && scope === 'C' ? 'PRchanged' : metric] ?? {}
    const value = metrics.get(metric) ?? ''
    return Object.hasOwn(table, value) ? (table[value] ?? NaN) : NaN
  }
  const missed = (1 - weigh('C')) * (1 - weigh('I')) * (1 - weigh('A'))
  const base = 1 - missed
  const impact = scope === 'U' ? 6.42 * base : 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15
  const exploitability = 8.22 * weigh('AV') * weigh('AC') * weigh('PR') * weigh('UI')
  const sum = scope === 'U' ? impact + exploitability : 1.08 * (impact + exploitability)
  if (!Number.isFinite(sum)) return null
  return impact <= 0 ? 0 : roundUp(Math.min(sum, 10))
}

/** To one decimal, upwards, as the specification says to do it in whole numbers. */
function roundUp(value: number): number {
  const whole = Math.round(value * 100_000)
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10
}
