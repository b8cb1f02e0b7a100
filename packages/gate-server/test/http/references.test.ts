import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { issueToken } from '../../src/auth/index.ts'
import { startPostgres, type RealPostgres } from '../storage/real-postgres.ts'
import { gateHouse, junit, start, type GateHouse } from './gate-house.ts'

const document = `
version: 1
name: compared
gates:
  pull-request:
    - { id: unit-tests, kind: tests, suite: unit }
    - { id: coverage, kind: coverage, lines: ">= 50%", maxDrop: { reference: main, points: 0.5pp } }
`

/** Coverage of a hundred lines. */
function lcov(covered: number): string {
  const lines = Array.from({ length: 100 }, (_, index) => `DA:${index + 1},${index < covered ? 1 : 0}`)
  return `TN:\nSF:src/cart.ts\n${lines.join('\n')}\nend_of_record\n`
}

const evaluation = z.object({
  id: z.string(),
  verdict: z.object({
    verdict: z.string(),
    outcome: z.string(),
    reason: z.string(),
    parts: z.array(z.object({ id: z.string(), outcome: z.string() })),
  }),
})
const references = z.object({
  references: z.array(
    z.object({
      policy: z.string(),
      condition: z.string(),
      used: z.boolean(),
      commit: z.string().nullable(),
      summary: z.string(),
      origin: z.looseObject({ kind: z.string() }),
    }),
  ),
})

const random = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size))

async function guardedHouse(
  location: string,
  policies: Readonly<Record<string, string>> = {},
): Promise<{ house: GateHouse; as: (scope: 'submit' | 'admin') => string }> {
  const house = await gateHouse({ store: location, policies })
  const tokens = new Map<string, string>()
  for (const scope of ['submit', 'admin'] as const) {
    const { token, stored } = issueToken({ name: `${scope}-bot`, scope, now: start, expiresAt: start + 1e9, random })
    await house.store.tokens.add(stored)
    tokens.set(scope, `Bearer ${token}`)
  }
  return { house, as: (scope) => tokens.get(scope) ?? '' }
}

let postgres: RealPostgres | null = null
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => postgres?.stop())

const stores: readonly (readonly [string, () => Promise<string | null>])[] = [
  ['SQLite', () => Promise.resolve(':memory:')],
  ['PostgreSQL', async () => (await postgres?.newDatabase()) ?? null],
]

describe.each(stores)('references over HTTP, kept in %s', (name, locate) => {
  test('a branch is compared with what main accepted, until a person sets it anew', async (context) => {
    const location = await locate()
    if (location === null) return context.skip(`${name} cannot be run on this machine`)
    const { house, as } = await guardedHouse(location)
    const evaluate = async (branch: string | null, covered: number, failures = 0) => {
      const answer = await request(house.app)
        .post('/v1/evaluations')
        .set('Authorization', as('submit'))
        .send({
          policy: { document },
          gate: 'pull-request',
          subject: { service: 'shop', commit: `c${covered}`, ...(branch === null ? {} : { branch }) },
          reports: [
            { name: 'junit.xml', suite: 'unit', content: junit(3, failures) },
            { name: 'lcov.info', content: lcov(covered) },
          ],
        })
      expect(answer.status).toBe(201)
      return evaluation.parse(answer.body)
    }
    const list = async () => {
      const answer = await request(house.app)
        .get('/v1/references?service=shop&branch=main')
        .set('Authorization', as('submit'))
      return references.parse(answer.body).references
    }
    const reset = (fields: object, scope: 'submit' | 'admin' = 'admin'): PromiseLike<Response> =>
      request(house.app)
        .post('/v1/references:reset')
        .set('Authorization', as(scope))
        .send({
          service: 'shop',
          branch: 'main',
          policy: 'given/compared',
          condition: 'coverage',
          why: 'Old tests went',
          ...fields,
        })

    // Nothing is accepted yet: on another branch nobody can say what the drop is; the branch itself begins.
    expect((await evaluate('feature', 91)).verdict).toMatchObject({ verdict: 'hold', outcome: 'inconclusive' })
    expect(await list()).toEqual([])
    expect((await evaluate('main', 92)).verdict).toMatchObject({ verdict: 'promote', outcome: 'pass' })
    expect(await list()).toMatchObject([
      { policy: 'given/compared', condition: 'coverage', summary: 'lines 92 %', commit: 'c92', used: true },
    ])

    // A branch that drops by more than half a point fails with the numbers.
    const dropped = await evaluate('feature', 91)
    expect(dropped.verdict).toMatchObject({ verdict: 'hold', outcome: 'fail' })
    expect(dropped.verdict.reason).toMatch(/91 %.*92 %/)
    expect(dropped.verdict.reason).toContain('main')
    expect((await evaluate('feature', 92)).verdict.verdict).toBe('promote')

    // What was not accepted, or has no branch, becomes no reference; nor does that of another branch.
    await evaluate('main', 99, 1)
    await evaluate(null, 99)
    await evaluate('feature', 99)
    expect((await evaluate('feature', 92)).verdict.verdict).toBe('promote')
    expect((await list()).map(({ commit }) => commit)).toEqual(['c92'])

    // A reset is on record, and nobody without the right to can make one.
    expect((await reset({ evaluation: dropped.id }, 'submit')).status).toBe(403)
    expect((await reset({ evaluation: dropped.id })).status).toBe(200)
    expect((await evaluate('feature', 91)).verdict.verdict).toBe('promote')
    expect(await list()).toMatchObject([
      { commit: 'c91', used: true, origin: { kind: 'reset', why: 'Old tests went' } },
      { commit: 'c92', used: false, origin: { kind: 'evaluation' } },
    ])
    expect((await list())[0]?.origin['who']).toMatch(/^admin-bot \(token:/)

    // Without an evaluation there is nothing to compare with again.
    await reset({})
    expect((await evaluate('feature', 91)).verdict.outcome).toBe('inconclusive')
    expect((await list())[0]).toMatchObject({ summary: 'nothing to compare with', used: true })
    await house.close()
  })
})

test('a policy that comes in a request never sets what a policy of the operator compares with', async () => {
  const { house, as } = await guardedHouse(':memory:', { compared: document })
  const evaluate = async (policy: object, branch: string, covered: number) => {
    const answer = await request(house.app)
      .post('/v1/evaluations')
      .set('Authorization', as('submit'))
      .send({
        policy,
        gate: 'pull-request',
        subject: { service: 'shop', branch },
        reports: [
          { name: 'junit.xml', suite: 'unit', content: junit(3, 0) },
          { name: 'lcov.info', content: lcov(covered) },
        ],
      })
    expect(answer.status).toBe(201)
    return evaluation.parse(answer.body)
  }
  const kept = { name: 'compared' }
  expect((await evaluate(kept, 'main', 92)).verdict.verdict).toBe('promote')

  // The same name, condition, service and branch, and no limit: accepted, but not for the operator's policy.
  const lax = document.replace(', maxDrop: { reference: main, points: 0.5pp }', '').replace('50%', '1%')
  const attack = await evaluate({ document: lax }, 'main', 60)
  expect(attack.verdict.verdict).toBe('promote')
  const after = await evaluate(kept, 'feature', 60)
  expect([after.verdict.verdict, after.verdict.outcome]).toEqual(['hold', 'fail'])
  expect(after.verdict.reason).toMatch(/60 %.*92 %/)

  // Nor does a name that looks like the operator's.
  const answer = await request(house.app)
    .post('/v1/evaluations')
    .set('Authorization', as('submit'))
    .send({ policy: { document: lax.replace('name: compared', 'name: ../kept/compared') }, gate: 'pull-request' })
  expect(answer.status).toBe(400)

  // Not even by a reset: what the given policy observed is not of the kept one.
  const reset = { service: 'shop', branch: 'main', condition: 'coverage', why: 'x', evaluation: attack.id }
  const ask = (policy: string): PromiseLike<Response> =>
    request(house.app)
      .post('/v1/references:reset')
      .set('Authorization', as('admin'))
      .send({ ...reset, policy })
  expect((await ask('kept/compared')).status).toBe(404)
  expect((await ask('compared')).status).toBe(400)
  expect((await ask('given/compared')).status).toBe(200)
  const listed = await request(house.app)
    .get('/v1/references?service=shop&branch=main')
    .set('Authorization', as('submit'))
  expect(references.parse(listed.body).references.map(({ policy, summary }) => [policy, summary])).toEqual([
    ['given/compared', 'lines 60 %'],
    ['given/compared', 'lines 60 %'],
    ['kept/compared', 'lines 92 %'],
  ])
  expect((await evaluate(kept, 'feature', 60)).verdict.outcome).toBe('fail')
  await house.close()
})

test('a request that is repeated with its key is accepted once', async () => {
  const { house, as } = await guardedHouse(':memory:')
  const plain = document.replace(', maxDrop: { reference: main, points: 0.5pp }', '')
  const ask = () =>
    request(house.app)
      .post('/v1/evaluations')
      .set({ Authorization: as('submit'), 'Idempotency-Key': 'k' })
      .send({
        policy: { document: plain },
        gate: 'pull-request',
        subject: { service: 'shop', branch: 'main' },
        reports: [
          { name: 'junit.xml', suite: 'unit', content: junit(3, 0) },
          { name: 'lcov.info', content: lcov(90) },
        ],
      })
  await ask()
  await ask()
  expect(await house.store.references.list({ service: 'shop', branch: 'main' })).toHaveLength(1)
  await house.close()
})

test('coverage that is carried forward keeps its own age from evaluation to evaluation', async () => {
  const { house, as } = await guardedHouse(':memory:')
  const carrying = `
version: 1
name: carrying
gates:
  merge:
    - id: coverage
      kind: coverage
      flags: { unit: { lines: ">= 50%" }, e2e: { lines: ">= 50%" } }
      carryForward: { reference: main, maxAge: 3h }
`
  const evaluate = async (suites: readonly string[]) => {
    const answer = await request(house.app)
      .post('/v1/evaluations')
      .set('Authorization', as('submit'))
      .send({
        policy: { document: carrying },
        gate: 'merge',
        subject: { service: 'shop', branch: 'main' },
        reports: suites.map((suite) => ({ name: `${suite}.info`, suite, content: lcov(90) })),
      })
    return evaluation.parse(answer.body).verdict
  }
  const ages = async (): Promise<unknown> => {
    const query = {
      service: 'shop',
      branch: 'main',
      policy: 'given/carrying',
      condition: 'coverage',
      kind: 'coverage',
      most: 1,
    }
    const [newest] = await house.store.references.newest(query)
    return newest?.observation.kind === 'coverage'
      ? newest.observation.flags.map(({ flag, measuredAt }) => [flag, measuredAt - start])
      : null
  }
  const hour = 3_600_000
  expect((await evaluate(['unit', 'e2e'])).verdict).toBe('promote')
  for (const hours of [1, 2]) {
    house.clock.advance(hour)
    expect((await evaluate(['unit'])).verdict).toBe('promote')
    expect(await ages()).toEqual(
      expect.arrayContaining([
        ['unit', hours * hour],
        ['e2e', 0],
      ]),
    )
  }
  house.clock.advance(2 * hour)
  expect((await evaluate(['unit'])).outcome).toBe('inconclusive')
  await house.close()
})
