import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { createReportReader, type IncomingReport, type ReportReader } from '../../src/evidence/index.ts'

const limits = {
  maxReportBytes: 60_000_000,
  parseTimeout: 20_000,
  parseMemory: 512 * 2 ** 20,
  sigstoreTrustedRoot: null,
  sigstoreKeys: null,
}
let reader: ReportReader | null = null
afterEach(async () => {
  await reader?.close()
  reader = null
})

function report(text: string, fields: Partial<IncomingReport> = {}): IncomingReport {
  const bytes = new TextEncoder().encode(text)
  return {
    name: 'junit.xml',
    bytes,
    suite: 'unit',
    format: null,
    collectedAt: null,
    commit: 'c1',
    digest: null,
    ...fields,
  }
}

const junit = '<testsuite><testcase name="a"/><testcase name="b"><failure message="no"/></testcase></testsuite>'

describe('a report reader', () => {
  test('gives the evidence with the digest of the bytes and what the caller said', async () => {
    reader = createReportReader(limits)
    const read = await reader.read(report(junit), 5)
    expect(read).toMatchObject({
      name: 'junit.xml',
      suite: 'unit',
      collectedAt: 5,
      subject: { commit: 'c1', digest: null },
      content: { kind: 'read', format: 'junit', evidence: [{ kind: 'tests', total: 2, failed: 1 }] },
    })
    expect(read.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  test('keeps maps of coverage on their way out of the thread', async () => {
    reader = createReportReader(limits)
    const { content } = await reader.read(report('SF:a.ts\nDA:1,1\nDA:2,0\nend_of_record\n'), 5)
    const evidence = content.kind === 'read' ? content.evidence[0] : undefined
    expect(evidence?.kind === 'coverage' && evidence.files[0]?.hits.get(2)).toBe(0)
  })

  test.each([
    ['', 'report-empty'],
    ['<testsuite><testcase', 'report-malformed'],
    ['{"a":1}', 'format-unsupported'],
  ])('says why %j cannot be read, and reads on', async (text, code) => {
    reader = createReportReader(limits)
    const [bad, good] = await Promise.all([reader.read(report(text), 5), reader.read(report(junit), 5)])
    expect(bad.content).toMatchObject({ kind: 'unreadable', code })
    expect(good.content.kind).toBe('read')
  })

  test('ends the reading of a report that takes too long, and reads the next one', async () => {
    reader = createReportReader({ ...limits, parseTimeout: 1 })
    const large = `<testsuite>${'<testcase name="a"/>'.repeat(1_000_000)}</testsuite>`
    expect((await reader.read(report(large), 5)).content).toMatchObject({
      kind: 'unreadable',
      code: 'report-over-limit',
    })
    await reader.close()
    reader = createReportReader(limits)
    expect((await reader.read(report(junit), 5)).content.kind).toBe('read')
  })

  test('does not read what is larger than it may be', async () => {
    reader = createReportReader({ ...limits, maxReportBytes: 10 })
    expect((await reader.read(report(junit), 5)).content).toMatchObject({ code: 'report-over-limit' })
  })

  test('checks the signatures in a report where trust material is named', async () => {
    const fixtures = new URL('./fixtures/sigstore/', import.meta.url)
    const bundle = readFileSync(new URL('provenance.sigstore.json', fixtures), 'utf8')
    const sigstoreTrustedRoot = fileURLToPath(new URL('trusted_root.json', fixtures))
    const stateOf = async (): Promise<unknown> => {
      const { content } = (await reader?.read(report(`${bundle}\n${bundle.replace('MEUC', 'MEUD')}\n`), 5)) ?? {}
      const [evidence] = content?.kind === 'read' ? content.evidence : []
      return evidence?.kind === 'attestations' ? evidence.attestations.map(({ state }) => state) : null
    }
    reader = createReportReader({ ...limits, sigstoreTrustedRoot })
    expect(await stateOf()).toEqual(['verified', 'refused'])
    await reader.close()
    reader = createReportReader(limits)
    expect(await stateOf()).toEqual(['claimed', 'claimed'])
  })

  test('inflates what came as gzip, and says the digest of the bytes as they came', async () => {
    reader = createReportReader(limits)
    const plain = await reader.read(report(junit), 5)
    const packed = await reader.read(report('', { bytes: gzipSync(junit) }), 5)
    expect(packed.content).toEqual(plain.content)
    expect(packed.digest).not.toBe(plain.digest)
  })

  test.each([
    ['that inflates beyond the limit', gzipSync(' '.repeat(2_000_000) + junit), 'report-over-limit'],
    ['that breaks off', gzipSync(junit).subarray(0, 40), 'report-malformed'],
    ['that is no gzip but for two bytes', Uint8Array.of(0x1f, 0x8b, 1, 2, 3), 'report-malformed'],
    ['compressed twice', gzipSync(gzipSync(junit)), 'format-unsupported'],
    ['of nothing', gzipSync(''), 'report-empty'],
  ])('refuses gzip %s', async (_, bytes, code) => {
    reader = createReportReader({ ...limits, maxReportBytes: 1_000_000 })
    expect((await reader.read(report('', { bytes }), 5)).content).toMatchObject({ kind: 'unreadable', code })
    expect((await reader.read(report(junit), 5)).content.kind).toBe('read')
  })

  test('names a zip archive, which it does not open', async () => {
    reader = createReportReader(limits)
    const bytes = Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0)
    expect((await reader.read(report('', { bytes }), 5)).content).toMatchObject({
      code: 'format-unsupported',
      message: expect.stringContaining('a zip archive') as unknown,
    })
  })

  test('takes an empty file as clean only where that was said, of a format that can be', async () => {
    reader = createReportReader(limits)
    const read = async (fields: Partial<IncomingReport>) => (await reader?.read(report('', fields), 5))?.content
    expect(await read({ format: 'trufflehog', emptyIsClean: true })).toMatchObject({
      kind: 'read',
      evidence: [{ kind: 'secrets', secrets: [], failure: null }],
    })
    for (const fields of [
      { format: 'trufflehog' },
      { format: 'junit', emptyIsClean: true },
      { format: null, emptyIsClean: true },
    ])
      expect(await read(fields)).toMatchObject({ kind: 'unreadable', code: 'report-empty' })
  })

  test.each([
    ['items', { maxItems: 2 }, junit],
    ['levels of elements', { maxXmlDepth: 2 }, junit],
    ['levels of lists', { maxJsonDepth: 3 }, '{"a":[[[1]]]}'],
    ['characters of an attribute', { maxAttributeLength: 50 }, `<testsuite name="${'x'.repeat(60)}"/>`],
  ])('holds a report to the %s that are allowed', async (_, reportLimits, text) => {
    reader = createReportReader({ ...limits, reportLimits })
    expect((await reader.read(report(text), 5)).content).toMatchObject({ code: 'report-over-limit' })
  })
})
