import type { Severity } from '../../../evidence/index.ts'
import { strictNumber } from '../../../units/index.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { severityOfWord } from '../../severity.ts'

/** One result with everything resolved that SARIF lets a result leave out. */
export interface SarifResult {
  readonly ruleId: string
  readonly kind: string
  readonly level: string
  readonly explicitLevel: boolean
  readonly severity: Severity
  /** The severity before unknown words were folded: what the report itself means. */
  readonly severityWord: string
  readonly suppressed: boolean
  readonly baselineState: string | null
  readonly message: string
  readonly location: string | null
}

const severityOfLevel: ReadonlyMap<string, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'info'],
])

/**
 * Resolves a result.
 *
 * Level: its own; else the rule's `defaultConfiguration.level`; else `warning`; `none` where the kind is not `fail`.
 * Severity: the number or word in `security-severity` of the result, else of the rule (≥ 9 critical, ≥ 7 high,
 * ≥ 4 medium, > 0 low); without it error → high, warning → medium, note → low, none → info.
 */
export function readResult(result: unknown, run: unknown): SarifResult {
  const rule = ruleOf(result, run)
  const kind = text(field(result, 'kind')) ?? 'fail'
  const own = text(field(result, 'level'))
  const level = own ?? (kind === 'fail' ? (text(fieldAt(rule, 'defaultConfiguration', 'level')) ?? 'warning') : 'none')
  const scored = securitySeverity(field(result, 'properties')) ?? securitySeverity(field(rule, 'properties'))
  const word = scored ?? severityOfLevel.get(level) ?? 'unknown'
  return {
    ruleId:
      text(field(result, 'ruleId')) ?? text(fieldAt(result, 'rule', 'id')) ?? text(field(rule, 'id')) ?? 'unknown',
    kind,
    level,
    explicitLevel: own !== null,
    severity: severityOfWord(word),
    severityWord: word,
    suppressed: isSuppressed(result),
    baselineState: text(field(result, 'baselineState')),
    message:
      text(fieldAt(result, 'message', 'text')) ??
      text(field(result, 'message')) ??
      text(fieldAt(rule, 'shortDescription', 'text')) ??
      '',
    location: locationOf(result),
  }
}

/**
 * The rule: by index in the component that the result names (the driver where it names none), else by id, else by a
 * leading part of a hierarchical id, in the driver and the extensions.
 */
function ruleOf(result: unknown, run: unknown): unknown {
  const reference = field(result, 'rule')
  const extensions = items(fieldAt(run, 'tool', 'extensions'))
  const extension = fieldAt(reference, 'toolComponent', 'index')
  const component = typeof extension === 'number' ? extensions[extension] : fieldAt(run, 'tool', 'driver')
  const index = field(result, 'ruleIndex') ?? field(reference, 'index')
  const id = text(field(result, 'ruleId')) ?? text(field(reference, 'id'))
  const indexed = typeof index === 'number' ? items(field(component, 'rules'))[index] : undefined
  if (indexed !== undefined) return indexed
  if (id === null) return undefined
  const all = [fieldAt(run, 'tool', 'driver'), ...extensions].flatMap((one) => items(field(one, 'rules')))
  const parts = id.split('/')
  for (let length = parts.length; length > 0; length -= 1) {
    const name = parts.slice(0, length).join('/')
    const rule = all.find((one) => field(one, 'id') === name)
    if (rule !== undefined) return rule
  }
  // SARIF 1.0 keeps rules by id beside the results.
  return fieldAt(run, 'rules', id)
}

function securitySeverity(properties: unknown): string | null {
  const value = field(properties, 'security-severity')
  const score = typeof value === 'number' ? value : typeof value === 'string' ? strictNumber(value.trim()) : null
  if (score === null) return typeof value === 'string' && value.trim() !== '' ? value.trim().toLowerCase() : null
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : null
}

function isSuppressed(result: unknown): boolean {
  const suppressions = items(field(result, 'suppressions'))
  return (
    suppressions.length > 0 &&
    suppressions.every((one) => {
      const status = text(field(one, 'status'))
      return status !== 'underReview' && status !== 'rejected'
    })
  )
}

function locationOf(result: unknown): string | null {
  const place = field(items(field(result, 'locations'))[0], 'physicalLocation')
  const file = text(fieldAt(place, 'artifactLocation', 'uri'))
  const line = fieldAt(place, 'region', 'startLine')
  if (file === null) return null
  return typeof line === 'number' ? `${file.slice(0, 300)}:${line}` : file.slice(0, 300)
}
