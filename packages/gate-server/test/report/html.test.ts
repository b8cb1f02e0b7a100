import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { html } from '../../src/report/html.ts'

describe('html', () => {
  test('escapes values, keeps markup of its own and joins lists', () => {
    expect(html`<p title="${'"'}">${['<b>', html`<i>x</i>`]}${null}${3}</p>`.html).toBe(
      '<p title="&quot;">&lt;b&gt;<i>x</i>3</p>',
    )
  })

  test('lets no text leave its place, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const inside = html`<p title="${text}">${text}</p>`.html.slice('<p title="'.length, -'</p>'.length)
        expect(inside.replace('">', '')).not.toMatch(/[<>"']/)
      }),
    )
  })
})
