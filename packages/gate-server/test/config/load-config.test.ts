import { readFile } from 'node:fs/promises'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/index.ts'
import { settings } from '../../src/config/settings.ts'

describe('the settings', () => {
  test('hold their defaults where nothing is given', () => {
    expect(loadConfig({ PATH: '/bin' })).toMatchObject({
      host: '127.0.0.1',
      port: 8484,
      policies: null,
      waivers: null,
      prometheusUrl: null,
      scrapeAllow: [],
      maxReportBytes: 256 * 2 ** 20,
      reportLimits: { maxItems: 20_000_000, maxXmlDepth: 512, maxJsonDepth: 1000, maxAttributeLength: 1_000_000 },
      parseTimeout: 10_000,
    })
  })

  test('are read in their units', () => {
    const config = loadConfig({
      KOSMOS_PORT: '0',
      KOSMOS_PARSE_TIMEOUT: '1m30s',
      KOSMOS_SCRAPE_ALLOW: 'a:1, 10.0.0.0/8',
      KOSMOS_MAX_REPORT_BYTES: '1MiB',
    })
    expect(config).toMatchObject({
      port: 0,
      parseTimeout: 90_000,
      scrapeAllow: ['a:1', '10.0.0.0/8'],
      maxReportBytes: 2 ** 20,
    })
  })

  test('are refused with every fault at once, and a suggestion for a misspelt name', () => {
    const bad = {
      KOSMOS_PRT: '1',
      KOSMOS_PORT: '70000',
      KOSMOS_PROMETHEUS_URL: 'ftp://x',
      KOSMOS_LOG_LEVEL: 'loud',
      KOSMOS_PARSE_TIMEOUT: '10',
    }
    expect(() => loadConfig(bad)).toThrow(
      expect.objectContaining({
        code: 'request-invalid',
        faults: expect.arrayContaining([
          { pointer: 'KOSMOS_PRT', detail: expect.stringContaining('KOSMOS_PORT') as unknown },
          ...['KOSMOS_PORT', 'KOSMOS_PROMETHEUS_URL', 'KOSMOS_LOG_LEVEL', 'KOSMOS_PARSE_TIMEOUT'].map(
            (pointer) => expect.objectContaining({ pointer }) as unknown,
          ),
        ]) as unknown,
      }),
    )
  })

  test.each(['', ' ', '1e3x', '-1', '1.5', 'NaN'])('the port %j is refused', (port) => {
    expect(() => loadConfig({ KOSMOS_PORT: port })).toThrow('port')
  })

  test.each([
    ['KOSMOS_PARSE_TIMEOUT', '0s'],
    ['KOSMOS_PARSE_MEMORY', '0B'],
    ['KOSMOS_MAX_REPORT_BYTES', '0B'],
    ['KOSMOS_RATE_LIMIT', '0'],
  ])('%s of nothing is refused', (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(name)
  })

  test.each(['http://u:hunter2@h:99999/', 'https://u:hunter2@h:x', 'http://u:hunter2@h/', 'u:hunter2@h', 'hunter2'])(
    'the refusal of %j does not repeat it',
    (address) => {
      const load = (): unknown => loadConfig({ KOSMOS_PROMETHEUS_URL: address })
      expect(load).toThrow('expected an http or https address')
      expect(load).not.toThrow('hunter2')
    },
  )

  test('are all in the reference, with their defaults and what they mean', async () => {
    const reference = await readFile(new URL('../../../../docs/reference/settings.md', import.meta.url), 'utf8')
    const rows = reference.matchAll(/^\| `(KOSMOS_\w+)` +\| (\S+) +\| (.+?) +\|$/gm)
    const written = Array.from(rows, ([, name, value, meaning]) => [name, value, meaning])
    const expected = Object.entries(settings).map(([name, one]) => [
      name,
      one.default === null ? '–' : one.default === '' ? 'none' : `\`${one.default}\``,
      one.meaning,
    ])
    expect(written).toEqual(expected)
  })

  test('do not show their secrets', () => {
    const config = loadConfig({
      KOSMOS_STORE: 'postgres://u:hunter2@h/d',
      KOSMOS_PROMETHEUS_HEADERS: 'Authorization: hunter3',
    })
    expect(`${inspect(config)}${JSON.stringify(config)}${String(config.store)}`).not.toMatch(/hunter/)
    expect(config.store.reveal()).toContain('hunter2')
  })
})
