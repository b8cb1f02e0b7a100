import { z } from 'zod'
import type { EvidenceOf, SecretFinding, SecretsEvidence, SecretState } from '../../evidence/index.ts'
import { parseDuration, unitSchema } from '../../units/index.ts'
import { defineCondition, type Judgement } from '../condition.ts'
import { acceptedKeys, judgedWithout, newOnlySchema } from '../new-only.ts'
import { selectEvidence } from '../select-evidence.ts'
import { isFromTool } from '../tool-name.ts'
import { secretLimits, secretStates, underLimits, type SecretLimits } from './secret-limits.ts'

export type SecretsReason = 'secrets-within-limits' | 'secrets-over-limit' | 'findings-reference-missing'

const options = z.strictObject({
  suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
  from: z.string().min(1).optional().meta({ description: 'Only reports of this scanner' }),
  max: secretLimits,
  newOnly: newOnlySchema.optional(),
  maxReportAge: unitSchema(parseDuration).optional(),
})

/**
 * Secrets stay within limits per state. A tool that tries no secret out cannot find one verified: each of its secrets counts
 * as `unknown`, which falls under the limit for verified ones unless `unknown` has its own.
 *
 * With `newOnly` a secret is known by its fingerprint; one without counts as new, because nobody can say that it is not, and
 * so does one that was there before and only now turned out to work.
 */
export const secretsCondition = defineCondition({
  kind: 'secrets',
  options,
  referenceBranch: ({ newOnly }) => newOnly?.reference ?? null,
  judge: ({ suite = null, from, max, newOnly, maxReportAge }, context) => {
    const selection = selectEvidence(context, {
      kind: 'secrets',
      noun: 'report of secrets',
      suite,
      maxAgeMs: maxReportAge ?? null,
      ...(from === undefined
        ? {}
        : {
            accepts: (evidence: EvidenceOf['secrets']) => isFromTool(evidence.tool, from),
            acceptsText: `from ${from}`,
          }),
    })
    if (selection.kind === 'unusable') return { judgements: [selection.judgement], evidence: selection.evidence }
    const all = selection.selected.map((one) => one.evidence)
    const found = distinct(all)
    const accepted = newOnly === undefined ? null : acceptedKeys(context.references)
    const counted = found.filter((one) => accepted === null || !wasThere(one, accepted)).map(({ secret }) => secret)
    const judgements = judge(counted, max, { all, known: found.length - counted.length, isNew: accepted !== null })
    const keys = found.flatMap(({ key, secret }) => (key === null ? [] : [keyIn(key, secret.state)]))
    const [first, ...others] = accepted === null ? judgements.map((one) => judgedWithout(newOnly, one)) : judgements
    return {
      judgements: [first, ...others],
      evidence: selection.selected.map(({ report }) => report.digest),
      observation: { kind: 'findings', keys },
    }
  },
})

interface FoundSecret {
  readonly secret: SecretFinding
  /** What it is known by; `null` for one that has nothing such. */
  readonly key: string | null
}

/** A secret as it is kept: with its state, so that one that turns out to work is new. */
function keyIn(key: string, state: SecretState): string {
  return `${state} ${key}`
}

/** True for a secret that was accepted in its state or in a worse one. */
function wasThere({ key, secret }: FoundSecret, known: ReadonlySet<string>): boolean {
  const asBad = secretStates.slice(0, secretStates.indexOf(secret.state) + 1)
  return key !== null && asBad.some((state) => known.has(keyIn(key, state)))
}

/** The secrets of all reports, one that several reports of a tool hold once, with the worst of its states. */
function distinct(all: readonly SecretsEvidence[]): readonly FoundSecret[] {
  const kept: FoundSecret[] = []
  const places = new Map<string, number>()
  for (const { tool, verifies, secrets } of all) {
    for (const one of secrets) {
      const secret: SecretFinding = verifies ? one : { ...one, state: 'unknown' }
      const key = one.fingerprint === null ? null : JSON.stringify([tool, one.fingerprint])
      const place = key === null ? undefined : places.get(key)
      const before = place === undefined ? undefined : kept[place]
      if (place === undefined || before === undefined) {
        if (key !== null) places.set(key, kept.length)
        kept.push({ secret, key })
      } else if (secretStates.indexOf(secret.state) < secretStates.indexOf(before.secret.state)) {
        kept[place] = { secret, key }
      }
    }
  }
  return kept
}

function judge(
  counted: readonly SecretFinding[],
  max: SecretLimits,
  { all, known, isNew }: { readonly all: readonly SecretsEvidence[]; readonly known: number; readonly isNew: boolean },
): readonly [Judgement<SecretsReason>, ...Judgement<SecretsReason>[]] {
  const count = (state: SecretState): number => counted.filter((one) => one.state === state).length
  const facts = {
    distinct: counted.length,
    verified: count('verified'),
    unknown: count('unknown'),
    unverified: count('unverified'),
    known,
  }
  const untried = [...new Set(all.filter(({ verifies }) => !verifies).map(({ tool }) => tool))]
  const noun = isNew ? 'new secrets' : 'secrets'
  const over = underLimits(counted, max).flatMap(({ state, most, secrets }): Judgement<SecretsReason>[] => {
    if (secrets.length <= most) return []
    const others = secretStates.flatMap((other) => {
      const number = secrets.filter((one) => one.state === other).length
      return other === state || number === 0 ? [] : [`${number} of them ${other}`]
    })
    const aside = others.length > 0 ? ` (${others.join(', ')}${why(secrets, untried)})` : ''
    return [
      {
        code: 'secrets-over-limit',
        outcome: 'fail',
        sentence: `${secrets.length} ${state} ${noun}${aside}, at most ${most} may be: ${secrets.slice(0, 3).map(secretText).join(', ')}${secrets.length > 3 ? ', …' : ''}`,
        facts: { ...facts, state, found: secrets.length, limit: most },
      },
    ]
  })
  const [first, ...others] = over
  if (first !== undefined) return [first, ...others]
  const totals = secretStates.filter((state) => count(state) > 0).map((state) => `${count(state)} ${state}`)
  const before = known > 0 ? `; ${known} were there before` : ''
  return [
    {
      code: 'secrets-within-limits',
      outcome: 'pass',
      sentence: `${counted.length} distinct ${noun} (${totals.join(', ') || 'none'}) are within the limits${before}`,
      facts,
    },
  ]
}

/** Why a state is unknown, where that is the tool's way. */
function why(secrets: readonly SecretFinding[], untried: readonly string[]): string {
  return untried.length > 0 && secrets.some(({ state }) => state === 'unknown')
    ? `: ${untried.join(' and ')} does not try them out`
    : ''
}

function secretText({ rule, location, otherLocations = [], commit }: SecretFinding): string {
  const more = otherLocations.length === 0 ? '' : ` and ${otherLocations.length} more`
  const place = location === null ? '' : ` in ${location}${more}`
  return `${rule}${place}${commit === null ? '' : ` (${commit.slice(0, 12)})`}`
}
