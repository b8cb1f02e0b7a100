import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Attestation } from '@kosmos/analysis/evidence'
import { describe, expect, test } from 'vitest'
import { createVerifier } from '../../src/evidence/verify-attestations.ts'
import { certifiedAt, createSigstoreInstance } from './sigstore-instance.ts'

const fixture = (name: string): string => readFileSync(new URL(`./fixtures/sigstore/${name}`, import.meta.url), 'utf8')
const root = fixture('trusted_root.json')
const provenance = fixture('provenance.sigstore.json')

const claim: Attestation = {
  state: 'claimed',
  checkedBy: null,
  refusal: null,
  digests: ['sha256:claimed'],
  identity: null,
  issuer: null,
  predicateType: null,
}
const artifact = Buffer.from('the artifact')
const digest = (algorithm: string): string => createHash(algorithm).update(artifact).digest('hex')
const statement = JSON.stringify({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'app', digest: { sha256: digest('sha256') } }],
  predicateType: 'https://slsa.dev/provenance/v1',
})

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()
const pairs = {
  p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  p521: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ed25519: generateKeyPairSync('ed25519'),
}
type PairName = keyof typeof pairs
const pairNames: readonly PairName[] = ['p256', 'p384', 'p521', 'rsa', 'ed25519']
const keys = (...names: readonly PairName[]): { name: string; pem: string }[] =>
  names.map((name) => ({ name, pem: pem(pairs[name].publicKey) }))
const digestFor = (name: PairName): string | null => (name === 'ed25519' ? null : 'sha256')

function signed(bytes: Buffer, name: PairName, algorithm = digestFor(name)): string {
  return sign(algorithm, bytes, pairs[name].privateKey).toString('base64')
}

function envelope(by: readonly PairName[], payload = statement, type = 'application/vnd.in-toto+json'): object {
  const pae = Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${Buffer.byteLength(payload)} ${payload}`)
  return {
    payloadType: type,
    payload: Buffer.from(payload).toString('base64'),
    signatures: by.map((name) => ({ sig: signed(pae, name) })),
  }
}

function keyBundle(content: object): object {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint: 'any' }, tlogEntries: [] },
    ...content,
  }
}

function messageBundle(name: PairName, algorithm = 'sha256', word = 'SHA2_256'): object {
  return keyBundle({
    messageSignature: {
      messageDigest: { algorithm: word, digest: Buffer.from(digest(algorithm), 'hex').toString('base64') },
      signature: signed(artifact, name, name === 'ed25519' ? null : algorithm),
    },
  })
}

const verifyBundle = (value: unknown, roots: readonly string[], trusted = keys()): Attestation | undefined =>
  createVerifier({ roots, keys: trusted })({ kind: 'bundle', value }, claim)[0]
const verifyEnvelope = (value: unknown, trusted: ReturnType<typeof keys>): readonly Attestation[] =>
  createVerifier({ roots: [], keys: trusted })({ kind: 'envelope', value }, claim)

describe('a real bundle with a certificate', () => {
  test('holds against the public root, with the signer, the issuer and the digest that were signed', () => {
    expect(verifyBundle(JSON.parse(provenance), [root])).toEqual({
      state: 'verified',
      checkedBy: null,
      refusal: null,
      digests: ['sha256:f6ab7ad0c7549b5a4942c3b0690519d791c28c4c0f8b286208cb40da3322a066'],
      identity:
        'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/builder_go_slsa3.yml@refs/tags/v2.1.0',
      issuer: 'https://token.actions.githubusercontent.com',
      predicateType: 'https://slsa.dev/provenance/v0.2',
    })
  })

  test('stays a claim where no root is trusted', () => {
    expect(verifyBundle(JSON.parse(provenance), [], keys('p256'))).toEqual(claim)
  })

  test('is looked for in every root', () => {
    const other = JSON.stringify({ ...(JSON.parse(root) as object), certificateAuthorities: [] })
    expect(verifyBundle(JSON.parse(provenance), [other])?.state).toBe('refused')
    expect(verifyBundle(JSON.parse(provenance), [other, root])?.state).toBe('verified')
  })

  const noLogs = JSON.stringify({ ...(JSON.parse(root) as object), tlogs: [] })
  test('a root without its log does not take it', () => {
    expect(verifyBundle(JSON.parse(provenance), [noLogs])?.state).toBe('refused')
  })

  const flipped = Buffer.from(statement).toString('base64')
  test.each<readonly [string, (text: string) => string]>([
    ['another payload', (text) => text.replace(/"payload":\s*"[^"]+"/, `"payload":"${flipped}"`)],
    ['another type of payload', (text) => text.replace('"application/vnd.in-toto+json"', '"application/json"')],
    ['another time', (text) => text.replace('"1740520708"', '"1740530708"')],
    ['no entry of a log', (text) => text.replace('"tlogEntries"', '"tlogEntriesOfOld"')],
    ['another place in the log', (text) => text.replace('"logIndex":"52399901"', '"logIndex":"52399902"')],
    ['another signature', (text) => text.replace('MEUCIQCnX4vYQyrL', 'MEUCIQCnX4vYQyrM')],
    ['a certificate that is none', (text) => text.replace(/"rawBytes":\s*"[^"]{40}/, '"rawBytes":"AAAA')],
    ['another version', (text) => text.replace('bundle.v0.3+json', 'bundle.vX+json')],
  ])('with %s it is refused, with a reason', (_, change) => {
    const changed = change(provenance)
    expect(changed).not.toBe(provenance)
    const found = verifyBundle(JSON.parse(changed), [root])
    expect(found).toMatchObject({ state: 'refused', identity: null })
    expect(found?.refusal).not.toBe('')
  })

  test('what stands in it twice under other names is not what is taken', () => {
    const both = { ...(JSON.parse(provenance) as object), dsse_envelope: envelope(['p256']) }
    expect(verifyBundle(both, [root])?.digests).toEqual([
      'sha256:f6ab7ad0c7549b5a4942c3b0690519d791c28c4c0f8b286208cb40da3322a066',
    ])
  })
})

describe('a plain signature with a certificate', () => {
  const instance = createSigstoreInstance()
  const other = createSigstoreInstance()

  test('holds without the artifact, for the signer in the certificate', () => {
    expect(verifyBundle(instance.signArtifact(artifact), [instance.root])).toMatchObject({
      state: 'verified',
      digests: [`sha256:${digest('sha256')}`],
      identity: 'https://shop.invalid/release',
      issuer: 'https://issuer.invalid',
      predicateType: null,
    })
  })

  test('of another instance, and logged outside the time of its certificate, is refused', () => {
    const stateOf = (bundle: object): string | undefined => verifyBundle(bundle, [instance.root])?.state
    expect(stateOf(other.signArtifact(artifact))).toBe('refused')
    expect(stateOf(instance.signArtifact(artifact, { loggedAt: certifiedAt + 599_000 }))).toBe('verified')
    expect(stateOf(instance.signArtifact(artifact, { loggedAt: certifiedAt + 700_000 }))).toBe('refused')
    expect(stateOf(instance.signArtifact(artifact, { loggedAt: certifiedAt - 60_000 }))).toBe('refused')
  })

  const stated = Buffer.from(digest('sha256'), 'hex').toString('base64')
  const swapped = Buffer.alloc(32, 7)
  test.each<readonly [string, (text: string) => string]>([
    ['another digest', (text) => text.replace(stated, swapped.toString('base64'))],
    [
      'another digest, there and in the log',
      (text) =>
        text.replace(stated, swapped.toString('base64')).replace(/"canonicalizedBody":"([^"]+)"/, (_, body: string) => {
          const opened = Buffer.from(body, 'base64').toString('utf8').replace(digest('sha256'), swapped.toString('hex'))
          return `"canonicalizedBody":"${Buffer.from(opened).toString('base64')}"`
        }),
    ],
    [
      'the signature of another artifact',
      (text) => text.replace(/"signature":"[^"]+"/, `"signature":"${signed(Buffer.from('x'), 'p256')}"`),
    ],
    ['no entry of the log', (text) => text.replace('"tlogEntries"', '"others"')],
    ['an entry that nobody promised', (text) => text.replace('"inclusionPromise"', '"others"')],
  ])('with %s it is refused', (_, change) => {
    const text = JSON.stringify(instance.signArtifact(artifact))
    const changed = change(text)
    expect(changed).not.toBe(text)
    expect(verifyBundle(JSON.parse(changed), [instance.root])?.state).toBe('refused')
  })

  test('the certificate of one with the signature of another is refused', () => {
    const mine = JSON.stringify(instance.signArtifact(artifact, { identity: 'https://mallory.invalid' }))
    const theirs = JSON.stringify(instance.signArtifact(artifact))
    const certificates = /"certificates":\[[^\]]+\]/
    const mixed = mine.replace(certificates, certificates.exec(theirs)?.[0] ?? '')
    expect(mixed).not.toBe(mine)
    expect(verifyBundle(JSON.parse(mixed), [instance.root])?.state).toBe('refused')
  })
})

describe('a bundle signed with a key', () => {
  test.each(['p256', 'rsa'] as const)('with a statement holds with %s', (name) => {
    expect(verifyBundle(keyBundle({ dsseEnvelope: envelope([name]) }), [], keys('ed25519', name))).toMatchObject({
      state: 'verified',
      identity: name,
      issuer: null,
      digests: [`sha256:${digest('sha256')}`],
      predicateType: 'https://slsa.dev/provenance/v1',
    })
  })

  test.each([
    ['p256', 'sha256', 'SHA2_256'],
    ['p384', 'sha384', 'SHA2_384'],
    ['p384', 'sha256', 'SHA2_256'],
    ['p521', 'sha512', 'SHA2_512'],
    ['rsa', 'sha256', 'SHA2_256'],
    ['rsa', 'sha512', 'SHA2_512'],
  ] as const)('%s over a digest of %s holds without the artifact', (name, algorithm, word) => {
    expect(verifyBundle(messageBundle(name, algorithm, word), [], keys(name))).toMatchObject({
      state: 'verified',
      identity: name,
      digests: [`${algorithm}:${digest(algorithm)}`],
      predicateType: null,
    })
  })

  test.each(['p256', 'rsa'] as const)('of %s over another digest is refused', (name) => {
    const bundle = JSON.stringify(messageBundle(name)).replace(
      Buffer.from(digest('sha256'), 'hex').toString('base64'),
      Buffer.alloc(32, 7).toString('base64'),
    )
    expect(verifyBundle(JSON.parse(bundle), [], keys(name))?.state).toBe('refused')
  })

  test('with another key, an algorithm that is not that of the digest, and Ed25519 over a digest are refused', () => {
    expect(verifyBundle(messageBundle('p256'), [], keys('rsa', 'p384'))?.state).toBe('refused')
    expect(verifyBundle(messageBundle('p256', 'sha256', 'SHA2_384'), [], keys('p256'))?.state).toBe('refused')
    expect(verifyBundle(messageBundle('p256', 'sha256', 'SHA3_256'), [], keys('p256'))?.state).toBe('refused')
    expect(verifyBundle(messageBundle('ed25519'), [], keys('ed25519'))?.state).toBe('refused')
  })

  test('stays a claim where no key is trusted', () => {
    expect(verifyBundle(messageBundle('p256'), [root])).toEqual(claim)
  })
})

describe('a plain envelope', () => {
  test.each(pairNames)('signed with %s holds', (name) => {
    expect(verifyEnvelope(envelope([name]), keys(name))).toEqual([
      expect.objectContaining({ state: 'verified', identity: name, digests: [`sha256:${digest('sha256')}`] }),
    ])
  })

  test('that two signed is an attestation of each', () => {
    const found = verifyEnvelope(envelope(['p256', 'ed25519', 'p256']), keys('ed25519', 'p256', 'rsa'))
    expect(found.map(({ identity }) => identity)).toEqual(['ed25519', 'p256'])
  })

  test.each<readonly [string, object]>([
    ['another payload', { ...envelope(['p256']), payload: Buffer.from('{}').toString('base64') }],
    ['another type', { ...envelope(['p256']), payloadType: 'application/vnd.in-toto.x+json' }],
    ['no signature', { ...envelope(['p256']), signatures: [] }],
    ['a signature that is none', { ...envelope(['p256']), signatures: [{ sig: 'AAAA' }, {}, null, { sig: 1 }] }],
    ['signatures that are no list', { ...envelope(['p256']), signatures: 'x' }],
    ['a payload that is no statement', envelope(['p256'], '{"a":1}')],
    ['a statement of another version', envelope(['p256'], statement.replace('/v1"', '/v7"'))],
    ['a payload of another type', envelope(['p256'], statement, 'text/plain')],
  ])('with %s is refused', (_, value) => {
    expect(verifyEnvelope(value, keys('p256'))).toEqual([
      expect.objectContaining({ state: 'refused', refusal: expect.any(String) as string }),
    ])
  })

  test('by another key is refused, and without trusted keys a claim', () => {
    expect(verifyEnvelope(envelope(['p256']), keys('p384'))[0]?.state).toBe('refused')
    expect(verifyEnvelope(envelope(['p256']), [])).toEqual([claim])
  })
})
