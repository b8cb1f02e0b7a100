import { conditions } from '../conditions/index.ts'
import { judges } from '../judges/index.ts'
import { optionKeys } from './option-keys.ts'

const policyKeys = ['version', 'name', 'gates', 'canary']
const gateKeys = ['exposure', 'onInconclusive', 'conditions']
const canaryKeys = [
  'strategy',
  'source',
  'interval',
  'warmup',
  'maxWait',
  'stages',
  'metrics',
  'guards',
  'judge',
  'onInconclusive',
]
const listKeys: Readonly<Record<string, readonly string[]>> = {
  stages: ['traffic', 'duration', 'requires', 'extend', 'bake'],
  guards: ['id', 'metric', 'above', 'aboveBaseline', 'quantile', 'failingFor', 'window', 'minTotal', 'evidence'],
  judge: ['kind', 'alpha', 'promoteAlpha', 'minLooks'],
}
const metricKeys: Readonly<Record<string, readonly string[]>> = {
  proportion: ['id', 'required', 'kind', 'events', 'total', 'harm', 'margin', 'tolerance', 'minTotal', 'onNoData'],
  distribution: ['id', 'required', 'kind', 'histogram', 'quantile', 'harm', 'margin', 'tolerance', 'minTotal'],
  gauge: ['id', 'required', 'kind', 'query', 'harm', 'margin', 'tolerance'],
  health: ['id', 'required', 'kind', 'query'],
}
const severityKeys = ['critical', 'high', 'medium', 'low', 'info', 'unknown']

/** The keys that may stand at a place of a policy, for messages and suggestions; the schemas decide what is accepted. */
export function knownKeys(path: readonly PropertyKey[], received: unknown): readonly string[] {
  const [section, name] = path
  const kind = kindOf(received)
  if (section === undefined) return policyKeys
  if (section === 'canary') {
    if (name === undefined) return canaryKeys
    return name === 'metrics' ? (metricKeys[kind] ?? []) : (listKeys[String(name)] ?? [])
  }
  if (path.at(-1) === 'max') return severityKeys
  const index = path.findLastIndex((part) => typeof part === 'number')
  const names = path.slice(index + 1).map(String)
  if (index >= 0 && names.length > 0) return optionKeys(names)
  const condition = Object.values(conditions).find((one) => one.kind === kind)
  return condition === undefined ? gateKeys : ['id', 'kind', 'required', ...Object.keys(condition.options.shape)]
}

function kindOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
    ? value.kind
    : ''
}

/** The kinds that may be named at a place. */
export function knownKinds(path: readonly PropertyKey[]): readonly string[] {
  if (path[0] !== 'canary') return Object.keys(conditions)
  return path[1] === 'judge' ? Object.keys(judges) : Object.keys(metricKeys)
}
