import { expect, test } from 'vitest'
import { markdownAnchors } from '../../../src/evidence/collect-checkout/markdown-anchors.ts'

test.each([
  ['## Getting started', 'getting-started'],
  ['# What is it?', 'what-is-it'],
  ['### `parse(text)` of *it*', 'parsetext-of-it'],
  ['# A & B', 'a--b'],
  ['# A & B', 'a-b'],
  ['# See [the guide](x.md)', 'see-the-guide'],
  ['# Größe und Maß ##', 'größe-und-maß'],
  ['# snake_case', 'snake_case'],
  ['# Own {#mine}', 'mine'],
  ['Title\n=====', 'title'],
  ['Title\n---', 'title'],
  ['> # Quoted', 'quoted'],
  ['<a id="here"></a>', 'here'],
  ['<a name=There></a>', 'there'],
  ['# One\n# One', 'one-1'],
])('%j has #%s', (document, anchor) => {
  expect(markdownAnchors(document)).toContain(anchor)
})

test('code and comments have none', () => {
  expect([...markdownAnchors('```\n# One\n```\n<!-- # Two -->\n#notAHeading\n')]).toEqual([])
})
