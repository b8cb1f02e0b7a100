import { expect, test } from 'vitest'
import { parse, refusalOf } from '../read.ts'
import { attestationsOf, digest } from './statements.ts'

const entry = (optional: unknown): string =>
  JSON.stringify({
    critical: {
      identity: { 'docker-reference': 'registry.invalid/app' },
      image: { 'docker-manifest-digest': digest },
      type: 'cosign container image signature',
    },
    optional,
  })
const signer = { Issuer: 'https://issuer.invalid', Subject: 'release@shop.invalid' }

test('each entry is a claim of cosign, with the digest and the signer', () => {
  expect(attestationsOf(`[${entry(signer)},${entry(null)}]`)).toEqual([
    {
      state: 'claimed',
      checkedBy: 'cosign verify',
      refusal: null,
      digests: [digest],
      identity: 'release@shop.invalid',
      issuer: 'https://issuer.invalid',
      predicateType: null,
    },
    expect.objectContaining({ identity: null, issuer: null, digests: [digest] }),
  ])
})

test('one entry per line, one alone, and the banner of cosign above are read', () => {
  expect(parse(`${entry(signer)}\n${entry(signer)}\n`).tally).toEqual({ entries: 2, digests: [digest, digest] })
  expect(parse(entry(signer)).format).toBe('cosign-verify')
  const banner = '\nVerification for registry.invalid/app:1 --\nThe following checks were performed:\n  - Claims\n'
  expect(attestationsOf(`${banner}\n[${entry(signer)}]\n`)).toHaveLength(1)
  expect(attestationsOf(`[${entry(signer)}]\n[${entry(signer)}]\n`)).toHaveLength(2)
  expect(attestationsOf(`${banner}\n${JSON.stringify([JSON.parse(entry(signer))], null, 2)}\n`)).toHaveLength(1)
})

test('the issuer is found in the extension of the certificate where cosign gives no name', () => {
  const [found] = attestationsOf(`[${entry({ '1.3.6.1.4.1.57264.1.1': 'https://issuer.invalid' })}]`)
  expect(found?.issuer).toBe('https://issuer.invalid')
})

test('no signature is read as none', () => {
  expect(parse('[]')).toMatchObject({ format: 'cosign-verify', tally: { entries: 0, digests: [] } })
  expect(attestationsOf('[]')).toEqual([])
})

test('an entry that is none makes the report malformed', () => {
  expect(refusalOf(`[${entry(signer)},{"optional":{}}]`)).toMatchObject({ code: 'report-malformed' })
  expect(refusalOf(`${entry(signer)}\n{"crit`)).toMatchObject({ code: 'report-malformed' })
})
