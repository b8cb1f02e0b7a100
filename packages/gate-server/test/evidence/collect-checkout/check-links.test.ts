import { expect, test } from 'vitest'
import { checkLinks, type AskAddress } from '../../../src/evidence/collect-checkout/check-links.ts'

const files = ['README.md', 'docs/guide.md', 'docs/a b.md', 'src/index.ts', 'docs/img/x.png']
const check = async (text: string, ask: AskAddress | null = null, file = 'docs/guide.md') =>
  checkLinks(
    files,
    new Map([
      [file, text],
      ['README.md', '# Top\n## Use it'],
    ]),
    ask,
  )

test.each([
  'a%20b.md',
  './img/x.png',
  'img',
  'img/',
  '../README.md',
  '/README.md',
  '/',
  '../README.md#use-it',
  '../README.md#Use-It',
  '#here',
  '#top',
  'guide.md?plain=1',
  '../src/index.ts#L10',
])('%s leads somewhere', async (target) => {
  expect(await check(`# Here\n[a](${target})`)).toEqual({ brokenLinks: [], links: { checked: 1, unchecked: 0 } })
})

test.each([
  ['none.md', 'there is no docs/none.md in the repository'],
  ['readme.md', 'there is no docs/readme.md in the repository'],
  ['../readme.md', 'there is no readme.md in the repository'],
  ['../README.md#none', 'there is no anchor #none in README.md'],
  ['#none', 'there is no anchor #none in docs/guide.md'],
  ['', 'it has no target'],
  ['%zz.md', 'its percent signs are no escapes'],
])('%j is broken: %s', async (target, reason) => {
  expect(await check(`# Here\n[a](${target})`)).toEqual({
    brokenLinks: [{ file: 'docs/guide.md', line: 2, target, reason }],
    links: { checked: 1, unchecked: 0 },
  })
})

test.each(['https://a.invalid', '//a.invalid/b', 'mailto:a@b.invalid', '../../issues/1', 'http://[bad'])(
  '%s is not checked',
  async (target) => {
    expect(await check(`[a](${target})`)).toEqual({ brokenLinks: [], links: { checked: 0, unchecked: 1 } })
  },
)

test('the web is asked once for each address where it may be asked', async () => {
  const asked: string[] = []
  const ask: AskAddress = async ({ href, pathname }) => {
    asked.push(href)
    return pathname === '/gone' ? { broken: 'it answers 404' } : pathname === '/busy' ? 'unknown' : 'found'
  }
  const text =
    '[a](https://a.invalid/x#1) [b](https://a.invalid/x#2) [c](https://a.invalid/gone) [d](https://a.invalid/busy)'
  expect(await check(text, ask)).toEqual({
    brokenLinks: [{ file: 'docs/guide.md', line: 1, target: 'https://a.invalid/gone', reason: 'it answers 404' }],
    links: { checked: 3, unchecked: 1 },
  })
  expect(asked.toSorted()).toEqual(['https://a.invalid/busy', 'https://a.invalid/gone', 'https://a.invalid/x'])
})
