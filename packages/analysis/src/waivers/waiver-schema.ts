import { z } from 'zod'
import { AnalysisError } from '../errors.ts'
import { parsePathPattern } from '../units/index.ts'
import type { Waiver, WaiverScope } from './waiver.ts'

const text = (expected: string, most = 500) =>
  z
    .string({ error: ({ input }) => (input === undefined ? `expected ${expected}, got nothing` : undefined) })
    .trim()
    .min(1, `expected ${expected}`)
    .max(most, `expected at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'expected one line without control characters')

const lastDay = text('the last day that it holds, such as 2026-12-31: without an end it is no waiver').refine(
  isDay,
  'expected a day such as 2026-12-31',
)

const scope = z
  .strictObject({
    package: text('the name of a package, or its purl').optional(),
    version: text('a version').optional(),
    path: text('a pattern of paths, such as test/**')
      .superRefine((given, context) => {
        try {
          parsePathPattern(given)
        } catch (error) {
          context.addIssue({
            code: 'custom',
            message: error instanceof AnalysisError ? error.message : 'expected a pattern of paths',
          })
        }
      })
      .optional(),
    digest: text('a digest')
      .regex(/^sha\d{3}:[0-9a-f]{40,128}$/, 'expected a digest such as sha256: and 64 hexadecimal digits')
      .optional(),
    tool: text('the name of a tool').optional(),
  })
  .refine(
    (given) => given.version === undefined || given.package !== undefined,
    "expected 'package' beside 'version': a version alone names nothing",
  )

const waiver = z.strictObject({
  // Findings without an id are read as `unknown`: one waiver would permit them all.
  id: text('the id of the finding that is waived, or a name where a condition is waived').refine(
    (given) => given.toLowerCase() !== 'unknown',
    "expected the id of one finding, got 'unknown', which stands for every finding without an id",
  ),
  condition: text('the id of a condition').optional(),
  scope: scope.optional(),
  who: text('who answers for it'),
  why: text('the reason', 2000),
  until: lastDay,
})

/** A document of waivers as people write it. */
export const waiversSchema = z
  .strictObject({
    version: z.literal(1, 'expected version 1, the only one there is'),
    waivers: z.array(waiver).max(5000, 'expected at most 5000 waivers'),
  })
  .transform(({ waivers }) => waivers.map(waiverOf))
  .superRefine((waivers, context) => {
    const seen = new Set<string>()
    for (const [index, { id, condition, scope: limits }] of waivers.entries()) {
      const key = JSON.stringify([id, condition, limits])
      if (seen.has(key)) {
        context.addIssue({
          code: 'custom',
          path: ['waivers', index, 'id'],
          message: `expected each waiver once, got '${id}' again with the same scope`,
        })
      }
      seen.add(key)
    }
  })

function waiverOf({ id, condition, scope: limits, who, why, until }: z.output<typeof waiver>): Waiver {
  const scopeOf: WaiverScope = {
    package: limits?.package ?? null,
    version: limits?.version ?? null,
    path: limits?.path ?? null,
    digest: limits?.digest ?? null,
    tool: limits?.tool ?? null,
  }
  return { id, condition: condition ?? null, scope: scopeOf, who, why, until }
}

/** A day of the calendar, written as people sort them. */
function isDay(given: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(given) ? Date.parse(`${given}T00:00:00Z`) : Number.NaN
  // 2026-02-30 reads as a day in March.
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(given)
}

const keys = {
  document: ['version', 'waivers'],
  waiver: ['id', 'condition', 'scope', 'who', 'why', 'until'],
  scope: ['package', 'version', 'path', 'digest', 'tool'],
}

/** The keys that may stand at a place, for messages and suggestions. */
export function knownWaiverKeys(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return keys.document
  return path[2] === 'scope' ? keys.scope : keys.waiver
}

/** The JSON Schema (2020-12) of the written form, for editors. */
export function waiversJsonSchema(): object {
  return z.toJSONSchema(waiversSchema, { io: 'input', unrepresentable: 'any' })
}
