import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SourceFault } from '../../src/providers/http-client.ts'
import { declaredFamilies, readExposition } from '../../src/providers/scrape/exposition-format.ts'

describe('the text format', () => {
  test('is read with labels, escapes, special values, timestamps and exemplars', () => {
    const page = [
      '# HELP a Text with {braces}',
      '# TYPE a counter',
      'a{code="200",path="C:\\\\x\\n\\"y\\""} 5',
      'b 1.5e3 1700000000000',
      'c{le="+Inf"} +Inf',
      'd NaN',
      'e_total{x="1",} 3 # {trace_id="abc"} 0.5 1700000000',
      '',
      '# EOF',
    ].join('\n')
    const samples = readExposition(page)
    expect(samples.map(({ name, value }) => [name, value])).toEqual([
      ['a', 5],
      ['b', 1500],
      ['c', Infinity],
      ['d', NaN],
      ['e_total', 3],
    ])
    expect(samples[0]?.labels.get('path')).toBe('C:\\x\n"y"')
    expect([...declaredFamilies(page)]).toEqual(['a'])
  })

  test.each(['a', 'a{', 'a{x} 1', 'a{x="1"', 'a{x="1} 2', 'a one', 'a 1 then', '<html>', 'a{x="1",x="2"} 1', 'a 0x10'])(
    '%j is no line of it',
    (line) => {
      expect(() => readExposition(`ok 1\n${line}`)).toThrow('line 2')
    },
  )

  test('is refused with a line or a number of samples beyond all measure', () => {
    expect(() => readExposition(`a{x="${'y'.repeat(70_000)}"} 1`)).toThrow('line 1 of the metrics page is longer')
    expect(() => readExposition('a 1\n'.repeat(100_001))).toThrow('more than 100000 samples')
  })

  test('is read or refused, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        try {
          readExposition(text)
        } catch (error) {
          expect(error).toBeInstanceOf(SourceFault)
        }
      }),
    )
  })
})
