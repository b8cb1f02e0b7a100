import { expect, test } from 'vitest'
import { parse, refusalOf } from '../read.ts'

const commit = 'ab'.repeat(20)
const link = { file: 'README.md', line: 3, target: 'docs/none.md', reason: 'there is no such file' }
const checkout = {
  format: 'kosmos-checkout',
  version: 1,
  commit,
  dirty: false,
  files: ['README.md', 'docs/a.md'],
  links: { checked: 4, unchecked: 2 },
  brokenLinks: [link],
}

test('the facts of a checkout are read', () => {
  const report = parse(JSON.stringify(checkout))
  expect(report).toMatchObject({ format: 'checkout', warnings: [] })
  expect(report.evidence).toEqual([
    {
      kind: 'checkout',
      commit,
      dirty: false,
      files: ['README.md', 'docs/a.md'],
      links: { checked: 4, unchecked: 2 },
      brokenLinks: [link],
    },
  ])
})

test('a working copy with changes is named', () => {
  expect(parse(JSON.stringify({ ...checkout, dirty: true })).warnings).toHaveLength(1)
})

test('no changes are evidence of no changes, and some are left to the diff', () => {
  const base = 'cd'.repeat(20)
  const withChanges = (changedFiles: number): unknown =>
    parse(JSON.stringify({ ...checkout, comparedWith: { commit: base, changedFiles } })).evidence.slice(1)
  expect(withChanges(0)).toEqual([{ kind: 'changes', files: [], base, head: commit }])
  expect(withChanges(2)).toEqual([])
})

test.each([
  ['another version', { version: 2 }],
  ['no commit', { commit: null }],
  ['a short commit', { commit: 'abcdef1' }],
  ['no dirty', { dirty: undefined }],
  ['a dirty that is text', { dirty: 'false' }],
  ['no files', { files: undefined }],
  ['a file that is no path', { files: ['a', 1] }],
  ['a count below 0', { links: { checked: -1, unchecked: 0 } }],
  ['a count that is text', { links: { checked: '4', unchecked: 0 } }],
  ['more broken links than checked', { links: { checked: 0, unchecked: 0 } }],
  ['broken links that are no list', { brokenLinks: {} }],
  ['a broken link without a place', { brokenLinks: [{ target: 'x', reason: 'y', line: 1 }] }],
  ['a comparison without a count', { comparedWith: { commit } }],
])('with %s it is malformed', (_, fields) => {
  expect(refusalOf(JSON.stringify({ ...checkout, ...fields }))).toMatchObject({ code: 'report-malformed' })
})
