import { configFault } from './config-fault.ts'
import { isRecord, ownField, pointerTo } from './own-field.ts'
import { decimal } from './read-metric-pair.ts'

/** One metric of a canary config, its settings unread: Kayenta reads those only of metrics that have a pair. */
export interface ConfiguredMetric {
  readonly name: string | null
  /** `null` where the config names no groups at all, which ends a judgement that has to count the metric. */
  readonly groups: readonly string[] | null
  readonly at: readonly PropertyKey[]
  readonly written: unknown
}

/** The metrics of a canary config, in their order. */
export function readMetrics(canaryConfig: unknown): readonly ConfiguredMetric[] {
  const metrics = ownField(canaryConfig, 'metrics')
  if (!Array.isArray(metrics)) {
    throw configFault('java.lang.NullPointerException', pointerTo('canaryConfig', 'metrics'), 'a list', metrics)
  }
  return metrics.map((written: unknown, index) => {
    const at = ['canaryConfig', 'metrics', index]
    const name = ownField(written, 'name')
    return { name: typeof name === 'string' ? name : null, groups: readGroups(written, at), at, written }
  })
}

function readGroups(metric: unknown, at: readonly PropertyKey[]): readonly string[] | null {
  const groups = ownField(metric, 'groups')
  if (groups === undefined || groups === null) return null
  const names = Array.isArray(groups) ? groups.map((group: unknown) => (typeof group === 'string' ? group : null)) : []
  const known = names.filter((name) => name !== null)
  if (Array.isArray(groups) && known.length === groups.length) return Object.freeze(known)
  const exception = 'com.fasterxml.jackson.databind.exc.MismatchedInputException'
  throw configFault(exception, pointerTo(...at, 'groups'), 'a list of names', groups)
}

/** The weights of the groups. None where the classifier names none; no classifier at all ends the judgement. */
export function readGroupWeights(canaryConfig: unknown): ReadonlyMap<string, number> {
  const at = ['canaryConfig', 'classifier']
  const classifier = ownField(canaryConfig, 'classifier')
  if (!isRecord(classifier)) {
    throw configFault('java.lang.NullPointerException', pointerTo(...at), 'a classifier', classifier)
  }
  const weights = ownField(classifier, 'groupWeights')
  if (weights === undefined || weights === null) return new Map()
  if (!isRecord(weights)) {
    const exception = 'com.fasterxml.jackson.databind.exc.MismatchedInputException'
    throw configFault(exception, pointerTo(...at, 'groupWeights'), 'an object', weights)
  }
  return new Map(
    Object.entries(weights).map(([group, weight]) => [group, readDouble(weight, [...at, 'groupWeights', group])]),
  )
}

/** The scores from which a canary passes, and from which it is marginal. */
export interface ScoreThresholds {
  readonly pass: number
  readonly marginal: number
}

/** Reads the request's thresholds; those that may stand in the config's classifier are not looked at. */
export function readThresholds(given: unknown): ScoreThresholds {
  const threshold = (name: string): number => readDouble(ownField(given, name), ['scoreThresholds', name])
  return { pass: threshold('pass'), marginal: threshold('marginal') }
}

function readDouble(value: unknown, at: readonly PropertyKey[]): number {
  const number = typeof value === 'string' ? decimal(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  const exception =
    value === undefined || value === null ? 'java.lang.NullPointerException' : 'java.lang.NumberFormatException'
  throw configFault(exception, pointerTo(...at), 'a finite number', value)
}
