import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { Attestation } from '../../src/evidence/index.ts'
import type { Part } from '../../src/verdict/index.ts'
import { context, report, subject, unreadable } from './report.ts'

const digest = 'sha256:' + 'ab'.repeat(32)
const workflow = 'https://github.com/shop/app/.github/workflows/release.yml@refs/tags/v1'
const issuer = 'https://token.actions.githubusercontent.com'
const provenance = 'https://slsa.dev/provenance/v1'
const good: Attestation = {
  state: 'verified',
  checkedBy: null,
  refusal: null,
  digests: [digest],
  identity: workflow,
  issuer,
  predicateType: provenance,
}

function judge(
  options: Readonly<Record<string, unknown>>,
  attestations: readonly Partial<Attestation>[] | null,
  of: Partial<typeof subject> = { digest },
): Part {
  const reports =
    attestations === null
      ? []
      : [report([{ kind: 'attestations', tool: 'x', attestations: attestations.map((one) => ({ ...good, ...one })) }])]
  return conditions.signature.judge(options, context({ reports, subject: { ...subject, ...of } })).part
}
const codeOf = (part: Part): string => part.reasons[0].code

describe('with the right signer', () => {
  test('a verified signature of the digest passes and is described', () => {
    const part = judge({ identity: workflow, issuer, predicateType: provenance }, [{}])
    expect(part.outcome).toBe('pass')
    expect(part.reasons[0].sentence).toBe(`${digest} is signed by ${workflow} (issuer ${issuer}), checked here`)
  })

  test.each(['*', 'https://github.com/shop/*', '*release.yml@refs/tags/*', '*v1', '*/app/*'])(
    '%s takes it',
    (identity) => {
      expect(judge({ identity }, [{}]).outcome).toBe('pass')
    },
  )

  test('case does not matter in a digest', () => {
    expect(judge({ identity: '*' }, [{}], { digest: digest.toUpperCase() }).outcome).toBe('pass')
  })

  test('other attestations beside it do no harm, also refused ones', () => {
    const part = judge({ identity: workflow }, [{ digests: ['sha256:00'] }, { state: 'refused', refusal: 'bad' }, {}])
    expect(part).toMatchObject({ outcome: 'pass', reasons: [{ facts: { refused: 1, accepted: 1 } }] })
  })
})

describe('what is not enough', () => {
  test.each([
    ['of another digest', { digests: ['sha256:00'] }, 'signature-missing', 'fail'],
    ['of no digest', { digests: [] }, 'signature-missing', 'fail'],
    ['by another signer', { identity: 'https://github.com/evil/app' }, 'signature-of-another-signer', 'fail'],
    ['by nobody', { identity: null }, 'signature-of-another-signer', 'fail'],
    ['vouched for by another issuer', { issuer: 'https://evil.invalid' }, 'signature-of-another-signer', 'fail'],
    ['vouched for by nobody', { issuer: null }, 'signature-of-another-signer', 'fail'],
    ['of another type', { predicateType: 'https://spdx.dev/Document' }, 'signature-of-another-predicate', 'fail'],
    ['of no type', { predicateType: null }, 'signature-of-another-predicate', 'fail'],
    ['that did not hold', { state: 'refused', refusal: 'wrong key' }, 'signature-refused', 'fail'],
    [
      'that only cosign checked',
      { state: 'claimed', checkedBy: 'cosign verify' },
      'signature-not-checked',
      'inconclusive',
    ],
    ['that nobody checked', { state: 'claimed' }, 'signature-not-checked', 'inconclusive'],
  ] as const)('a signature %s', (_, fields, code, outcome) => {
    const part = judge({ identity: workflow, issuer, predicateType: provenance }, [fields])
    expect(part.outcome).toBe(outcome)
    expect(codeOf(part)).toBe(code)
  })

  test('no signature at all fails, and no report proves nothing', () => {
    expect(judge({ identity: '*' }, [])).toMatchObject({ outcome: 'fail', reasons: [{ code: 'signature-missing' }] })
    expect(judge({ identity: '*' }, null)).toMatchObject({
      outcome: 'inconclusive',
      reasons: [{ code: 'evidence-missing' }],
    })
  })

  test.each([null, ''])('a subject with digest %o proves nothing', (of) => {
    const part = judge({ identity: '*' }, [{ digests: [''] }], { digest: of })
    expect(part).toMatchObject({ outcome: 'error', reasons: [{ code: 'signature-subject-without-digest' }] })
  })

  test('parts of one good signature do not add up over several', () => {
    const part = judge({ identity: workflow, issuer }, [{ digests: ['sha256:00'] }, { identity: 'mallory' }])
    expect(codeOf(part)).toBe('signature-of-another-signer')
  })

  test('a refusal is not hidden by a claim', () => {
    expect(codeOf(judge({ identity: '*' }, [{ state: 'claimed' }, { state: 'refused', refusal: 'no' }]))).toBe(
      'signature-refused',
    )
  })

  test('an unreadable report makes the condition an error', () => {
    const reports = [unreadable()]
    expect(conditions.signature.judge({ identity: '*' }, context({ reports })).part.outcome).toBe('error')
  })

  test.each(['https://github.com/shop', 'release.yml', '*x*', 'https://github.com/shop/*v1*v1'])(
    '%s does not take it',
    (identity) => {
      expect(judge({ identity }, [{}]).outcome).toBe('fail')
    },
  )
})

describe('trust: claimed', () => {
  const asked = { identity: workflow, trust: 'claimed' }

  test('takes what cosign says, and says so', () => {
    const part = judge(asked, [{ state: 'claimed', checkedBy: 'cosign verify', predicateType: null }])
    expect(part.outcome).toBe('pass')
    expect(part.reasons[0].sentence).toContain('as cosign verify says, not checked here')
  })

  test('does not take what nobody checked', () => {
    expect(judge(asked, [{ state: 'claimed' }]).outcome).toBe('inconclusive')
  })

  test('a signer without a name is only taken where anybody may sign', () => {
    const claim = { state: 'claimed', checkedBy: 'cosign verify', identity: null, issuer: null } as const
    expect(judge(asked, [claim]).outcome).toBe('fail')
    expect(judge({ identity: '*', trust: 'claimed' }, [claim]).outcome).toBe('pass')
  })
})

describe('several signers', () => {
  const asked = { identity: 'https://github.com/shop/*', minSignatures: 2 }

  test('two who differ are enough', () => {
    expect(judge(asked, [{}, { identity: 'https://github.com/shop/reviewer' }]).outcome).toBe('pass')
  })

  test('one who signed twice is one', () => {
    const part = judge(asked, [{}, {}])
    expect(part.outcome).toBe('fail')
    expect(codeOf(part)).toBe('signature-too-few')
  })
})
