import { expect, test } from 'vitest'
import { parse, refusalOf } from '../read.ts'
import { attestationsOf, digest, statement } from './statements.ts'

test.each(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1'])('%s is read', (type) => {
  const report = parse(statement({ _type: type }))
  expect(report).toMatchObject({ format: 'intoto', warnings: [], tally: { type, subjects: 1 } })
  expect(attestationsOf(statement({ _type: type }))[0]).toMatchObject({
    state: 'claimed',
    checkedBy: null,
    digests: [digest],
  })
})

test('all digests of all subjects are taken, by their own algorithm', () => {
  const subject = [
    { digest: { sha256: 'aa', gitCommit: 'bb' } },
    { digest: { __proto__x: 'cc' } },
    { name: 'none' },
    null,
  ]
  expect(attestationsOf(statement({ subject }))[0]?.digests).toEqual(['sha256:aa', 'gitCommit:bb', '__proto__x:cc'])
})

test('a version that is not known, and a statement about nothing, are read with a warning', () => {
  const report = parse(statement({ _type: 'https://in-toto.io/Statement/v9', subject: [] }))
  expect(report.warnings.map(({ code }) => code)).toEqual(['statement-version-unknown', 'statement-without-digest'])
})

test('a broken statement is refused', () => {
  expect(refusalOf(statement().slice(0, -1))).toMatchObject({ code: 'report-malformed' })
})
