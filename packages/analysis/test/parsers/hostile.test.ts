import { describe, expect, test } from 'vitest'
import { parseReport } from '../../src/parsers/index.ts'
import { findingsOf, parse, refusalOf, testsOf } from './read.ts'

const junit = '<testsuite><testcase name="a"/><testcase name="b"><failure message="é"/></testcase></testsuite>'
const trivy =
  '{"SchemaVersion":2,"ArtifactName":"a","Results":[{"Target":"t","Vulnerabilities":[{"VulnerabilityID":"CVE-1","PkgName":"p","Severity":"HIGH"}]}]}'
const cobertura =
  '<coverage line-rate="1"><packages><package><classes><class filename="a.ts"><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>'

function utf16(text: string, bigEndian: boolean, marked: boolean): Uint8Array {
  const bytes: number[] = marked ? (bigEndian ? [0xfe, 0xff] : [0xff, 0xfe]) : []
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    bytes.push(...(bigEndian ? [code >> 8, code & 255] : [code & 255, code >> 8]))
  }
  return Uint8Array.from(bytes)
}

describe('XML', () => {
  test.each([
    ['an entity of entities', '<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><testsuite name="&b;"/>'],
    ['an entity from outside', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite>&x;</testsuite>'],
    ['a control character', '<testsuite><testcase name="\u0001"/></testsuite>'],
    ['a NUL', '<testsuite>\u0000</testsuite>'],
    ['an attribute twice', '<testsuite name="a" name="b"/>'],
    ['a second root', '<testsuite/><testsuite/>'],
    ['text behind the root', `${junit}x`],
  ])('with %s is refused', (_, text) => expect(refusalOf(text).code).toBe('report-malformed'))

  test('with a parameter entity and an internal subset is read as if they were not there', () => {
    const subset = `\ufeff<!DOCTYPE testsuite PUBLIC "-//X" "http://x.example/x.dtd" [<!ENTITY % p SYSTEM "http://x.example/e">\n%p;]>${junit}`
    expect(testsOf(subset)).toEqual(testsOf(junit))
  })

  test('200 000 levels deep, or with an attribute or elements without end, is over its limit', () => {
    expect(refusalOf(`<testsuite>${'<a>'.repeat(200_000)}`).code).toBe('report-over-limit')
    expect(refusalOf(`<testsuite name="${'x'.repeat(1_000_001)}"/>`).code).toBe('report-over-limit')
    const many = new TextEncoder().encode(`<testsuite>${'<a/>'.repeat(101)}</testsuite>`)
    expect(() => parseReport(many, { limits: { maxItems: 100 } })).toThrow('at most 100')
  })

  test('says the line and column of the file, white space before it included', () => {
    expect(refusalOf('\n\n<testsuite>\n  <testcase').message).toContain('line 4')
  })

  test('an attribute without a prefix goes before one with it', () => {
    const text = '<testsuite xmlns:x="u"><testcase x:name="wrong" name="right"><failure/></testcase></testsuite>'
    expect(testsOf(text).notable).toMatchObject([{ name: 'right' }])
  })
})

describe('JSON', () => {
  test.each([
    ['200 000 levels deep', '['.repeat(200_000), 'report-over-limit'],
    ['200 000 levels deep and closed', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'report-over-limit'],
    ['with NaN', trivy.replace('2', 'NaN'), 'report-malformed'],
    ['with Infinity', trivy.replace('2', '-Infinity'), 'report-malformed'],
    ['with a control character in a text', trivy.replace('CVE', 'C\u0001E'), 'report-malformed'],
    ['with a comment', trivy.replace('{', '{/**/'), 'report-malformed'],
    ['with a comma too many', trivy.replace(']}]}', ',]}]}'), 'report-malformed'],
    ['with a key twice', trivy.replace('{', '{"Results":[],'), 'report-malformed'],
    ['with a key twice, once written otherwise', trivy.replace('{', '{"Re\\u0073ults":[],'), 'report-malformed'],
    ['with something behind it', `${trivy} x`, 'report-malformed'],
  ])('%s is refused', (_, text, code) => expect(refusalOf(text).code).toBe(code))

  test('says where it stops being JSON', () => {
    expect(refusalOf('{\n "a": [1,\n  tru]}').message).toContain('line 3, column 3')
    expect(refusalOf('{"a": "b').message).toContain('the end of the file')
  })

  test('values without end are over their limit', () => {
    const many = new TextEncoder().encode(`[${'0,'.repeat(101)}0]`)
    expect(() => parseReport(many, { limits: { maxItems: 100 } })).toThrow('at most 100 values')
  })

  test('huge numbers and lone surrogates are read, or refused by name', () => {
    const report = parse(trivy.replace('CVE-1', '\\ud800').replace('"Target":"t"', '"Target":"t","Size":1e999'))
    expect(report.evidence[0]).toMatchObject({ kind: 'vulnerabilities', findings: [{ severity: 'high' }] })
  })
})

describe('names that JavaScript knows', () => {
  test.each(['__proto__', 'constructor', 'toString'])('%s stays a name', (name) => {
    expect(parse(`SF:${name}\nDA:1,1\nDA:2,0\nend_of_record\n`).evidence).toMatchObject([{ files: [{ path: name }] }])
    expect(parse(cobertura.replace('a.ts', name)).evidence).toMatchObject([{ files: [{ path: name }] }])
    expect(testsOf(junit.replace('"b"', `"${name}" classname="${name}"`)).notable).toMatchObject([{ name }])
    const sarif = `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"${name}"}},"results":[{"ruleId":"${name}","message":{"text":"m"}}]}]}`
    expect(findingsOf(sarif).findings).toMatchObject([{ id: name, severity: 'medium' }])
    expect(parse(trivy.replace('CVE-1', name)).evidence[0]).toMatchObject({ findings: [{ id: name }] })
  })
})

describe('encodings', () => {
  test.each([
    ['UTF-16 LE with its mark', false, true],
    ['UTF-16 BE with its mark', true, true],
    ['UTF-16 LE without', false, false],
    ['UTF-16 BE without', true, false],
  ])('%s is read, XML and JSON', (_, bigEndian, marked) => {
    expect(parseReport(utf16(junit, bigEndian, marked)).evidence).toEqual(parse(junit).evidence)
    expect(parseReport(utf16(trivy, bigEndian, marked)).evidence).toEqual(parse(trivy).evidence)
  })

  test('a declaration of UTF-16 in single bytes is wrong, and the report is UTF-8', () => {
    expect(testsOf(`<?xml version="1.0" encoding="utf-16"?>${junit}`)).toEqual(testsOf(junit))
  })

  test('an unknown encoding is refused by its name', () => {
    expect(refusalOf(`<?xml version="1.0" encoding="klingon"?>${junit}`).message).toContain("'klingon'")
  })

  test('a file name in an old encoding keeps plain text readable', () => {
    const bytes = Uint8Array.from('SF:caf\u00e9.ts\nDA:1,1\nend_of_record\n', (one) => one.charCodeAt(0))
    expect(parseReport(bytes).evidence).toMatchObject([{ files: [{ path: 'café.ts' }] }])
  })
})

describe('a report that lost its end', () => {
  test.each([
    ['junit', junit],
    ['cobertura', cobertura],
    ['trivy', trivy],
  ])('is never read as whole: %s', (_, text) => {
    for (let length = 0; length < text.length; length += 7)
      expect(refusalOf(text.slice(0, length)).code, `cut at ${length}`).toMatch(/^report-(?:malformed|empty)$/)
  })

  test('of lines is refused where a line breaks off', () => {
    const line = '{"Action":"pass","Package":"p","Test":"T"}\n'
    expect(refusalOf(`${line}${line}{"Action":"fail","Pack`).code).toBe('report-malformed')
  })
})

describe('JSON values one after another', () => {
  const pretty = JSON.stringify({ Action: 'pass', Package: 'p', Test: 'T' }, null, 2)

  test('are told from one per line, and never taken for lines that say nothing', () => {
    expect(refusalOf(`${pretty}\n${pretty}\n`).code).toMatch(/^(?:format-unsupported|report-malformed)$/)
  })
})

test.each([
  ['a zip archive', [0x50, 0x4b, 3, 4]],
  ['data compressed with gzip', [0x1f, 0x8b, 8, 0]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]],
])('%s is refused by its name', (name, bytes) => {
  expect(refusalOf(Uint8Array.from(bytes))).toMatchObject({
    code: 'format-unsupported',
    message: expect.stringContaining(name) as unknown,
  })
})
