import type { ReportLimits } from '@kosmos/analysis/parsers'
import { suggest } from '@kosmos/analysis/policy'
import { ServerError, type FaultyField } from '../errors.ts'
import { refusal, settings, type SettingName } from './settings.ts'

type ValueOf<Name extends SettingName> = ReturnType<(typeof settings)[Name]['read']>

/** The service's settings, read and checked. Secrets do not print. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly store: ValueOf<'KOSMOS_STORE'>
  readonly policies: string | null
  readonly waivers: string | null
  readonly prometheusUrl: URL | null
  readonly prometheusHeaders: ValueOf<'KOSMOS_PROMETHEUS_HEADERS'> | null
  readonly scrapeAllow: readonly string[]
  readonly publicUrl: URL | null
  readonly logLevel: ValueOf<'KOSMOS_LOG_LEVEL'>
  readonly maxReportBytes: number
  /** What else a report may cost, beside its bytes. */
  readonly reportLimits: Pick<ReportLimits, 'maxItems' | 'maxXmlDepth' | 'maxJsonDepth' | 'maxAttributeLength'>
  readonly parseTimeout: number
  readonly parseMemory: number
  readonly sigstoreTrustedRoot: string | null
  readonly sigstoreKeys: string | null
  readonly shutdownTimeout: number
  readonly rateLimit: number
}

/**
 * Reads the settings from an environment.
 *
 * @throws ServerError `request-invalid` with every fault at once; an unknown `KOSMOS_` name is a fault, because a
 *   misspelt setting would silently not hold.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: FaultyField[] = []
  const known = Object.keys(settings)
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('KOSMOS_') || known.includes(name) || given.has(name)) continue
    const near = suggest(name, known)
    faults.push({ pointer: name, detail: `is no setting${near === null ? '' : `; did you mean ${near}?`}` })
  }
  function read<Value>(name: SettingName, of: { read: (text: string) => Value; default: string | null }): Value | null {
    const text = environment[name] ?? of.default
    if (text === null) return null
    try {
      return of.read(text)
    } catch (error) {
      faults.push({ pointer: name, detail: refusal(error) })
      return null
    }
  }
  function must<Value>(name: SettingName, of: { read: (text: string) => Value; default: string }): Value {
    // What stands in for a faulty value is never used: the faults are thrown below.
    return read(name, of) ?? of.read(of.default)
  }
  const s = settings
  const config: Config = {
    host: must('KOSMOS_HOST', withDefault(s.KOSMOS_HOST)),
    port: must('KOSMOS_PORT', withDefault(s.KOSMOS_PORT)),
    store: must('KOSMOS_STORE', withDefault(s.KOSMOS_STORE)),
    policies: read('KOSMOS_POLICIES', s.KOSMOS_POLICIES),
    waivers: read('KOSMOS_WAIVERS', s.KOSMOS_WAIVERS),
    prometheusUrl: read('KOSMOS_PROMETHEUS_URL', s.KOSMOS_PROMETHEUS_URL),
    prometheusHeaders: read('KOSMOS_PROMETHEUS_HEADERS', s.KOSMOS_PROMETHEUS_HEADERS),
    scrapeAllow: must('KOSMOS_SCRAPE_ALLOW', withDefault(s.KOSMOS_SCRAPE_ALLOW)),
    publicUrl: read('KOSMOS_PUBLIC_URL', s.KOSMOS_PUBLIC_URL),
    logLevel: must('KOSMOS_LOG_LEVEL', withDefault(s.KOSMOS_LOG_LEVEL)),
    maxReportBytes: must('KOSMOS_MAX_REPORT_BYTES', withDefault(s.KOSMOS_MAX_REPORT_BYTES)),
    reportLimits: {
      maxItems: must('KOSMOS_MAX_REPORT_ITEMS', withDefault(s.KOSMOS_MAX_REPORT_ITEMS)),
      maxXmlDepth: must('KOSMOS_MAX_XML_DEPTH', withDefault(s.KOSMOS_MAX_XML_DEPTH)),
      maxJsonDepth: must('KOSMOS_MAX_JSON_DEPTH', withDefault(s.KOSMOS_MAX_JSON_DEPTH)),
      maxAttributeLength: must('KOSMOS_MAX_ATTRIBUTE_LENGTH', withDefault(s.KOSMOS_MAX_ATTRIBUTE_LENGTH)),
    },
    parseTimeout: must('KOSMOS_PARSE_TIMEOUT', withDefault(s.KOSMOS_PARSE_TIMEOUT)),
    parseMemory: must('KOSMOS_PARSE_MEMORY', withDefault(s.KOSMOS_PARSE_MEMORY)),
    sigstoreTrustedRoot: read('KOSMOS_SIGSTORE_TRUSTED_ROOT', s.KOSMOS_SIGSTORE_TRUSTED_ROOT),
    sigstoreKeys: read('KOSMOS_SIGSTORE_KEYS', s.KOSMOS_SIGSTORE_KEYS),
    shutdownTimeout: must('KOSMOS_SHUTDOWN_TIMEOUT', withDefault(s.KOSMOS_SHUTDOWN_TIMEOUT)),
    rateLimit: must('KOSMOS_RATE_LIMIT', withDefault(s.KOSMOS_RATE_LIMIT)),
  }
  if (faults.length > 0) {
    const said = faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')
    throw new ServerError('request-invalid', `The settings are not valid: ${said}`, { faults })
  }
  return config
}

/** Names with our prefix that the command sets for the operator's own commands, and that its client reads. */
const given = new Set([
  'KOSMOS_STAGE',
  'KOSMOS_TRAFFIC',
  'KOSMOS_SERVICE',
  'KOSMOS_RUN',
  'KOSMOS_SERVER',
  'KOSMOS_TOKEN',
])

function withDefault<Value>(of: { read: (text: string) => Value; default: string | null }): {
  read: (text: string) => Value
  default: string
} {
  return { read: of.read, default: of.default ?? '' }
}
