import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, isObject, items, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { distinctSecrets, type ListedSecret } from '../distinct-secrets.ts'

interface Entry {
  readonly path: string
  readonly value: unknown
}

/**
 * What `detect-secrets scan` writes, of 0.12 and later; a baseline has the same form.
 *
 * A secret counts once per type and hash. The tool tries out only some kinds and says the same of one that it did not try
 * and of one that it could not reach: what is not verified is `unknown`. What was audited as no secret (`is_secret: false`)
 * is not counted, with a warning. The hash is not handed on: that of a short password can be guessed. So there is no
 * fingerprint, and every secret counts as new.
 */
export const detectSecretsParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return isObject(field(value, 'results')) && Array.isArray(field(value, 'plugins_used'))
  },
  parse: (document) => {
    const value = jsonOf(document)
    const entries = entriesOf(field(value, 'results'))
    const counted = entries.filter(({ value: one }) => field(one, 'is_secret') !== false)
    const audited = entries.length - counted.length
    const secrets = distinctSecrets(counted.map(secretOf))
    return {
      evidence: [
        {
          kind: 'secrets',
          tool: 'detect-secrets',
          verifies: secrets.some(({ state }) => state === 'verified'),
          secrets,
          createdAt: instantOf(field(value, 'generated_at')),
          failure: null,
        },
      ],
      warnings:
        audited === 0
          ? []
          : [{ code: 'audited', message: `${audited} entries were audited as no secrets and are not counted` }],
      tally: {
        findings: entries.length,
        distinct: secrets.length,
        verified: entries.filter(({ value: one }) => field(one, 'is_verified') === true).length,
        byRule: countBy(entries, ({ value: one }) => text(field(one, 'type'))),
        files: new Set(entries.map(({ path }) => path)).size,
      },
    }
  },
}

function entriesOf(results: unknown): readonly Entry[] {
  if (!isObject(results)) throw malformed('detect-secrets', 'results by file', typeof results)
  return Object.entries(results).flatMap(([path, list]: [string, unknown]) => {
    if (!Array.isArray(list)) throw malformed('detect-secrets', 'a list of secrets for each file', typeof list)
    return items(list).map((value) => {
      if (!isObject(value)) throw malformed('detect-secrets', 'an object for each secret', typeof value)
      return { path, value }
    })
  })
}

function secretOf({ path, value }: Entry): ListedSecret {
  const rule = text(field(value, 'type')) ?? 'unknown'
  const hash = text(field(value, 'hashed_secret'))
  const line = field(value, 'line_number')
  return {
    key: JSON.stringify(hash === null ? [rule, null, path, line] : [rule, hash]),
    since: null,
    finding: {
      rule: excerpt(rule, 100),
      state: field(value, 'is_verified') === true ? 'verified' : 'unknown',
      location: typeof line === 'number' && line > 0 ? `${excerpt(path, 300)}:${line}` : excerpt(path, 300),
      commit: null,
      fingerprint: null,
    },
  }
}
