import * as fc from 'fast-check'
import { z } from 'zod'
import { readVectors } from '../vectors/read-vectors.ts'

/** JSON has no infinite numbers. */
const end = z.union([z.number(), z.literal('Infinity').transform(() => Number.POSITIVE_INFINITY)])
const numbers = z.array(z.number())
const answer = z.object({ p: z.number(), lower: z.number(), upper: end })
const each = <Schema extends z.ZodType>(schema: Schema) =>
  z.object({ 'two-sided': schema, less: schema, greater: schema })
const proportion = z.object({ events: z.number(), total: z.number() })
const sides = z.object({ control: proportion, experiment: proportion })
const rate = z.object({ events: z.number(), exposure: z.number() })

/** What R says of counts, shares and rates. */
export const counted = readVectors(
  'proportions',
  z.object({
    binomial: z.array(
      proportion.extend({
        nullShare: z.number(),
        level: z.number(),
        results: each(answer),
        wilson: z.tuple([z.number(), z.number()]),
      }),
    ),
    fisher: z.array(sides.extend({ p: each(z.number()) })),
    score: z.array(sides.extend({ continuity: z.boolean(), statistic: z.number(), results: each(answer) })),
    rates: z.array(
      z.object({ control: rate, experiment: rate, nullRatio: z.number(), level: z.number(), results: each(answer) }),
    ),
    adjusted: z.array(
      z.object({
        p: numbers,
        bonferroni: numbers,
        holm: numbers,
        hochberg: numbers,
        'benjamini-hochberg': numbers,
        'benjamini-yekutieli': numbers,
      }),
    ),
    split: z.array(
      z.object({
        counts: numbers,
        weights: numbers,
        statistic: z.number(),
        degreesOfFreedom: z.number(),
        p: z.number(),
      }),
    ),
  }),
)

/** Boschloo's test by SciPy. */
export const boschlooVectors = readVectors(
  'boschloo',
  z.array(sides.extend(each(z.object({ statistic: z.number(), p: z.number() })).shape)),
)

export const alternatives = ['two-sided', 'less', 'greater'] as const

/** The alternative when the sides are swapped. */
export const mirrored = { 'two-sided': 'two-sided', less: 'greater', greater: 'less' } as const

/** Some events of up to so many trials, one at least. */
export const counts = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.nat({ max: most }))
    .map(([total, events]) => ({ events: events % (total + 1), total }))

/** Every number of events of a total. */
export const outcomes = (total: number) => Array.from({ length: total + 1 }, (_, events) => ({ events, total }))

/** Counts that are none, and those that are no whole ones. */
export const oddCounts = [
  { events: -1, total: 2 },
  { events: 3, total: 2 },
  { events: NaN, total: 2 },
  { events: 1, total: NaN },
  { events: 1, total: Infinity },
]
export const fractions = [
  { events: 0.5, total: 2 },
  { events: 1, total: 2.5 },
]
