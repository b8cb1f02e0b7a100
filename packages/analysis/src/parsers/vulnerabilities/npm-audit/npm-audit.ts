import { AnalysisError } from '../../../errors.ts'
import { field, isObject, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { readAdvisories } from './npm-advisories.ts'
import { readPackages } from './npm-packages.ts'

/**
 * The audits of npm 7 and later (`auditReportVersion: 2`) and of npm 6, whose shape pnpm and `yarn npm audit` of yarn 2
 * and 3 write too. An audit that could not be made leaves an object with an `error`: that is no report.
 *
 * Counted are advisories, not packages (npm's own total is one per package, and of npm 6 one per path): a package that is
 * vulnerable only because of another one is no finding beside it.
 */
export const npmAuditParser: ReportParser = {
  matches: (document) => shapeOf(jsonOf(document)) !== null,
  parse: (document) => {
    const value = jsonOf(document)
    const shape = shapeOf(value)
    if (shape === null) throw malformed('npm-audit', 'an audit of npm', 'something else')
    if (shape === 'error') {
      const error = field(value, 'error')
      const said = [field(error, 'code'), field(error, 'summary') ?? field(error, 'message') ?? field(value, 'message')]
        .flatMap((one) => text(one) ?? [])
        .map((one) => excerpt(one, 200))
        .join(': ')
      throw new AnalysisError('report-of-failure', `The audit failed: ${said}`, { format: 'npm-audit', said })
    }
    const read = shape === 'packages' ? readPackages(value) : readAdvisories(value)
    return {
      evidence: [
        {
          kind: 'vulnerabilities',
          tool: 'npm audit',
          findings: read.findings,
          createdAt: null,
          databaseBuiltAt: null,
          failure: read.failure,
        },
      ],
      warnings: read.warnings,
      tally: read.tally,
    }
  },
}

type Shape = 'packages' | 'advisories' | 'error'

function shapeOf(value: unknown): Shape | null {
  if (!isObject(value)) return null
  if (field(value, 'auditReportVersion') !== undefined && isObject(field(value, 'vulnerabilities'))) return 'packages'
  // Composer's audit has advisories too, and none of these.
  const isAudit =
    isObject(field(value, 'metadata')) || ['actions', 'muted'].some((name) => Array.isArray(field(value, name)))
  if (isObject(field(value, 'advisories')) && isAudit) return 'advisories'
  const error = field(value, 'error')
  return isObject(error) && /^E[A-Z][A-Z0-9_]+$/.test(text(field(error, 'code')) ?? '') ? 'error' : null
}
