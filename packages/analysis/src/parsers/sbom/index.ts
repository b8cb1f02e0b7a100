import type { ReportParser } from '../report-parser.ts'
import { cyclonedxJsonParser } from './cyclonedx-json/cyclonedx-json.ts'
import { cyclonedxXmlParser } from './cyclonedx-xml/cyclonedx-xml.ts'
import { openvexParser } from './openvex/openvex.ts'

/** Formats of bills of materials and statements on their vulnerabilities. */
export const sbomParsers = {
  'cyclonedx-json': cyclonedxJsonParser,
  'cyclonedx-xml': cyclonedxXmlParser,
  openvex: openvexParser,
} as const satisfies Readonly<Record<string, ReportParser>>
