import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { Reference, SecretFinding, SecretState, SecretsEvidence } from '../../src/evidence/index.ts'
import type { Outcome } from '../../src/verdict/index.ts'
import { context, now, report } from './report.ts'

function secret(state: SecretState, fingerprint: string | null = null, rule = 'AWS'): SecretFinding {
  return { rule, state, location: 'a.env:3', commit: 'c'.repeat(40), fingerprint }
}

function evidence(secrets: readonly SecretFinding[], fields: Partial<SecretsEvidence> = {}): SecretsEvidence {
  return { kind: 'secrets', tool: 'TruffleHog', verifies: true, secrets, createdAt: null, failure: null, ...fields }
}

function judge(options: object, all: readonly SecretsEvidence[], references: readonly Reference[] = []) {
  const reports = all.map((of) => report([of], { name: 'secrets.json' }))
  return conditions.secrets.judge(options, context({ id: 'secrets', reports, references }))
}

const verified = secret('verified')
const unverified = secret('unverified')
const unknown = secret('unknown')

test.each<[string, object, readonly SecretFinding[], Outcome, string]>([
  ['nothing found', { verified: 0 }, [], 'pass', '0 distinct secrets (none) are within the limits'],
  [
    'a verified secret',
    { verified: 0 },
    [verified],
    'fail',
    '1 verified secrets, at most 0 may be: AWS in a.env:3 (cccccccccccc)',
  ],
  [
    'an unverified one under a limit for verified ones',
    { verified: 0 },
    [unverified],
    'pass',
    '1 distinct secrets (1 unverified)',
  ],
  [
    'one of unknown state',
    { verified: 0 },
    [unknown],
    'fail',
    '1 verified secrets (1 of them unknown), at most 0 may be',
  ],
  ['one of unknown state with a limit of its own', { verified: 0, unknown: 1 }, [unknown], 'pass', '(1 unknown)'],
  [
    'more of unknown state than may be',
    { verified: 0, unknown: 1 },
    [unknown, unknown],
    'fail',
    '2 unknown secrets, at most 1',
  ],
  [
    'a verified one where only unverified ones are limited',
    { unverified: 0 },
    [verified],
    'fail',
    '1 unverified secrets (1 of them verified)',
  ],
  [
    'a verified one where only unknown ones are limited',
    { unknown: 0 },
    [verified],
    'fail',
    '1 unknown secrets (1 of them verified)',
  ],
  ['as many unverified ones as may be', { unverified: 2 }, [unverified, unverified], 'pass', '2 distinct'],
])('%s', (_, max, secrets, outcome, sentence) => {
  const { part } = judge({ max }, [evidence(secrets)])
  expect(part.outcome).toBe(outcome)
  expect(part.reasons[0].sentence).toContain(sentence)
})

describe('a tool that tries no secret out', () => {
  const gitleaks = (secrets: readonly SecretFinding[]) => evidence(secrets, { tool: 'gitleaks', verifies: false })

  test('does not meet a limit for verified ones by verifying nothing', () => {
    const { part } = judge({ max: { verified: 0 } }, [gitleaks([unverified])])
    expect(part.outcome).toBe('fail')
    expect(part.reasons[0].sentence).toContain('(1 of them unknown: gitleaks does not try them out)')
  })

  test('passes where it finds nothing', () => {
    expect(judge({ max: { verified: 0 } }, [gitleaks([])]).part.outcome).toBe('pass')
  })
})

describe('evidence', () => {
  test('that is missing, failed or of another tool is no pass', () => {
    expect(judge({ max: { verified: 0 } }, []).part.outcome).toBe('inconclusive')
    expect(judge({ max: { verified: 0 } }, [evidence([], { failure: 'crashed' })]).part.outcome).toBe('error')
    expect(judge({ max: { verified: 0 }, from: 'gitleaks' }, [evidence([])]).part.outcome).toBe('inconclusive')
    expect(judge({ max: { verified: 0 }, from: 'trufflehog' }, [evidence([])]).part.outcome).toBe('pass')
  })

  test('that is too old is no pass', () => {
    const old = evidence([], { createdAt: now - 25 * 3_600_000 })
    expect(judge({ max: { verified: 0 }, maxReportAge: '24h' }, [old]).part.outcome).toBe('inconclusive')
  })

  test('of two reports of a tool that found the same secret counts it once, with the worse state', () => {
    const twice = [evidence([secret('unverified', 'f1')]), evidence([secret('verified', 'f1')])]
    expect(judge({ max: { verified: 0 } }, twice).part.reasons[0]).toMatchObject({
      code: 'secrets-over-limit',
      facts: { distinct: 1, verified: 1 },
    })
  })
})

test('the places of a secret are told by their number', () => {
  const spread = { ...verified, otherLocations: ['b.env:1', 'c.env:1'] }
  expect(judge({ max: { verified: 0 } }, [evidence([spread])]).part.reasons[0].sentence).toContain(
    'AWS in a.env:3 and 2 more (cccccccccccc)',
  )
})

test('a limit has to be named', () => {
  expect(conditions.secrets.options.safeParse({ max: {} }).success).toBe(false)
  expect(conditions.secrets.options.safeParse({ max: { critical: 0 } }).success).toBe(false)
})

describe('new secrets only', () => {
  const options = { max: { verified: 0 }, newOnly: { reference: 'main' } }

  function accepted(secrets: readonly SecretFinding[]): readonly Reference[] {
    const { observation } = judge({ max: { verified: 9 } }, [evidence(secrets)])
    if (observation === null) throw new Error('expected an observation')
    return [{ branch: 'main', commit: null, acceptedAt: now, origin: { kind: 'evaluation', id: 'e1' }, observation }]
  }

  test('one that was there before is not counted, a new one is', () => {
    const before = accepted([secret('verified', 'f1')])
    const { part } = judge(options, [evidence([secret('verified', 'f1')])], before)
    expect(part.outcome).toBe('pass')
    expect(part.reasons[0].sentence).toContain('1 were there before')
    expect(judge(options, [evidence([secret('verified', 'f2')])], before).part.outcome).toBe('fail')
  })

  test('one that turns out to work is new', () => {
    const before = accepted([secret('unverified', 'f1')])
    expect(judge(options, [evidence([secret('verified', 'f1')])], before).part.outcome).toBe('fail')
    expect(
      judge({ ...options, max: { unverified: 0 } }, [evidence([secret('unverified', 'f1')])], before).part.outcome,
    ).toBe('pass')
  })

  test('one without a fingerprint is new', () => {
    expect(judge(options, [evidence([verified])], accepted([verified])).part.outcome).toBe('fail')
  })

  test('without accepted evidence is undecided where it matters, and counts all where that is asked for', () => {
    const some = [evidence([secret('verified', 'f1')])]
    const { part } = judge(options, some)
    expect(part.outcome).toBe('inconclusive')
    expect(part.reasons[0].code).toBe('findings-reference-missing')
    expect(judge(options, [evidence([])]).part.outcome).toBe('pass')
    expect(judge({ ...options, newOnly: { reference: 'main', whenMissing: 'count-all' } }, some).part.outcome).toBe(
      'fail',
    )
  })

  test('is compared with the branch that the options name', () => {
    expect(conditions.secrets.referenceBranch(options)).toBe('main')
    expect(conditions.secrets.referenceBranch({ max: { verified: 0 } })).toBeNull()
  })
})
