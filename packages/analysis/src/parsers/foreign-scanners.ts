import { field, fieldAt, isObject, items, text } from './json-value.ts'

/** Root elements of scanners' XML that is known and not read. */
export const foreignScannerRoots: Readonly<Record<string, string>> = {
  analysis: 'dependency-check',
  CxXMLResults: 'checkmarx',
  OWASPZAPReport: 'zap',
  nmaprun: 'nmap',
  NessusClientData_v2: 'nessus',
  detailedreport: 'veracode',
  BugCollection: 'spotbugs',
}

/** The scanner whose report is known by its look and not read; `null` where it is none of these. */
export function foreignScanner(value: unknown): string | null {
  if (Array.isArray(value)) return foreignScannerList(value[0])
  const has = (...names: readonly string[]): boolean => names.every((name) => field(value, name) !== undefined)
  const [match] = items(field(value, 'matches'))
  if (match !== undefined && field(match, 'vulnerability') === undefined && has('descriptor')) return 'xeol'
  if (has('imageDigest', 'vulnerability_type')) return 'anchore-engine'
  if (has('check_type') && isObject(field(value, 'results'))) return 'checkov'
  if (has('plugins_used', 'results')) return 'detect-secrets'
  if (has('metrics', 'results', 'errors')) return 'bandit'
  if (has('scan_info', 'warnings')) return 'brakeman'
  if (has('kics_version') || has('queries', 'total_counter')) return 'kics'
  if (has('Issues', 'Stats')) return 'gosec'
  if (has('Controls', 'Totals')) return 'kube-bench'
  if (has('reportSchema', 'scanInfo')) return 'dependency-check'
  if (has('Calls', 'Imports', 'Vulns')) return 'govulncheck before 1.0'
  if (has('jsonapi', 'data')) return 'an answer of an API'
  if (text(field(value, 'kind')) === 'ClusterComplianceReport') return 'a compliance report of the Trivy operator'
  if (has('site') && (has('@version') || has('@programName'))) return 'zap'
  if (has('issues', 'paging') || has('hotspots', 'paging')) return 'sonarqube'
  if (fieldAt(items(field(value, 'results'))[0], 'long_id') !== undefined) return 'tfsec'
  return null
}

function foreignScannerList(first: unknown): string | null {
  const has = (...names: readonly string[]): boolean => names.every((name) => field(first, name) !== undefined)
  if (has('coordinates', 'vulnerabilities')) return 'auditjs'
  if (has('check_type', 'results')) return 'checkov'
  if (has('template-id') || has('templateID')) return 'nuclei'
  if (text(field(first, 'kind')) === 'ClusterComplianceReport') return 'a compliance report of the Trivy operator'
  return null
}
