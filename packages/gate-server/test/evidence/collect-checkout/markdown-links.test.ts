import { describe, expect, test } from 'vitest'
import { markdownLinks } from '../../../src/evidence/collect-checkout/markdown-links.ts'

const targets = (document: string): readonly string[] => markdownLinks(document).map(({ target }) => target)

describe('links are found', () => {
  test.each([
    ['inline', 'see [a](b.md) and ![c](d.png "title")', ['b.md', 'd.png']],
    ['with a title in other marks', "[a](b.md 'x') [a](c.md (y))", ['b.md', 'c.md']],
    ['in angles, with spaces', '[a](<b c.md>)', ['b c.md']],
    ['with brackets in them', '[a](b_(c).md) [x [y] z](d.md)', ['b_(c).md', 'd.md']],
    ['an image within a link', '[![a](b.svg)](c.md)', ['b.svg', 'c.md']],
    ['without a target', '[a]()', ['']],
    ['definitions', 'see [a][b]\n\n[b]: c.md "t"\n[d]:   <e f.md>', ['c.md', 'e f.md']],
    ['in angles alone', 'see <https://a.invalid/b>', ['https://a.invalid/b']],
    ['HTML', '<a class="x" href="b.md">b</a> <img src=\'c.png\'>', ['b.md', 'c.png']],
    ['escaped', '[a](b\\_c.md)', ['b_c.md']],
    ['over two lines', '[a\nb](c.md)', ['c.md']],
    ['indented in a list', '- one\n\n    [a](b.md)', ['b.md']],
    ['behind code that never closes', 'a ` b [c](d.md)', ['d.md']],
  ])('%s', (_, document, wanted) => {
    expect(targets(document)).toEqual(wanted)
  })

  test('with their lines', () => {
    expect(markdownLinks('a\n\n[a](b)\n[c](d) [e](f)\n')).toEqual([
      { line: 3, target: 'b' },
      { line: 4, target: 'd' },
      { line: 4, target: 'f' },
    ])
  })
})

describe('no link', () => {
  test.each([
    ['in a fence', '```md\n[a](b.md)\n```\n'],
    ['in a fence of tildes with backticks in it', '~~~\n```\n[a](b.md)\n~~~'],
    ['in a longer fence', '````\n```\n[a](b.md)\n```\n````'],
    ['in a fence in a list', '- x\n\n  ```\n  [a](b.md)\n  ```'],
    ['in a fence that never closes', '```\n[a](b.md)'],
    ['in code', 'use `[a](b.md)` and ``[c](`d`)``'],
    ['in an indented block', 'text\n\n    [a](b.md)\n'],
    ['in a comment', '<!-- [a](b.md)\n[c](d.md) -->'],
    ['in front matter', '---\nlink: "[a](b.md)"\n---\ntext'],
    ['escaped', '\\[a](b.md) [a\\](b.md)'],
    ['a footnote', '[^1]: text'],
    ['a call', 'a](b) and f[0](x y z)'],
    ['a bare address', 'https://a.invalid/b'],
  ])('%s', (_, document) => {
    expect(targets(document)).toEqual([])
  })
})

test('a large document without an end to its brackets takes little time', () => {
  const start = process.cpuUsage()
  targets('[]('.repeat(50_000))
  targets('`'.repeat(50_000) + 'a')
  targets('[a](`'.repeat(20_000))
  expect(process.cpuUsage(start).user).toBeLessThan(10_000_000)
})
