import { expect, test } from 'vitest'
import { parse, refusalOf } from '../read.ts'
import { attestationsOf, digest, envelope, statement } from './statements.ts'

test('the statement in an envelope is a claim that nobody checked', () => {
  expect(attestationsOf(JSON.stringify(envelope(statement())))).toEqual([
    {
      state: 'claimed',
      checkedBy: null,
      refusal: null,
      digests: [digest],
      identity: null,
      issuer: null,
      predicateType: 'https://slsa.dev/provenance/v1',
    },
  ])
})

test('every line is an envelope, and so is every element of a list', () => {
  const line = JSON.stringify(envelope(statement()))
  expect(attestationsOf(`${line}\n${line}\n`)).toHaveLength(2)
  expect(attestationsOf(`[${line},${line},${line}]`)).toHaveLength(3)
})

test('the other alphabet of base64 and line breaks within it are read', () => {
  const payload = Buffer.from(statement({ predicate: '???>>>ü' }))
  const wrapped = { ...envelope(''), payload: payload.toString('base64').replace(/.{76}/g, '$&\n') }
  expect(
    attestationsOf(JSON.stringify({ ...envelope(''), payload: payload.toString('base64url') }))[0]?.digests,
  ).toEqual([digest])
  expect(attestationsOf(JSON.stringify(wrapped))[0]?.digests).toEqual([digest])
})

test.each([
  ['text', Buffer.from('hello').toString('base64')],
  ['JSON of another kind', Buffer.from('{"a":1}').toString('base64')],
  ['nothing', ''],
  ['no base64', '!!!!'],
  ['a cut statement', Buffer.from(statement().slice(0, 40)).toString('base64')],
])('a payload of %s is about no artifact, and a warning says so', (_, payload) => {
  const report = parse(JSON.stringify({ ...envelope(''), payload }))
  expect(report.warnings.map(({ code }) => code)).toEqual(['payload-is-no-statement'])
  expect(report.evidence).toEqual([
    expect.objectContaining({ attestations: [expect.objectContaining({ digests: [], predicateType: null })] }),
  ])
})

test('an envelope without a signature is named', () => {
  const report = parse(JSON.stringify({ ...envelope(statement()), signatures: [] }))
  expect(report.warnings.map(({ code }) => code)).toEqual(['envelope-without-signature'])
})

test('a list with something else in it is malformed', () => {
  expect(refusalOf(`[${JSON.stringify(envelope(statement()))},{}]`)).toMatchObject({ code: 'report-malformed' })
})
