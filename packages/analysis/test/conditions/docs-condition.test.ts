import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { ChangedFile, CheckoutEvidence } from '../../src/evidence/index.ts'
import type { Part } from '../../src/verdict/index.ts'
import { context, report, subject } from './report.ts'

const checkout: CheckoutEvidence = {
  kind: 'checkout',
  commit: subject.commit,
  dirty: false,
  files: ['README.md', 'docs/guide.md', 'packages/a/src/index.ts'],
  brokenLinks: [],
  links: { checked: 3, unchecked: 0 },
}
const broken = { file: 'README.md', line: 7, target: 'docs/none.md', reason: 'there is no such file' }

function changed(path: string, fields: Partial<ChangedFile> = {}): ChangedFile {
  const lines = { changedLines: new Set([1]), removedLines: 0 }
  return { path, previousPath: null, change: 'modified', binary: false, ...lines, ...fields }
}

function judge(
  options: Readonly<Record<string, unknown>>,
  of: Partial<CheckoutEvidence> = {},
  files: readonly ChangedFile[] | null = null,
  head: string | null = subject.commit,
): Part {
  const diff = files === null ? [] : [report([{ kind: 'changes', files, base: null, head }])]
  const reports = [report([{ ...checkout, ...of }]), ...diff]
  return conditions.docs.judge(options, context({ reports })).part
}
const codes = (part: Part): readonly string[] => part.reasons.map(({ code }) => code)

describe('without options', () => {
  test('a README and links that lead somewhere pass', () => {
    const part = judge({})
    expect(part.outcome).toBe('pass')
    expect(part.reasons.map(({ sentence }) => sentence)).toEqual([
      'Every required document is there (1): README.md',
      'All 3 checked links lead somewhere',
    ])
  })

  test('a README in another folder is not the one at the top', () => {
    expect(judge({}, { files: ['docs/README.md'] })).toMatchObject({
      outcome: 'fail',
      reasons: [{ code: 'docs-missing' }, {}],
    })
  })

  test('a broken link fails, with its place', () => {
    const part = judge({}, { brokenLinks: [broken], links: { checked: 3, unchecked: 1 } })
    expect(part.outcome).toBe('fail')
    expect(part.reasons[0].sentence).toBe(
      "1 of 3 checked links lead nowhere; 1 more were not checked: README.md:7 'docs/none.md' (there is no such file)",
    )
  })

  test('links that were not checked are said', () => {
    expect(judge({}, { links: { checked: 3, unchecked: 2 } }).reasons[1]?.sentence).toContain('2 more were not checked')
    const part = judge({}, { links: { checked: 0, unchecked: 2 } })
    expect(part.outcome).toBe('inconclusive')
    expect(codes(part)).toContain('docs-links-unchecked')
  })

  test('links that may lead nowhere are shown and fail nothing; others still do', () => {
    const of = { brokenLinks: [broken, { ...broken, target: '#ideas-ann' }], links: { checked: 5, unchecked: 0 } }
    const part = judge({ ignoreLinks: ['#ideas-*', 'docs/none.md'] }, of)
    expect(part.outcome).toBe('pass')
    expect(part.reasons[1]?.sentence).toBe('The other 3 of 5 checked links lead somewhere; 2 broken ones are permitted')
    expect(judge({ ignoreLinks: ['#ideas-*'] }, of).outcome).toBe('fail')
    expect(judge({ ignoreFiles: ['/README.md'] }, of).outcome).toBe('pass')
    expect(judge({ ignoreFiles: ['docs/**'] }, of).outcome).toBe('fail')
  })

  test('documents without a link are no fault', () => {
    expect(judge({}, { links: { checked: 0, unchecked: 0 } }).outcome).toBe('pass')
  })
})

describe('the commit', () => {
  test('of a diff that nobody says is a warning', () => {
    const options = { files: [], links: false, changes: [{ code: 'packages/**', docs: ['docs/**'] }] }
    const files = [changed('packages/a/src/index.ts'), changed('docs/guide.md')]
    expect(judge(options, {}, files).outcome).toBe('pass')
    const part = judge(options, {}, files, null)
    expect([part.outcome, ...codes(part)]).toEqual(['warn', 'diff-of-unknown-commit', 'docs-changed'])
  })

  test('of another checkout is an error, and one that is not known proves nothing', () => {
    expect(judge({}, { commit: 'b'.repeat(40) })).toMatchObject({
      outcome: 'error',
      reasons: [{ code: 'docs-of-another-commit' }],
    })
    expect(judge({}, { commit: null }).outcome).toBe('inconclusive')
    const reports = [report([checkout])]
    const part = conditions.docs.judge({}, context({ reports, subject: { ...subject, commit: null } })).part
    expect(part).toMatchObject({ outcome: 'inconclusive', reasons: [{ code: 'docs-commit-unknown' }] })
  })

  test('two checkouts and none are no proof', () => {
    const two = context({ reports: [report([checkout]), report([checkout])] })
    expect(conditions.docs.judge({}, two).part.outcome).toBe('error')
    expect(conditions.docs.judge({}, context()).part.outcome).toBe('inconclusive')
  })
})

describe('files', () => {
  test('patterns with a star take any file, plain paths the one that is meant', () => {
    expect(judge({ files: ['docs/*.md', '/README.md'] }).outcome).toBe('pass')
    const part = judge({ files: ['docs/*.md', 'CHANGELOG.md', 'guide.md'] })
    expect(part.reasons[0].sentence).toBe('Missing among 3 files: CHANGELOG.md, guide.md (2 of 3 required documents)')
  })

  test('a condition that asks for nothing proves nothing', () => {
    const part = judge({ files: [], links: false })
    expect(part).toMatchObject({ outcome: 'inconclusive', reasons: [{ code: 'docs-nothing-asked' }] })
  })
})

describe('changes', () => {
  const asked = { changes: [{ code: 'packages/*/src/**', docs: ['docs/**', 'CHANGELOG.md'] }] }
  const code = changed('packages/a/src/index.ts')

  test('code that changed with a document passes', () => {
    const part = judge(asked, {}, [code, changed('docs/deep/guide.md')])
    expect(part.outcome).toBe('pass')
    expect(codes(part)).toContain('docs-changed')
  })

  test.each([
    ['alone', [code]],
    ['with other files', [code, changed('packages/a/test/a.test.ts')]],
    ['with a document that was deleted', [code, changed('docs/a.md', { change: 'deleted' })]],
    ['with a document whose mode alone changed', [code, changed('docs/a.md', { changedLines: new Set() })]],
    ['by being deleted', [changed('packages/a/src/b.ts', { change: 'deleted' })]],
    ['by being moved away', [changed('old/b.ts', { change: 'renamed', previousPath: 'packages/a/src/b.ts' })]],
  ])('code that changed %s fails', (_, files) => {
    const part = judge(asked, {}, files)
    expect(part.outcome).toBe('fail')
    expect(codes(part)[0]).toBe('docs-not-changed')
  })

  test.each([
    ['no file', []],
    ['only other files', [changed('package.json')]],
  ])('%s asks for no document', (_, files) => {
    const part = judge(asked, {}, files)
    expect(part.outcome).toBe('pass')
    expect(codes(part)).toContain('docs-code-unchanged')
  })

  test('without a diff nothing is known, and a diff to another commit is an error', () => {
    expect(judge(asked)).toMatchObject({ outcome: 'inconclusive', reasons: [{ code: 'evidence-missing' }, {}, {}] })
    expect(judge(asked, {}, [], 'b'.repeat(40)).outcome).toBe('error')
    expect(judge(asked, {}, [], null).outcome).toBe('warn')
  })

  test('a rule may name several patterns of code, and each rule is judged', () => {
    const rules = [
      { code: ['lib/**', 'packages/**'], docs: ['docs/**'] },
      { code: 'api/**', docs: ['API.md'] },
    ]
    const part = judge({ changes: rules }, {}, [code, changed('docs/a.md'), changed('api/x.ts')])
    expect(codes(part)).toEqual(['docs-not-changed', 'docs-complete', 'docs-complete', 'docs-changed'])
  })
})
