import { field, fieldAt, isObject, items, text } from './json-value.ts'
import type { ReportDocument } from './report-document.ts'

/** Formats that are known by their look and not read (yet), so that a refusal can name them. */
export function foreignFormat(document: ReportDocument): string | null {
  switch (document.syntax) {
    case 'xml':
      return foreignXml(document.root, document.early)
    case 'json':
      return foreignJson(document.value)
    case 'json-lines':
    case 'json-stream':
      return foreignLine(document.first)
    case 'text':
      return foreignText(document.head.slice(0, 4000))
  }
}

function foreignXml(root: string, early: ReadonlySet<string>): string | null {
  if (root.toLowerCase() === 'html') return 'an HTML page'
  if (root === 'coverage')
    return early.has('project')
      ? 'clover'
      : early.has('lineToCover') || early.has('file')
        ? 'sonar-generic-coverage'
        : null
  const roots: Readonly<Record<string, string>> = {
    report: 'jacoco',
    CoverageSession: 'opencover',
    Root: 'dotcover',
    SoftwareIdentity: 'swid',
  }
  return Object.hasOwn(roots, root) ? (roots[root] ?? null) : null
}

function foreignJson(value: unknown): string | null {
  if (Array.isArray(value)) return foreignList(value[0])
  const has = (...names: readonly string[]): boolean => names.every((name) => field(value, name) !== undefined)
  if (text(fieldAt(value, 'document', 'csaf_version')) !== null) return 'csaf'
  if (has('spdxVersion') || contextOf(value).includes('spdx.org/rdf')) return 'spdx'
  if (has('matches'))
    return fieldAt(items(field(value, 'matches'))[0], 'vulnerability') === undefined &&
      items(field(value, 'matches')).length > 0
      ? 'xeol'
      : 'grype'
  if (has('infrastructureAsCodeIssues')) return 'snyk-iac'
  if (has('vulnerabilities') && (has('packageManager') || has('dependencyCount') || has('uniqueCount'))) return 'snyk'
  if (has('auditReportVersion') || (has('advisories') && has('metadata'))) return 'npm-audit'
  if (has('scan', 'vulnerabilities')) return 'gitlab-report'
  if (has('dependencies') && items(field(value, 'dependencies')).some((one) => field(one, 'vulns') !== undefined))
    return 'pip-audit'
  if (has('results')) {
    const first = items(field(value, 'results'))[0]
    if (field(first, 'packages') !== undefined) return 'osv-scanner'
    if (field(first, 'check_id') !== undefined) return 'semgrep'
  }
  if (has('base64Signature') || has('Base64Signature')) return 'cosign-signature'
  if (fieldAt(value, 'total', 'lines', 'pct') !== undefined) return 'istanbul-summary'
  if (
    isObject(value) &&
    Object.values(value).some(
      (one) => field(one, 'statementMap') !== undefined || fieldAt(one, 'data', 'statementMap') !== undefined,
    )
  ) {
    return 'istanbul'
  }
  return null
}

function contextOf(value: unknown): string {
  const context = field(value, '@context')
  return (Array.isArray(context) ? context : [context]).filter((one) => typeof one === 'string').join(' ')
}

function foreignList(first: unknown): string | null {
  const has = (...names: readonly string[]): boolean => names.every((name) => field(first, name) !== undefined)
  if (has('filePath', 'messages')) return has('sourceContentType') ? 'secretlint' : 'textlint'
  if (has('stringsFound', 'reason')) return 'rusty-hog'
  if (has('vulnerabilities')) return 'snyk'
  return null
}

function foreignLine(first: unknown): string | null {
  const has = (...names: readonly string[]): boolean => names.every((name) => field(first, name) !== undefined)
  if (has('stringsFound', 'reason')) return 'rusty-hog'
  return null
}

function foreignText(head: string): string | null {
  if (/^SPDXVersion:/m.test(head)) return 'spdx'
  if (/^mode: (?:set|count|atomic)/m.test(head)) return 'gocover'
  return null
}
