import { describe, expect, test } from 'vitest'
import type { ChangesEvidence } from '../../../src/evidence/index.ts'
import { parseReport } from '../../../src/parsers/index.ts'
import { parse, refusalOf } from '../read.ts'

function changesOf(text: string): ChangesEvidence {
  const [evidence] = parse(text).evidence
  if (evidence?.kind !== 'changes') throw new Error('There are no changes')
  return evidence
}

const file = (text: string) => {
  const [first, ...others] = changesOf(text).files
  if (first === undefined || others.length > 0) throw new Error('There is not one file')
  return { ...first, changedLines: [...first.changedLines] }
}

const header = (path: string): string =>
  `diff --git a/${path} b/${path}\nindex 1..2 100644\n--- a/${path}\n+++ b/${path}\n`

describe('a unified diff', () => {
  test('gives the numbers of added and changed lines in the new file', () => {
    const text = `${header('src/a.ts')}@@ -1,3 +1,4 @@ function x() {\n one\n-two\n+zwei\n+drei\n four\n@@ -10 +11 @@\n-ten\n+zehn\n`
    expect(file(text)).toEqual({
      path: 'src/a.ts',
      previousPath: null,
      change: 'modified',
      binary: false,
      changedLines: [2, 3, 11],
      removedLines: 2,
    })
    expect(parse(text)).toMatchObject({ format: 'unified-diff', tally: { files: 1, changedLines: 3, removedLines: 2 } })
  })

  test('is a diff whatever stands in the code that it changes', () => {
    const lines = [
      'src/a.ts(1,2): error TS2322: x',
      'a.py:1: error: x  [misc]',
      'fib(10) x 1,431,759 ops/sec ±0.74% (93 runs sampled)',
    ]
    const text = `${header('a.md')}@@ -0,0 +1,3 @@\n${lines.map((line) => `+${line}\n`).join('')}`
    expect(parse(text).format).toBe('unified-diff')
    const deeper = `${header('a.md')}@@ -1,3 +1,4 @@\n${lines.map((line) => ` ${line}\n`).join('')}+x\n`
    expect(parse(deeper).format).toBe('unified-diff')
  })

  test('is read by the counts of its hunks: code that looks like a header is code', () => {
    const text = `${header('a.sql')}@@ -1,2 +1,2 @@\n--- a/old comment\n+++ b/new comment\n context\n${header('b.sql')}@@ -0,0 +1 @@\n+x\n`
    const { files } = changesOf(text)
    expect(files.map(({ path, changedLines }) => [path, [...changedLines]])).toEqual([
      ['a.sql', [1]],
      ['b.sql', [1]],
    ])
  })

  test('knows renames, with and without changes, and copies', () => {
    const renamed =
      'diff --git a/old name.ts b/new name.ts\nsimilarity index 90%\nrename from old name.ts\nrename to new name.ts\n'
    expect(file(renamed)).toMatchObject({ path: 'new name.ts', previousPath: 'old name.ts', change: 'renamed' })
    const changed = `${renamed}--- a/old name.ts\n+++ b/new name.ts\n@@ -3 +3 @@\n-x\n+y\n`
    expect(file(changed)).toMatchObject({ path: 'new name.ts', previousPath: 'old name.ts', changedLines: [3] })
    const copied = 'diff --git a/x b/y\nsimilarity index 100%\ncopy from x\ncopy to y\n'
    expect(file(copied)).toMatchObject({ path: 'y', previousPath: 'x', change: 'added' })
  })

  test('knows new, deleted, empty and binary files, and changes of the mode', () => {
    expect(
      file('diff --git a/n b/n\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+1\n+2\n'),
    ).toMatchObject({ path: 'n', change: 'added', previousPath: null, changedLines: [1, 2] })
    expect(
      file('diff --git a/d b/d\ndeleted file mode 100644\n--- a/d\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-1\n-2\n'),
    ).toMatchObject({ path: 'd', change: 'deleted', changedLines: [], removedLines: 2 })
    expect(file('diff --git a/e b/e\nnew file mode 100644\nindex 0..e69de29\n')).toMatchObject({
      path: 'e',
      change: 'added',
    })
    expect(
      file('diff --git a/i.png b/i.png\nindex 1..2 100644\nBinary files a/i.png and b/i.png differ\n'),
    ).toMatchObject({
      binary: true,
      change: 'modified',
    })
    const patch =
      'diff --git a/b b/b\nindex 1..2\nGIT binary patch\nliteral 3\nKcmZQzWMT#Y01f~L\n\nliteral 0\nHcmV?d00001\n\n'
    expect(file(patch)).toMatchObject({ path: 'b', binary: true })
    expect(file('diff --git a/run b/run\nold mode 100644\nnew mode 100755\n')).toMatchObject({
      path: 'run',
      change: 'modified',
    })
  })

  test('reads quoted paths: bytes of UTF-8, tabs and quotes', () => {
    const text =
      'diff --git "a/\\303\\244\\t\\"b\\".ts" "b/\\303\\244\\t\\"b\\".ts"\n--- "a/\\303\\244\\t\\"b\\".ts"\n+++ "b/\\303\\244\\t\\"b\\".ts"\n@@ -1 +1 @@\n-x\n+y\n'
    expect(file(text).path).toBe('ä\t"b".ts')
    expect(file('diff --git "a/\\377" "b/\\377"\nold mode 1\nnew mode 2\n').path).toBe('\u00ff')
  })

  test.each([
    ['--- a/dir/x.c\t2024-01-01 00:00:00\n+++ b/dir/x.c\t2024-01-02 00:00:00\n', 'dir/x.c'],
    ['--- dir/x.c\n+++ dir/x.c\n', 'dir/x.c'],
    ['diff --git a/x.c a/x.c\n--- a/x.c\n+++ a/x.c\n', 'a/x.c'],
    ['diff --git i/x.c w/x.c\n--- i/x.c\n+++ w/x.c\n', 'x.c'],
    ['--- /dev/null\n+++ b/x.c\n', 'x.c'],
  ])('%j is of the file %s', (head, path) => {
    expect(file(`${head}@@ -1 +1 @@\n-x\n+y\n`).path).toBe(path)
  })

  test('a missing newline at the end and lines ending in CRLF change no number', () => {
    const text = `${header('a')}@@ -1,2 +1,2 @@\r\n \r\n-x\r\n\\ No newline at end of file\r\n+y\r\n\\ No newline at end of file\r\n`
    expect(file(text)).toMatchObject({ changedLines: [2], removedLines: 1 })
  })

  test('of format-patch has its commit, and text around it is passed over', () => {
    const commit = 'c'.repeat(40)
    const text = `From ${commit} Mon Sep 17 00:00:00 2001\nFrom: A\nSubject: [PATCH] x\n\n--- old thoughts\n---\n a.ts | 2 +-\n 1 file changed\n\n${header('a.ts')}@@ -1 +1 @@\n-x\n+y\n-- \n2.39.5\n\nbase-commit: ${'b'.repeat(40)}\n`
    expect(changesOf(text)).toMatchObject({ head: commit, base: 'b'.repeat(40), files: [{ path: 'a.ts' }] })
  })

  test('a file that becomes a link is one modified file', () => {
    const text =
      'diff --git a/l b/l\ndeleted file mode 100644\n--- a/l\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-x\n-y\ndiff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+target\n\\ No newline at end of file\n'
    expect(file(text)).toMatchObject({ change: 'modified', changedLines: [1], removedLines: 2 })
  })

  test.each([
    ['cut off in a hunk', `${header('a')}@@ -1,2 +1,3 @@\n x\n+y\n`, 'a whole hunk'],
    [
      'a hunk without a file',
      'diff --git a/a b/a\nold mode 1\nnew mode 2\n'.replace(/^/, '@@ -1 +1 @@\n'),
      'a hunk inside',
    ],
    ['foreign text in a hunk', `${header('a')}@@ -1,2 +1,2 @@\n x\nHello\n`, 'a line of a hunk'],
    ['more lines than announced', `${header('a')}@@ -0,0 +1 @@\n-x\n`, 'as many lines'],
    [
      'the diff of a merge',
      'diff --cc a\nindex 1,2..3\n--- a/a\n+++ b/a\n@@@ -1,1 -1,1 +1,1 @@@\n--x\n++y\n',
      'one commit',
    ],
    ['a file twice', `${header('a')}@@ -1 +1 @@\n-x\n+y\n${header('a')}@@ -1 +1 @@\n-x\n+y\n`, 'each file once'],
    ['a rename without its paths', 'diff --git a/x b/yy\nsimilarity index 100%\n', 'a file with its path'],
  ])('%s is refused', (_, text, expected) => {
    expect(refusalOf(text)).toMatchObject({
      code: 'report-malformed',
      message: expect.stringContaining(expected) as unknown,
    })
  })

  test('of several commits is refused: their line numbers are of different versions', () => {
    const one = (commit: string, path: string): string =>
      `commit ${commit}\nAuthor: A\n\n    x\n\n${header(path)}@@ -1 +1 @@\n-x\n+y\n`
    expect(refusalOf(one('a'.repeat(40), 'a') + one('b'.repeat(40), 'b')).message).toContain('several commits')
  })

  test('that is empty says nothing, unless the caller says that it means no change', () => {
    expect(refusalOf('').code).toBe('report-empty')
    expect(parseReport(new Uint8Array(), { format: 'unified-diff', emptyIsClean: true }).evidence).toMatchObject([
      { kind: 'changes', files: [] },
    ])
  })
})
