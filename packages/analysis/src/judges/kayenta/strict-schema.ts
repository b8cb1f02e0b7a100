import { z } from 'zod'

const bound = z.number().min(0, 'a number from 0 up')

const outliersSchema = z.strictObject({
  strategy: z.enum(['keep', 'remove']).optional(),
  outlierFactor: z.number().positive('a number above 0').optional(),
})

const effectSizeSchema = z
  .strictObject({
    measure: z.enum(['meanRatio', 'cles']).optional(),
    allowedIncrease: bound.optional(),
    allowedDecrease: bound.optional(),
    criticalIncrease: bound.optional(),
    criticalDecrease: bound.optional(),
  })
  .refine(
    ({ measure, ...bounds }) =>
      measure !== 'cles' || Object.values(bounds).every((one) => one === undefined || one <= 1),
    {
      message: 'bounds between 0 and 1, which cles is',
    },
  )

const canarySchema = z.strictObject({
  direction: z.enum(['increase', 'decrease', 'either']).optional(),
  nanStrategy: z.enum(['remove', 'replace']).optional(),
  outliers: outliersSchema.optional(),
  critical: z.boolean().optional(),
  mustHaveData: z.boolean().optional(),
  muted: z.boolean().optional(),
  effectSize: effectSizeSchema.optional(),
})

/** What the strict reading accepts of a canary config. Parts that the judge does not read may hold anything. */
export const strictConfigSchema = z.looseObject({
  judge: z.looseObject({ name: z.enum(['NetflixACAJudge-v1.0', 'RemoteJudge-v1.0']).optional() }).optional(),
  metrics: z
    .array(
      z.looseObject({
        name: z.string().min(1, 'a name'),
        groups: z.array(z.string().min(1, 'a name')).min(1, 'a list of at least one group'),
        analysisConfigurations: z.looseObject({ canary: canarySchema.optional() }).optional(),
      }),
    )
    .min(1, 'a list of at least one metric'),
  classifier: z.looseObject({ groupWeights: z.unknown().optional() }),
})
export type StrictConfig = z.output<typeof strictConfigSchema>

/** The keys that may stand in the objects that hold the judge's settings, by the name of the object. */
export const strictKeys: Readonly<Record<string, readonly string[]>> = {
  canary: Object.keys(canarySchema.shape),
  outliers: Object.keys(outliersSchema.shape),
  effectSize: Object.keys(effectSizeSchema.shape),
}
