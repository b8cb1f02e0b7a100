import { z } from 'zod'
import { conditions, isConditionKind } from '../conditions/index.ts'
import { identifier } from './identifier.ts'
import type { Gate } from './resolved-policy.ts'

const required = z
  .boolean()
  .default(true)
  .meta({ description: 'A part that is not required is shown and decides nothing' })

/** How a condition of each kind is written: its own options beside `id`, `kind` and `required`. */
const written = Object.values(conditions).map((condition) =>
  condition.options.extend({ id: identifier, kind: z.literal(condition.kind), required }),
)
const [first, ...others] = written
const condition = first === undefined ? z.never() : z.discriminatedUnion('kind', [first, ...others])

/** What every condition has; the rest of it are the options of its kind. */
const head = z.looseObject({
  id: identifier,
  kind: z.string().refine(isConditionKind),
  required,
})

const conditionList = z
  .array(condition)
  .min(1, 'expected at least one condition: a gate without any would pass by being empty')
  .superRefine((list, context) => {
    // An id that is none is an issue of its own, and does not stop the checks of the list.
    const checked = list.map((one) => head.safeParse(one))
    if (!checked.every((one) => one.success)) return
    const heads = checked.map(({ data }) => data)
    for (const [index, { id }] of heads.entries()) {
      if (heads.findIndex((one) => one.id === id) < index) {
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `expected each id once, got '${id}' again` })
      }
    }
    if (heads.length > 0 && !heads.some((one) => one.required)) {
      context.addIssue({ code: 'custom', message: 'expected at least one required condition' })
    }
  })

const shape = {
  exposure: z.enum(['before', 'after']).default('before'),
  onInconclusive: z
    .enum(['rollback', 'hold'], "expected 'rollback' or 'hold': what was never shown to be good is not promoted")
    .default('rollback'),
}

/** A gate may be written as a bare list of conditions. */
const asObject = (gate: unknown): unknown => (Array.isArray(gate) ? { conditions: gate } : gate)

/** The `gates` of a policy, by name: checks every condition by the schema of its kind. */
export const gatesSchema = z.record(
  identifier,
  z.preprocess(asObject, z.strictObject({ ...shape, conditions: conditionList })),
)

/** The written form with both ways to write a gate, for the published JSON Schema. */
export const gatesWrittenForm = z.record(
  identifier,
  z.union([z.array(condition).min(1), z.strictObject({ ...shape, conditions: z.array(condition).min(1) })]),
)

const readForm = z.record(identifier, z.preprocess(asObject, z.strictObject({ ...shape, conditions: z.array(head) })))

/**
 * The gates of a document that `gatesSchema` accepted. Options are handed on as written: each condition resolves them by
 * its own schema when it judges.
 */
export function readGates(gates: unknown): readonly Gate[] {
  return Object.entries(readForm.parse(gates)).map(([name, gate]) => ({
    name,
    exposure: gate.exposure,
    onInconclusive: gate.onInconclusive,
    conditions: gate.conditions.map(({ id, kind, required: isRequired, ...options }) => ({
      id,
      kind,
      required: isRequired,
      options,
    })),
  }))
}
