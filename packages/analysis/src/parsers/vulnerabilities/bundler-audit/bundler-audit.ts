import type { Finding, FindingsEvidence } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { findingOf } from '../../listed-finding.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { severityOfScore, severityOfWord } from '../../severity.ts'

/**
 * The audit of bundler-audit. Severity: the advisory's criticality, else its CVSS score of version 3, else of version 2,
 * else `unknown`. Sources without encryption are findings apart, of category `misconfiguration`.
 */
export const bundlerAuditParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    const results = field(value, 'results')
    return (
      isObject(value) &&
      Array.isArray(results) &&
      (results.length > 0
        ? results.every((one) => /^(?:unpatched_gem|insecure_source)$/.test(text(field(one, 'type')) ?? ''))
        : text(field(value, 'created_at')) !== null && text(field(value, 'version')) !== null)
    )
  },
  parse: (document) => {
    const value = jsonOf(document)
    const results = items(field(value, 'results'))
    const createdAt = instantOf(field(value, 'created_at'))
    const findings = results.filter((one) => field(one, 'type') !== 'insecure_source').map(findingOfGem)
    const sources = results.filter((one) => field(one, 'type') === 'insecure_source').map(findingOfSource)
    const apart: FindingsEvidence[] =
      sources.length === 0
        ? []
        : [
            {
              kind: 'findings',
              tool: 'bundler-audit',
              categories: ['misconfiguration'],
              findings: sources,
              createdAt,
              failure: null,
            },
          ]
    return {
      evidence: [
        { kind: 'vulnerabilities', tool: 'bundler-audit', findings, createdAt, databaseBuiltAt: null, failure: null },
        ...apart,
      ],
      warnings: [],
      tally: {
        results: results.length,
        gems: findings.length,
        sources: sources.length,
        bySeverity: countBy(findings, ({ severity }) => severity),
      },
    }
  },
}

function findingOfGem(result: unknown): Finding {
  const advisory = field(result, 'advisory')
  const patched = items(field(advisory, 'patched_versions')).flatMap((one) => text(one) ?? [])
  const word = text(field(advisory, 'criticality'))
  const score = [field(advisory, 'cvss_v3'), field(advisory, 'cvss_v2')].find((one) => typeof one === 'number')
  return findingOf({
    category: 'vulnerability',
    id: field(advisory, 'id'),
    aliases: [prefixed('CVE-', field(advisory, 'cve')), prefixed('GHSA-', field(advisory, 'ghsa'))],
    word: word ?? (typeof score === 'number' ? String(score) : null),
    severity: word === null ? severityOfScore(typeof score === 'number' ? score : null) : severityOfWord(word),
    title: field(advisory, 'title'),
    package: {
      name: fieldAt(result, 'gem', 'name'),
      version: fieldAt(result, 'gem', 'version'),
      fixed: patched.length > 0 ? patched.join(', ') : null,
    },
    publishedAt: field(advisory, 'date'),
  })
}

function prefixed(prefix: string, value: unknown): string | null {
  const id = text(value)
  return id === null ? null : id.startsWith(prefix) ? id : `${prefix}${id}`
}

function findingOfSource(result: unknown): Finding {
  const source = text(field(result, 'source'))
  return findingOf({
    category: 'misconfiguration',
    id: 'insecure_source',
    word: null,
    title: 'A source of gems is reached without encryption',
    location: source,
  })
}
