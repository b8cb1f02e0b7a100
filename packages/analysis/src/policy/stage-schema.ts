import { z } from 'zod'
import { parseDuration, parseShare, unitSchema } from '../units/index.ts'
import type { Stage } from './resolved-policy.ts'

const duration = unitSchema(parseDuration).refine((ms) => ms > 0, 'expected a duration above 0s')

const written = z.strictObject({
  traffic: unitSchema(parseShare).refine((share) => share > 0, 'expected a share above 0%'),
  duration: duration.optional(),
  requires: z.enum(['no-harm', 'non-inferiority']).optional(),
  extend: duration.optional(),
  bake: duration.optional().meta({ description: 'How long guards watch when all traffic is on the canary' }),
})

/** A stage of a canary plan: with a duration and a requirement while a baseline is left, with `bake` at 100 %. */
export const stageSchema = written.transform((stage, context): Stage => {
  const refuse = (message: string): never => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  if (stage.traffic < 1) {
    if (stage.bake !== undefined || stage.duration === undefined || stage.requires === undefined) {
      return refuse(
        "expected a stage below 100% to say 'duration' and 'requires: no-harm' or 'requires: non-inferiority', and no 'bake'",
      )
    }
    return { traffic: stage.traffic, duration: stage.duration, requires: stage.requires, extend: stage.extend ?? 0 }
  }
  if (
    stage.bake === undefined ||
    stage.duration !== undefined ||
    stage.requires !== undefined ||
    stage.extend !== undefined
  ) {
    return refuse("expected a stage at 100% to say 'bake' and nothing else: no baseline is left to compare with")
  }
  return { traffic: 1, duration: stage.bake, requires: 'bake', extend: 0 }
})
