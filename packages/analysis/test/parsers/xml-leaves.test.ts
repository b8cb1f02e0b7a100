import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnalysisError } from '../../src/index.ts'
import { defaultReportLimits } from '../../src/parsers/limits.ts'
import { readXml, type XmlHandlers } from '../../src/parsers/xml.ts'

/** What was handed over of a document, or why it was refused. Whoever hears all text has all read by the parser. */
function eventsOf(chunks: readonly string[], hears: Pick<XmlHandlers, 'text' | 'textOf'>, limits = {}) {
  const events: unknown[] = []
  try {
    readXml(
      () => chunks,
      { ...defaultReportLimits, ...limits },
      {
        open: (name, attributes) => {
          const named = Array.from(attributes.keys(), (key) => [key, attributes.get(key), attributes.has(key)])
          events.push(['open', name, attributes.size, Array.from(attributes), named])
        },
        close: (name) => {
          events.push(['close', name])
        },
        ...hears,
      },
      3,
    )
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error
    events.push([error.code, error.details])
  }
  return events
}

const parserOnly = { text: () => undefined }

const pieces = [
  '<line number="1" hits="0"/>',
  "<line number='12' branch = 'true'/>",
  '<line number="3"hits="1"/>',
  '<line number="1" number="2"/>',
  '<line number="1" x-y.z="50% (1/2) and more than that"\n\thits="2" />',
  '<line a="&lt;" b="&#x41;"/>',
  '<line a="\tx\n"/>',
  '<line a="é\u{1f600}"/>',
  '<line a="\u0085"/>',
  '<line a="\u2028"/>',
  '<line a="\uffff"/>',
  '<line a="<"/>',
  '<line a=">/>"/>',
  '<line a/>',
  '<line 1a="b"/>',
  '<a:line a:b="c" b="d"/>',
  '<line/>',
  '<line / >',
  '<-line/>',
  '<liné/>',
  '<lines x="1">',
  '</lines>',
  '<lines x="1"></lines>',
  '<source>',
  'some ]] text > here',
  ']]>',
  '</source>',
  '<!--',
  '-->',
  '<!-- <line a="b"/> -->',
  '<![CDATA[',
  ']]',
  '<?pi <line a="b"/> ?>',
  '\n',
  '\r\n',
  '\r',
  ' \t',
  '\u0001',
  '\u{1f600}',
  '&amp;',
  '&nothing;',
] as const

describe('elements without content', () => {
  test('are handed over as the parser does, wherever the text is cut, also what is wrong, with its place', () => {
    const leaves = pieces.slice(0, 5)
    const piece = fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...leaves), fc.constantFrom(leaves[0], '\n'))
    const cut = fc.array(fc.nat(400), { maxLength: 4 })
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), cut, fc.boolean(), fc.boolean(), (inner, cuts, closed, newer) => {
        const text = `${newer ? '<?xml version="1.1"?>' : ''}<r>${inner.join('')}${closed ? '</r>' : ''}`
        const places = [0, ...cuts.filter((at) => at < text.length).toSorted((a, b) => a - b), text.length]
        const chunks = places.slice(1).map((end, index) => text.slice(places[index], end))
        const byParser = eventsOf([text], parserOnly)
        expect(eventsOf(chunks, {})).toEqual(byParser)
        expect(eventsOf([text], { text: () => undefined, textOf: new Set(['source']) })).toEqual(byParser)
      }),
      { numRuns: 3000 },
    )
  })

  test('count toward the limits of elements, depth and attributes', () => {
    const text = `<r><a b="${'x'.repeat(60)}"/><a/><a/></r>`
    expect(eventsOf([text], {}, { maxItems: 3 })).toEqual(eventsOf([text], parserOnly, { maxItems: 3 }))
    expect(eventsOf([text], {}, { maxItems: 3 }).at(-1)).toMatchObject(['report-over-limit', { received: 4 }])
    expect(eventsOf([text], {}, { maxXmlDepth: 1 }).at(-1)).toMatchObject(['report-over-limit', { limit: 'depth' }])
    expect(eventsOf([text], {}, { maxAttributeLength: 50 }).at(-1)).toMatchObject([
      'report-over-limit',
      { limit: 'attribute length', received: 60 },
    ])
  })

  test('that stand after text that is asked for leave that text whole', () => {
    const heard: string[] = []
    const hear = (text: string): void => {
      heard.push(text)
    }
    eventsOf(['<r><p>a<b/> <b/>\n<b/>c</p><b/></r>'], { text: hear, textOf: new Set(['p']) })
    expect(heard).toEqual(['a', ' ', '\n', 'c'])
  })

  test('are found again after many tags that are none', () => {
    const text = `<r>${'<x>y</x>'.repeat(2000)}${'<line number="1"/>\n'.repeat(3000)}</r>`
    expect(eventsOf([text], {})).toEqual(eventsOf([text], parserOnly))
  })
})
