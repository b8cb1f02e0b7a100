import type { Observation } from '../evidence/index.ts'
import { formatNumber } from '../units/index.ts'
import { plainText } from './plain-text.ts'

/** More flags or results than this are counted and not named. */
const named = 5

/**
 * What was observed, in a few words; for lists that people read.
 *
 * @param observation - `null` where nothing is left to compare with.
 * @example
 * ```ts
 * observationText({ kind: 'findings', keys: ['CVE-1 left'] }) // '1 finding'
 * observationText(null) // 'nothing to compare with'
 * ```
 */
export function observationText(observation: Observation | null): string {
  if (observation === null) return 'nothing to compare with'
  switch (observation.kind) {
    case 'findings':
      return observation.keys.length === 1 ? '1 finding' : `${observation.keys.length} findings`
    case 'coverage':
      return list(
        observation.flags.map(({ flag, counts }) => {
          const shares = (['lines', 'branches', 'functions', 'statements'] as const).flatMap((of) => {
            const count = counts[of]
            return count === null || !(count.total > 0) ? [] : [`${of} ${percent(count.covered / count.total)}`]
          })
          return `${flag === null ? '' : `${plainText(flag)}: `}${shares.join(', ') || 'nothing measured'}`
        }),
      )
    case 'benchmarks':
      return list(
        observation.results.map(
          ({ name, value, unit }) => `${plainText(name)} ${formatNumber(value)} ${plainText(unit)}`,
        ),
      )
  }
}

function list(texts: readonly string[]): string {
  const more = texts.length > named ? `; ${texts.length - named} more` : ''
  return texts.length === 0 ? 'nothing' : `${texts.slice(0, named).join('; ')}${more}`
}

/** Two decimals, rounded down: what is below a floor must not read as if it reached it. */
function percent(share: number): string {
  return `${Math.floor(share * 10_000 + 1e-9) / 100} %`
}
