import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillTemplate } from '../../src/providers/query-template.ts'

const subject = {
  service: 'shop',
  environment: 'production',
  version: '1.2.3+a',
  commit: null,
  digest: null,
  branch: null,
}
const context = (labels: Readonly<Record<string, string>>) => ({
  subject,
  deployment: { labels, targets: [] },
  window: { start: 0, end: 90_000 },
})

test('every placeholder is filled in', () => {
  const filled = fillTemplate(
    'x{ {{labels}},s="{{service}}",e="{{environment}}",v="{{version}}"}[{{window}}]',
    context({ track: 'canary', a: 'b' }),
  )
  expect(filled).toBe('x{ a="b",track="canary",s="shop",e="production",v="1.2.3+a"}[1m30s]')
})

test('a placeholder without a value, and one that is not known, are refused', () => {
  const without = { ...context({}), subject: { ...subject, version: null } }
  expect(() => fillTemplate('{{version}}', without)).toThrow('Expected version')
  for (const template of ['{{secret}}', 'x{{{Labels}}}', '{{my_label}}', '{{}}', '{{labels']) {
    expect(() => fillTemplate(template, context({}))).toThrow('no placeholder')
  }
})

test('any label value is refused or gives exactly one matcher with that literal', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom('"} or vector(0) #', '.*', 'a\nb', 'a","b', '\\')), (value) => {
      let filled: string
      try {
        filled = fillTemplate('x{{{labels}}}', context({ track: value }))
      } catch (error) {
        expect(error).toMatchObject({ code: 'request-invalid' })
        return
      }
      expect(filled).toBe(`x{track="${value}"}`)
      expect(value).toMatch(/^[A-Za-z0-9_.:/@+-]+$/)
    }),
  )
})
