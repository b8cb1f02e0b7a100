import type { KayentaFault } from '../../errors.ts'
import { suggest } from '../../units/index.ts'
import { configFaults } from './config-fault.ts'
import { isRecord, ownField } from './own-field.ts'
import { decimal } from './read-metric-pair.ts'
import { issueFaults, strictFault } from './strict-fault.ts'
import { strictConfigSchema, type StrictConfig } from './strict-schema.ts'

/** Rounding of weights that sum to 100 in decimals. */
const slack = 1e-9

/**
 * Refuses what the faithful reading takes in silence: unknown words and keys, numbers as text, doubled metrics, weights
 * that are lost or do not sum to 100, thresholds out of order, pairs of unknown metrics and sides that are missing.
 *
 * @throws AnalysisError `kayenta-config-invalid` with every fault and a suggestion for a misspelt word.
 */
export function checkStrict(given: {
  readonly canaryConfig: unknown
  readonly scoreThresholds: unknown
  readonly metricSetPairs: readonly unknown[]
}): void {
  const faults = [...misspeltKeys(given.canaryConfig), ...thresholdFaults(given.scoreThresholds)]
  const checked = strictConfigSchema.safeParse(given.canaryConfig)
  if (checked.success) {
    faults.push(
      ...nameFaults(checked.data),
      ...weightFaults(checked.data),
      ...pairFaults(checked.data, given.metricSetPairs),
    )
  } else {
    faults.push(...checked.error.issues.flatMap((issue) => issueFaults(issue, 'canaryConfig', given.canaryConfig)))
  }
  if (faults.length > 0) throw configFaults(faults, null)
}

/** Keys that a config may leave out, where other keys are anybody's: a misspelt one would silently be the default. */
function misspeltKeys(config: unknown): readonly KayentaFault[] {
  const metrics = ownField(config, 'metrics')
  const places: readonly (readonly [unknown, string, readonly PropertyKey[]])[] = [
    [ownField(config, 'classifier'), 'groupWeights', ['canaryConfig', 'classifier']],
    ...(Array.isArray(metrics) ? metrics : []).flatMap((metric: unknown, index) => {
      const at = ['canaryConfig', 'metrics', index]
      const inner = [...at, 'analysisConfigurations']
      return [
        [metric, 'analysisConfigurations', at],
        [ownField(metric, 'analysisConfigurations'), 'canary', inner],
      ] as const
    }),
  ]
  return places.flatMap(([value, key, at]) =>
    (isRecord(value) ? Object.keys(value) : [])
      .filter((written) => written !== key && suggest(written, [key]) !== null)
      .map((written) => strictFault([...at, written], 'a known key', written, [key])),
  )
}

function thresholdFaults(thresholds: unknown): readonly KayentaFault[] {
  const pass = ownField(thresholds, 'pass')
  const marginal = ownField(thresholds, 'marginal')
  const faults: KayentaFault[] = []
  if (!(typeof pass === 'number' && pass > 0 && pass <= 100)) {
    faults.push(strictFault(['scoreThresholds', 'pass'], 'a number above 0 and up to 100', pass))
  }
  const most = typeof pass === 'number' ? pass : 100
  if (!(typeof marginal === 'number' && marginal >= 0 && marginal <= most)) {
    faults.push(strictFault(['scoreThresholds', 'marginal'], 'a number from 0 up to pass', marginal))
  }
  return faults
}

function nameFaults({ metrics }: StrictConfig): readonly KayentaFault[] {
  const seen = new Set<string>()
  return metrics.flatMap(({ name, groups }, index) => {
    const at = ['canaryConfig', 'metrics', index]
    const faults: KayentaFault[] = []
    if (seen.has(name)) faults.push(strictFault([...at, 'name'], 'a name that no other metric has', name))
    if (new Set(groups).size < groups.length) {
      faults.push(strictFault([...at, 'groups'], 'a list without repetition', groups))
    }
    seen.add(name)
    return faults
  })
}

function weightFaults({ metrics, classifier }: StrictConfig): readonly KayentaFault[] {
  const at = ['canaryConfig', 'classifier', 'groupWeights']
  const weights = classifier.groupWeights ?? {}
  if (!isRecord(weights)) return [strictFault(at, 'an object', weights)]
  const counted = metrics.filter((metric) => metric.analysisConfigurations?.canary?.muted !== true)
  const present = new Set(counted.flatMap(({ groups }) => groups))
  const faults: KayentaFault[] = []
  let sum = 0
  for (const [group, weight] of Object.entries(weights)) {
    // A group of weight 0 counts nowhere; a metric that is only to be shown is muted.
    if (typeof weight === 'number' && weight > 0 && Number.isFinite(weight)) sum += weight
    else faults.push(strictFault([...at, group], 'a number above 0', weight))
    if (!present.has(group)) {
      const expected = 'a group of a metric that is not muted'
      faults.push(strictFault([...at, group], expected, group, [...present]))
    }
  }
  if (faults.length > 0) return faults
  const isFull = [...present].every((group) => Object.hasOwn(weights, group))
  if (sum > 100 + slack) return [strictFault(at, 'weights that sum to at most 100', sum)]
  if (present.size === 0) return []
  if (!isFull && sum > 100 - slack)
    return [strictFault(at, 'weights that sum to less than 100, as a group without one gets the rest', sum)]
  return isFull && sum < 100 - slack ? [strictFault(at, 'weights that sum to 100, as every group has one', sum)] : []
}

function pairFaults({ metrics }: StrictConfig, pairs: readonly unknown[]): readonly KayentaFault[] {
  const names = metrics.map(({ name }) => name)
  const known = new Set(names)
  return pairs.flatMap((pair, index) => {
    const at = ['metricSetPairList', index]
    const name = ownField(pair, 'name')
    const faults = (['control', 'experiment'] as const).flatMap((side) =>
      sideFaults(ownField(ownField(pair, 'values'), side), [...at, 'values', side]),
    )
    const isKnown = typeof name === 'string' && known.has(name)
    return isKnown ? faults : [strictFault([...at, 'name'], 'a metric of the config', name, names), ...faults]
  })
}

/** The first value of a side that is no number. */
function sideFaults(values: unknown, at: readonly PropertyKey[]): readonly KayentaFault[] {
  if (values instanceof Float64Array) return []
  if (!Array.isArray(values)) return [strictFault(at, 'a list of numbers', values)]
  const odd = values.findIndex((value: unknown) => !isNumber(value))
  return odd < 0 ? [] : [strictFault([...at, odd], 'a number, NaN or an infinity', values[odd])]
}

function isNumber(value: unknown): boolean {
  if (typeof value === 'number') return true
  return typeof value === 'string' && (/^(?:NaN|-?Infinity)$/.test(value) || decimal(value) !== null)
}
