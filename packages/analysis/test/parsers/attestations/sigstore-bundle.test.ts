import { expect, test } from 'vitest'
import { parse, refusalOf } from '../read.ts'
import { attestationsOf, digest, envelope, statement } from './statements.ts'

const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const verificationMaterial = { certificate: { rawBytes: 'AA==' }, tlogEntries: [{ logIndex: '1' }] }
const withEnvelope = { mediaType, verificationMaterial, dsseEnvelope: envelope(statement()) }
const withMessage = {
  mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
  verificationMaterial: { x509CertificateChain: { certificates: [] } },
  messageSignature: {
    messageDigest: { algorithm: 'SHA2_256', digest: Buffer.from('ab'.repeat(32), 'hex').toString('base64') },
    signature: 'MEUC',
  },
}

test('a bundle with an envelope is a claim about the subjects of its statement, without a signer', () => {
  const report = parse(JSON.stringify(withEnvelope, null, 2))
  expect(report.tally).toEqual({ bundles: 1, mediaType, hasDsse: true, hasMessage: false, tlog: 1 })
  expect(attestationsOf(JSON.stringify(withEnvelope))[0]).toMatchObject({
    state: 'claimed',
    checkedBy: null,
    digests: [digest],
    identity: null,
    predicateType: 'https://slsa.dev/provenance/v1',
  })
})

test('a bundle with a plain signature is about the digest in it', () => {
  expect(parse(JSON.stringify(withMessage)).tally).toMatchObject({ hasDsse: false, hasMessage: true, tlog: 0 })
  expect(attestationsOf(JSON.stringify(withMessage))[0]).toMatchObject({ digests: [digest], predicateType: null })
})

test('every line is a bundle', () => {
  expect(attestationsOf(`${JSON.stringify(withEnvelope)}\n${JSON.stringify(withMessage)}\n`)).toHaveLength(2)
})

test('bundles in the answer of a registry are read, and one that is missing there is refused', () => {
  const attestations = [{ predicateType: 'p', bundle: withEnvelope }, { bundle: withMessage }]
  expect(attestationsOf(JSON.stringify({ attestations }))).toHaveLength(2)
  expect(
    attestationsOf(JSON.stringify([{ attestation: { bundle: withEnvelope }, verificationResult: {} }])),
  ).toHaveLength(1)
  expect(refusalOf(JSON.stringify({ attestations: [...attestations, {}] }))).toMatchObject({ code: 'report-malformed' })
})

test('an algorithm that is not known gives no digest', () => {
  const messageSignature = { messageDigest: { algorithm: 'toString', digest: 'qqqq' }, signature: 'MEUC' }
  expect(attestationsOf(JSON.stringify({ ...withMessage, messageSignature }))[0]?.digests).toEqual([])
})

test('a line that is no bundle, and one that is cut, are refused', () => {
  expect(refusalOf(`${JSON.stringify(withEnvelope)}\n{"a":1}`)).toMatchObject({ code: 'report-malformed' })
  expect(refusalOf(`${JSON.stringify(withEnvelope)}\n{"mediaType"`)).toMatchObject({ code: 'report-malformed' })
})
