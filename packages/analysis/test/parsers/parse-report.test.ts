import { describe, expect, test } from 'vitest'
import { parseReport } from '../../src/parsers/index.ts'
import { parse, refusalOf, testsOf } from './read.ts'

const junit = '<testsuite><testcase name="é"/></testsuite>'
const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const bytes = [littleEndian ? 0xff : 0xfe, littleEndian ? 0xfe : 0xff]
  for (const character of text) {
    const code = character.charCodeAt(0)
    bytes.push(...(littleEndian ? [code & 255, code >> 8] : [code >> 8, code & 255]))
  }
  return Uint8Array.from(bytes)
}

describe('the bytes of a report', () => {
  test('are decoded by their mark or their declaration', () => {
    const latin1 = Uint8Array.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${junit}`, (character) =>
      character.charCodeAt(0),
    )
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(` \n<?xml version="1.0"?>${junit}`)])
    for (const bytes of [latin1, marked, utf16(junit, true), utf16(junit, false)]) {
      expect(parseReport(bytes).evidence).toMatchObject([{ kind: 'tests', passed: 1 }])
    }
  })

  test('that are not in their encoding are refused', () => {
    expect(refusalOf(Uint8Array.from([0x3c, 0x61, 0xff, 0xfe])).code).toBe('report-malformed')
  })

  test.each(['', ' \n\t', '\ufeff'])('%j are an empty report', (text) =>
    expect(refusalOf(text).code).toBe('report-empty'),
  )
})

describe('a format', () => {
  test.each([
    ['<html><body>502</body></html>', 'an HTML page'],
    ['{"matches":[{"Cycle":{"ProductName":"x"}}],"descriptor":{}}', 'xeol'],
  ])('%j is refused by its name, %s being what it looks like', (text, name) => {
    expect(refusalOf(text)).toMatchObject({
      code: 'format-unsupported',
      message: expect.stringContaining(name) as unknown,
    })
  })

  test('of an HTML page is no broken XML, however it is written', () => {
    for (const text of [
      '<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><script>if (a<b && c) {}</script>',
      '<!doctype html><html><head><link rel="x"></head><body hidden>&nbsp;</body></html>',
      '<?xml version="1.0"?>\n<!-- saved --><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>&nbsp;</html>',
      '<HTML><META http-equiv=Refresh></HTML>',
    ])
      expect(refusalOf(text)).toMatchObject({
        code: 'format-unsupported',
        message: 'Reports of an HTML page are not read',
      })
    expect(refusalOf('<htmlish><a></htmlish>').code).toBe('report-malformed')
  })

  test('that is text may begin with the line of a log, which is no list of JSON', () => {
    expect(parse('[GIN-debug] [WARNING] x\nBenchmarkA-8 100 200 ns/op\nPASS\n').format).toBe('gobench')
    for (const text of ['[INFO] Scanning\n', '[+] URL: http://x\n', '[ 50.00%] half', '[12:00:01] begun'])
      expect(refusalOf(text).code).toBe('format-unsupported')
    for (const text of ['[1, 2', '[NaN]', '["a"] b', '[{}] b', '[x]'])
      expect(refusalOf(text).code).toBe('report-malformed')
  })

  test('that nobody knows is refused with those that are read', () => {
    for (const text of ['hello', '{"a":1}', '<unknown/>']) {
      expect(refusalOf(text)).toMatchObject({
        code: 'format-unsupported',
        message: expect.stringContaining('junit') as unknown,
      })
    }
  })

  test('may be named, and is then held to', () => {
    expect(parse(junit, 'junit').format).toBe('junit')
    expect(() => parse(junit, 'lcov')).toThrow('Expected a report of format lcov')
    expect(() => parse(junit, 'jnit')).toThrow('are not read')
  })
})

describe('hostile input', () => {
  const trivy = '{"SchemaVersion":2,"ArtifactName":"a","Results":[]}'

  test('JSON with a key twice is refused: the first may hold the finding', () => {
    expect(refusalOf(trivy.replace('}', ',"Results":[]}'))).toMatchObject({
      code: 'report-malformed',
      message: expect.stringContaining("'Results' again") as unknown,
    })
    expect(refusalOf(trivy.replace('}', ',"Re\\u0073ults":[]}')).code).toBe('report-malformed')
  })

  test('JSON nested without end, cut off, or with NaN is refused with its place', () => {
    expect(refusalOf('['.repeat(200_000)).code).toBe('report-over-limit')
    expect(refusalOf('{"a":\n  NaN}')).toMatchObject({
      code: 'report-malformed',
      message: expect.stringContaining('line 2') as unknown,
    })
    expect(refusalOf(trivy.slice(0, -1)).code).toBe('report-malformed')
  })

  test('XML with entities of its own, or from outside, is refused', () => {
    const bomb =
      '<!DOCTYPE testsuite [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>'
    const outside =
      '<!DOCTYPE testsuite [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="a">&x;</testcase></testsuite>'
    expect([refusalOf(bomb).code, refusalOf(outside).code]).toEqual(['report-malformed', 'report-malformed'])
  })

  test('a name __proto__ stays a name', () => {
    expect(
      testsOf('<testsuite><testcase name="__proto__" classname="constructor"><failure/></testcase></testsuite>')
        .notable,
    ).toMatchObject([{ name: '__proto__' }])
    expect(Object.hasOwn(Object.prototype, 'failed')).toBe(false)
  })

  test('a report over the limit is refused before it is decoded', () => {
    expect(() => parseReport(new Uint8Array(11), { limits: { maxBytes: 10 } })).toThrow('at most 10 bytes')
  })
})
