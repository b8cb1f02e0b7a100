import { bundlerAuditParser } from './bundler-audit/bundler-audit.ts'
import { cargoAuditParser } from './cargo-audit/cargo-audit.ts'
import { composerAuditParser } from './composer-audit/composer-audit.ts'
import { githubDependabotGraphqlParser } from './github/github-dependabot-graphql.ts'
import { githubDependabotParser } from './github/github-dependabot.ts'
import { gitlabReportParser } from './gitlab-report/gitlab-report.ts'
import { govulncheckParser } from './govulncheck/govulncheck.ts'
import { grypeParser } from './grype/grype.ts'
import { npmAuditParser } from './npm-audit/npm-audit.ts'
import { osvScannerParser } from './osv-scanner/osv-scanner.ts'
import { pipAuditParser } from './pip-audit/pip-audit.ts'
import { snykParser } from './snyk/snyk.ts'
import { trivyOperatorParser } from './trivy/trivy-operator.ts'
import { trivyParser } from './trivy/trivy.ts'
import { yarnAuditParser } from './yarn-audit/yarn-audit.ts'
import type { ReportParser } from '../report-parser.ts'

/** Formats of vulnerable packages. */
export const vulnerabilitiesParsers = {
  'bundler-audit': bundlerAuditParser,
  'cargo-audit': cargoAuditParser,
  'composer-audit': composerAuditParser,
  'github-dependabot': githubDependabotParser,
  'github-dependabot-graphql': githubDependabotGraphqlParser,
  'gitlab-report': gitlabReportParser,
  govulncheck: govulncheckParser,
  grype: grypeParser,
  'npm-audit': npmAuditParser,
  'osv-scanner': osvScannerParser,
  'pip-audit': pipAuditParser,
  snyk: snykParser,
  trivy: trivyParser,
  'trivy-operator': trivyOperatorParser,
  'yarn-audit': yarnAuditParser,
} as const satisfies Readonly<Record<string, ReportParser>>
