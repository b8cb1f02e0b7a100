import { z } from 'zod'
import type { Attestation, AttestationsEvidence } from '../../evidence/index.ts'
import { parseDuration, unitSchema } from '../../units/index.ts'
import { defineCondition, type Judgement } from '../condition.ts'
import { selectEvidence, type Selected } from '../select-evidence.ts'
import { matchesName } from '../name-pattern.ts'

export type SignatureReason =
  | 'signature-accepted'
  | 'signature-subject-without-digest'
  | 'signature-missing'
  | 'signature-refused'
  | 'signature-not-checked'
  | 'signature-of-another-predicate'
  | 'signature-of-another-signer'
  | 'signature-too-few'

const options = z.strictObject({
  suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
  identity: z.string().min(1).meta({
    description:
      "Who must have signed: the certificate's subject alternative name or a key's name; '*' stands for any text, alone for anybody who is trusted",
  }),
  issuer: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Who must have vouched for the identity: the OIDC issuer, '*' stands for any text" }),
  predicateType: z.string().min(1).optional().meta({
    description: "What the attestation must be about, such as https://slsa.dev/provenance/v1; '*' for any text",
  }),
  trust: z.enum(['verified', 'claimed']).default('verified').meta({
    description: "'claimed' also accepts what a check elsewhere said, such as the output of cosign verify",
  }),
  minSignatures: z.int().min(1).default(1).meta({ description: 'Fewest signers; one who signs twice is one' }),
  maxReportAge: unitSchema(parseDuration).optional(),
})
type Options = z.output<typeof options>

/** How far an attestation came on the way to be accepted; the farthest says why there are too few. */
const steps = ['other', 'refused', 'not-checked', 'predicate', 'signer', 'accepted'] as const
type Step = (typeof steps)[number]

/**
 * Enough signers whom the policy names signed the digest that is judged. Each attestation is held against everything at
 * once: digest, trust, predicate, identity and issuer. A subject without a digest, and signatures that nobody checked, prove
 * nothing; signatures of other digests do not count.
 */
export const signatureCondition = defineCondition({
  kind: 'signature',
  options,
  judge: (asked, context) => {
    const { suite = null, maxReportAge } = asked
    const selection = selectEvidence(context, {
      kind: 'attestations',
      noun: 'signature or attestation',
      suite,
      maxAgeMs: maxReportAge ?? null,
    })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const evidence = selection.selected.map(({ report }) => report.digest)
    const digest = context.subject.digest?.toLowerCase() ?? null
    if (digest === null || digest === '') {
      const sentence = 'The subject has no digest, so no signature can be of it'
      return { judgements: [{ code: 'signature-subject-without-digest', outcome: 'error', sentence }], evidence }
    }
    return { judgements: [judgement(asked, digest, selection.selected)], evidence }
  },
})

function judgement(
  asked: Options,
  digest: string,
  selected: readonly Selected<AttestationsEvidence>[],
): Judgement<SignatureReason> {
  const all = selected.flatMap(({ evidence }) => evidence.attestations)
  const at = (step: Step): readonly Attestation[] => all.filter((one) => stepOf(one, asked, digest) === step)
  const accepted = at('accepted')
  const signers = new Set(accepted.map(({ identity, issuer }) => JSON.stringify([identity, issuer])))
  const facts = {
    digest,
    attestations: all.length,
    accepted: accepted.length,
    signers: signers.size,
    minSignatures: asked.minSignatures,
    refused: at('refused').length,
    trust: asked.trust,
  }
  if (signers.size >= asked.minSignatures) {
    const byWhom = list(accepted.map(signerText))
    const claims = accepted.filter(({ state }) => state === 'claimed')
    const checked =
      claims.length === 0
        ? 'checked here'
        : `${claims.length === accepted.length ? '' : 'partly '}as ${list(claims.map(({ checkedBy }) => checkedBy ?? 'somebody'))} says, not checked here`
    return {
      code: 'signature-accepted',
      outcome: 'pass',
      sentence: `${digest} is signed by ${byWhom}, ${checked}`,
      facts,
    }
  }
  const make = (code: SignatureReason, outcome: Judgement['outcome'], came: string): Judgement<SignatureReason> => ({
    code,
    outcome,
    sentence: `Expected ${digest} to be signed by ${wantedText(asked)}; ${came}`,
    facts,
  })
  if (accepted.length > 0) {
    return make('signature-too-few', 'fail', `${signers.size} did: ${list(accepted.map(signerText))}`)
  }
  const [others, otherPredicates] = [at('signer'), at('predicate')]
  if (others.length > 0)
    return make('signature-of-another-signer', 'fail', `it is signed by ${list(others.map(signerText))}`)
  if (otherPredicates.length > 0) {
    const came = list(otherPredicates.map(({ predicateType }) => predicateType ?? 'a plain signature'))
    return make('signature-of-another-predicate', 'fail', `what came is ${came}`)
  }
  const [unchecked, refused] = [at('not-checked'), at('refused')]
  // A refusal beside it must not hide behind what was not checked.
  if (refused.length > 0) {
    const why = list(refused.map(({ refusal }) => refusal ?? 'no reason given'))
    return make('signature-refused', 'fail', `${refused.length} did not hold: ${why}`)
  }
  if (unchecked.length > 0) {
    const by = list(
      unchecked.map(({ checkedBy }) => (checkedBy === null ? 'nobody checked it' : `only ${checkedBy} says so`)),
    )
    return make(
      'signature-not-checked',
      'inconclusive',
      `${unchecked.length} came whose signature was not checked here: ${by}`,
    )
  }
  return make(
    'signature-missing',
    'fail',
    all.length === 0
      ? 'there is no signature'
      : `${all.length} came, of other digests: ${list(all.flatMap(({ digests }) => digests))}`,
  )
}

function stepOf(one: Attestation, asked: Options, digest: string): Step {
  if (!one.digests.some((other) => other.toLowerCase() === digest)) return 'other'
  if (one.state === 'refused') return 'refused'
  const isTrusted = one.state === 'verified' || (asked.trust === 'claimed' && one.checkedBy !== null)
  if (!isTrusted) return 'not-checked'
  if (asked.predicateType !== undefined && !matchesName(one.predicateType ?? '', asked.predicateType))
    return 'predicate'
  const isSigner = asked.identity === '*' || (one.identity !== null && matchesName(one.identity, asked.identity))
  const isVouched = asked.issuer === undefined || (one.issuer !== null && matchesName(one.issuer, asked.issuer))
  return isSigner && isVouched ? 'accepted' : 'signer'
}

function wantedText({ identity, issuer, predicateType, minSignatures, trust }: Options): string {
  const who = identity === '*' ? 'anybody who is trusted' : identity
  return [
    minSignatures === 1 ? who : `${minSignatures} signers that are ${who}`,
    ...(issuer === undefined ? [] : [`issuer ${issuer}`]),
    ...(predicateType === undefined ? [] : [`with an attestation of type ${predicateType}`]),
    ...(trust === 'claimed' ? ['by its own check or another one'] : []),
  ].join(', ')
}

function signerText({ identity, issuer }: Attestation): string {
  return `${identity ?? 'a signer without a name'}${issuer === null ? '' : ` (issuer ${issuer})`}`
}

/** Each once, the first three. */
function list(texts: readonly string[]): string {
  const distinct = [...new Set(texts)]
  const more = distinct.length > 3 ? ` and ${distinct.length - 3} more` : ''
  return distinct.length === 0 ? 'nothing' : `${distinct.slice(0, 3).join(', ')}${more}`
}
