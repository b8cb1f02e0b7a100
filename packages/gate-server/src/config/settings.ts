import { AnalysisError } from '@kosmos/analysis'
import { parseDuration, parseSize, strictNumber } from '@kosmos/analysis/units'
import { Secret } from './secret.ts'

/** One setting: how its text is read, what holds without it, and what it means. */
interface Setting<Value> {
  readonly read: (text: string) => Value
  /** The text that holds where nothing is given; `null` where the setting may be absent. */
  readonly default: string | null
  readonly meaning: string
}

function setting<Value>(read: (text: string) => Value, fallback: string | null, meaning: string): Setting<Value> {
  return { read, default: fallback, meaning }
}

/** Every setting of the service by the name of its environment variable. The reference and the help derive from this. */
export const settings = {
  KOSMOS_HOST: setting(text, '127.0.0.1', 'Address to answer on. Other than loopback only once a token exists'),
  KOSMOS_PORT: setting(port, '8484', 'Port to answer on; 0 takes a free one'),
  KOSMOS_STORE: setting(storeLocation, 'kosmos-gate.db', 'Path of the SQLite file, :memory:, or a postgres:// address'),
  KOSMOS_POLICIES: setting(text, null, 'Folder of policies (*.yaml) that requests may name'),
  KOSMOS_WAIVERS: setting(text, null, 'File of waivers, or a folder of such files (*.yaml); read at the start'),
  KOSMOS_PROMETHEUS_URL: setting(httpUrl, null, "Base address of a Prometheus API; makes the source 'prometheus'"),
  KOSMOS_PROMETHEUS_HEADERS: setting(secret, null, "Headers for it, one 'Name: value' per line"),
  KOSMOS_SCRAPE_ALLOW: setting(
    list,
    '',
    "Hosts, host:port or CIDR ranges that the source 'scrape' may read, by commas; none by default",
  ),
  KOSMOS_PUBLIC_URL: setting(httpUrl, null, 'Base address of links in answers; by default the one that is answered on'),
  KOSMOS_LOG_LEVEL: setting(logLevel, 'info', 'silent, error, warn, info or debug'),
  KOSMOS_MAX_REPORT_BYTES: setting(above0(parseSize), '256MiB', 'Largest report that is accepted'),
  KOSMOS_MAX_REPORT_ITEMS: setting(count, '20000000', 'Most elements, values or lines of one report'),
  KOSMOS_MAX_XML_DEPTH: setting(count, '512', 'Most levels of elements in a report of XML'),
  KOSMOS_MAX_JSON_DEPTH: setting(count, '1000', 'Most levels of lists and objects in a report of JSON'),
  KOSMOS_MAX_ATTRIBUTE_LENGTH: setting(count, '1000000', 'Most characters of one attribute in a report of XML'),
  KOSMOS_PARSE_TIMEOUT: setting(above0(parseDuration), '10s', 'Longest time that reading one report may take'),
  KOSMOS_PARSE_MEMORY: setting(above0(parseSize), '512MiB', 'Most memory that reading one report may take'),
  KOSMOS_SIGSTORE_TRUSTED_ROOT: setting(
    text,
    null,
    'File with a trusted root of Sigstore (trusted_root.json), or one per line; signatures are checked against it, offline',
  ),
  KOSMOS_SIGSTORE_KEYS: setting(
    text,
    null,
    "Public key (PEM) whose signatures are trusted, or a folder of them (.pem, .pub, .key); a file's name is the identity",
  ),
  KOSMOS_SHUTDOWN_TIMEOUT: setting(parseDuration, '10s', 'Longest time that requests in hand may take at the end'),
  KOSMOS_RATE_LIMIT: setting(count, '6000', 'Requests per minute of one caller'),
} as const

export type SettingName = keyof typeof settings

function text(value: string): string {
  if (value === '') throw new Error('expected a text that is not empty')
  return value
}

function port(value: string): number {
  const number = strictNumber(value)
  if (number === null || !Number.isInteger(number) || !(number >= 0 && number <= 65_535)) {
    throw new Error(`expected a port from 0 to 65535, got '${value}'`)
  }
  return number
}

function count(value: string): number {
  const number = strictNumber(value)
  if (number === null || !Number.isInteger(number) || !(number >= 1)) {
    throw new Error(`expected a whole number above 0, got '${value}'`)
  }
  return number
}

function above0(read: (text: string) => number): (text: string) => number {
  return (value) => {
    const number = read(value)
    if (!(number > 0)) throw new Error(`expected more than 0, got '${value}'`)
    return number
  }
}

function storeLocation(value: string): Secret {
  return new Secret(text(value))
}

function secret(value: string): Secret {
  return new Secret(value)
}

function httpUrl(value: string): URL {
  // What came is not repeated: it may hold a password, also where it is no address.
  if (!URL.canParse(value)) throw new Error('expected an http or https address such as http://prometheus:9090')
  const url = new URL(value)
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new Error('expected an http or https address without a user name and password in it')
  }
  return url
}

function list(value: string): readonly string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function logLevel(value: string): 'silent' | 'error' | 'warn' | 'info' | 'debug' {
  switch (value) {
    case 'silent':
    case 'error':
    case 'warn':
    case 'info':
    case 'debug':
      return value
    default:
      throw new Error(`expected silent, error, warn, info or debug, got '${value}'`)
  }
}

/** What a setting's refusal says, whoever refused. */
export function refusal(error: unknown): string {
  return error instanceof AnalysisError || error instanceof Error ? error.message : String(error)
}
