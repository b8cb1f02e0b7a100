import { foreignScanner, foreignScannerRoots } from './foreign-scanners.ts'
import { field, fieldAt, text } from './json-value.ts'
import type { ReportDocument } from './report-document.ts'
import type { XmlHead } from './xml.ts'

/** Formats that are known by their look and not read (yet), so that a refusal can name them. */
export function foreignFormat(document: ReportDocument): string | null {
  switch (document.syntax) {
    case 'xml':
      return foreignXml(document)
    case 'json':
      return foreignJson(document.value)
    case 'json-lines':
    case 'json-stream':
      return foreignLine(document.first)
    case 'text':
      return foreignText(document.head.slice(0, 4000))
  }
}

function foreignXml({ root, attributes, early }: XmlHead): string | null {
  if (root.toLowerCase() === 'html') return 'an HTML page'
  if (root === 'coverage' && attributes.has('ctcreport-version')) return 'testwell-ctc'
  if (root === 'coverage' && early.has('module')) return 'ncover'
  if (root === 'results' && early.has('modules')) return 'visual-studio-coverage'
  const roots: Readonly<Record<string, string>> = {
    CoverageDSPriv: 'visual-studio-coverage',
    PartCoverReport: 'partcover',
    scoverage: 'scoverage',
    mutations: 'pit',
    SoftwareIdentity: 'swid',
    // Its reader takes those of Visual Studio.
    TestRun: 'cppunit',
    TestLog: 'boost-test',
    TestResult: 'boost-test',
    TestCase: 'qtest',
    Site: 'ctest',
    phpunit: 'phpunit-coverage-xml',
    ...foreignScannerRoots,
  }
  return Object.hasOwn(roots, root) ? (roots[root] ?? null) : null
}

function foreignJson(value: unknown): string | null {
  if (Array.isArray(value)) return foreignScanner(value) ?? foreignList(value[0])
  const has = (...names: readonly string[]): boolean => names.every((name) => field(value, name) !== undefined)
  if (text(fieldAt(value, 'document', 'csaf_version')) !== null) return 'csaf'
  if (has('spdxVersion') || contextOf(value).includes('spdx.org/rdf')) return 'spdx'
  const scanner = foreignScanner(value)
  if (scanner !== null) return scanner
  if (fieldAt(value, 'descriptor', 'name') === 'syft') return 'syft'
  if (has('scans') || has('entities_with_incidents')) return 'ggshield'
  if (has('base64Signature') || has('Base64Signature')) return 'cosign-signature'
  if (has('source_files')) return 'coveralls'
  if (has('files', 'totals') && has('meta')) return 'coverage.py-json'
  if ((text(field(value, 'type')) ?? '').startsWith('llvm.coverage')) return 'llvm-cov'
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
  if (has('rule', 'secret', 'path')) return 'trufflehog3'
  return null
}

function foreignLine(first: unknown): string | null {
  const has = (...names: readonly string[]): boolean => names.every((name) => field(first, name) !== undefined)
  if (has('stringsFound', 'reason')) return 'rusty-hog'
  return null
}

function foreignText(head: string): string | null {
  if (/^SPDXVersion:/m.test(head)) return 'spdx'
  return null
}
