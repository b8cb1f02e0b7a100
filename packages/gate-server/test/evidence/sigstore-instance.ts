import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

/** A small instance of Sigstore: an authority and a log, for tests. */
export interface SigstoreInstance {
  /** Its trusted root, as JSON. */
  readonly root: string
  /** A bundle (0.1) with a signature of an artifact, its certificate and the log's promise. */
  readonly signArtifact: (artifact: Buffer, options?: SignOptions) => object
}

export interface SignOptions {
  readonly identity?: string
  readonly issuer?: string
  /** When the log saw it; the certificate holds for ten minutes from `certifiedAt`. Milliseconds since the epoch. */
  readonly loggedAt?: number
  readonly certifiedAt?: number
}

export const certifiedAt = Date.UTC(2026, 0, 5, 12)
const curve = { namedCurve: 'P-256' }
const ecdsaWithSha256 = '1.2.840.10045.4.3.2'

export function createSigstoreInstance(): SigstoreInstance {
  const authority = generateKeyPairSync('ec', curve)
  const log = generateKeyPairSync('ec', curve)
  const logId = createHash('sha256').update(spki(log.publicKey)).digest()
  const name = 'authority.invalid'
  const authorityCertificate = certificate({
    subject: name,
    issuer: name,
    key: authority.publicKey,
    signer: authority.privateKey,
    from: Date.UTC(2020, 0, 1),
    to: Date.UTC(2040, 0, 1),
    extensions: [
      extension('2.5.29.19', sequence(tlv(0x01, Buffer.of(0xff)))),
      extension('2.5.29.15', tlv(0x03, Buffer.of(1, 0b110))),
    ],
  })
  const root = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [
      {
        baseUrl: 'https://log.invalid',
        hashAlgorithm: 'SHA2_256',
        publicKey: {
          rawBytes: spki(log.publicKey).toString('base64'),
          keyDetails: 'PKIX_ECDSA_P256_SHA_256',
          validFor: { start: '2020-01-01T00:00:00Z' },
        },
        logId: { keyId: logId.toString('base64') },
      },
    ],
    certificateAuthorities: [
      {
        uri: 'https://authority.invalid',
        certChain: { certificates: [{ rawBytes: authorityCertificate.toString('base64') }] },
        validFor: { start: '2020-01-01T00:00:00Z' },
      },
    ],
    ctlogs: [],
    timestampAuthorities: [],
  }
  return {
    root: JSON.stringify(root),
    signArtifact: (artifact, options = {}) => {
      const from = options.certifiedAt ?? certifiedAt
      const pair = generateKeyPairSync('ec', curve)
      const leaf = certificate({
        subject: '',
        issuer: name,
        key: pair.publicKey,
        signer: authority.privateKey,
        from,
        to: from + 600_000,
        extensions: [
          extension('2.5.29.17', sequence(tlv(0x86, Buffer.from(options.identity ?? 'https://shop.invalid/release')))),
          extension('1.3.6.1.4.1.57264.1.8', tlv(0x0c, Buffer.from(options.issuer ?? 'https://issuer.invalid'))),
          extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.3'))),
        ],
      })
      const signature = sign('sha256', artifact, pair.privateKey)
      const digest = createHash('sha256').update(artifact).digest()
      const pem = `-----BEGIN CERTIFICATE-----\n${leaf.toString('base64')}\n-----END CERTIFICATE-----\n`
      const body = base64Json({
        apiVersion: '0.0.1',
        kind: 'hashedrekord',
        spec: {
          data: { hash: { algorithm: 'sha256', value: digest.toString('hex') } },
          signature: {
            content: signature.toString('base64'),
            publicKey: { content: Buffer.from(pem).toString('base64') },
          },
        },
      })
      const integratedTime = Math.floor((options.loggedAt ?? from + 60_000) / 1000)
      const promised = JSON.stringify({ body, integratedTime, logID: logId.toString('hex'), logIndex: 7 })
      return {
        mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
        verificationMaterial: {
          x509CertificateChain: { certificates: [{ rawBytes: leaf.toString('base64') }] },
          tlogEntries: [
            {
              logIndex: '7',
              logId: { keyId: logId.toString('base64') },
              kindVersion: { kind: 'hashedrekord', version: '0.0.1' },
              integratedTime: String(integratedTime),
              inclusionPromise: {
                signedEntryTimestamp: sign('sha256', Buffer.from(promised), log.privateKey).toString('base64'),
              },
              canonicalizedBody: body,
            },
          ],
        },
        messageSignature: {
          messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') },
          signature: signature.toString('base64'),
        },
      }
    },
  }
}

function base64Json(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64')
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' })
}

function certificate(of: {
  readonly subject: string
  readonly issuer: string
  readonly key: KeyObject
  readonly signer: KeyObject
  readonly from: number
  readonly to: number
  readonly extensions: readonly Buffer[]
}): Buffer {
  const algorithm = sequence(oid(ecdsaWithSha256))
  const signed = sequence(
    tlv(0xa0, tlv(0x02, Buffer.of(2))),
    tlv(0x02, Buffer.of(1)),
    algorithm,
    distinguishedName(of.issuer),
    sequence(time(of.from), time(of.to)),
    distinguishedName(of.subject),
    spki(of.key),
    tlv(0xa3, sequence(...of.extensions)),
  )
  const signature = sign('sha256', signed, of.signer)
  return sequence(signed, algorithm, tlv(0x03, Buffer.concat([Buffer.of(0), signature])))
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tlv(0x04, value))
}

function distinguishedName(name: string): Buffer {
  return name === '' ? sequence() : sequence(tlv(0x31, sequence(oid('2.5.4.3'), tlv(0x0c, Buffer.from(name)))))
}

function time(at: number): Buffer {
  return tlv(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts))
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number)
  const bytes = [first * 40 + second, ...others].flatMap((one) => {
    const digits = [one % 128]
    for (let rest = Math.floor(one / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest % 128) + 128)
    return digits
  })
  return tlv(0x06, Buffer.from(bytes))
}

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
