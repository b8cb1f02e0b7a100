import { z } from 'zod'
import { parseDuration, parseFloor, parsePathPattern, parsePoints, unitSchema } from '../../units/index.ts'
import { coverageKinds } from './coverage-reason.ts'

const floor = unitSchema(parseFloor)
const floors = {
  lines: floor.optional().meta({ description: "Floor for lines, such as '>= 80%'" }),
  branches: floor.optional().meta({ description: 'Floor for branches' }),
  functions: floor.optional().meta({ description: 'Floor for functions or methods' }),
  statements: floor.optional().meta({ description: "Floor for statements, Go's and .NET's own measure" }),
}
const patterns = z.array(unitSchema(parsePathPattern)).min(1)
const branch = z.string().min(1)

const isSome = (value: unknown): boolean => value !== undefined
const hasFloor = (given: Readonly<Partial<Record<(typeof coverageKinds)[number], unknown>>>): boolean =>
  coverageKinds.some((of) => isSome(given[of]))
const needsFloor = 'expected a floor for lines, branches, functions or statements'

/** The options of the condition `coverage`, as people write them. */
export const coverageOptions = z
  .strictObject({
    suite: z.string().min(1).optional().meta({ description: 'Only reports with this label' }),
    ...floors,
    maxDrop: z
      .strictObject({
        reference: branch.meta({ description: 'The branch whose accepted coverage it is compared with' }),
        points: unitSchema(parsePoints).meta({ description: "How far it may be below, such as '0.5pp'" }),
        of: z.array(z.enum(coverageKinds)).min(1).default(['lines']).meta({ description: 'What is compared' }),
        unlessAbove: floor.optional().meta({ description: 'At or above this a drop is no failure' }),
        whenMissing: z
          .enum(['inconclusive', 'accept'])
          .default('inconclusive')
          .meta({ description: 'What holds on other branches while nothing was accepted yet' }),
      })
      .optional()
      .meta({ description: 'Coverage may not fall below what was accepted on a branch' }),
    patch: floor.optional().meta({ description: 'Floor for the changed lines that can be covered; needs a diff' }),
    minPatchLines: z
      .int()
      .min(1)
      .default(1)
      .meta({ description: 'From how many coverable changed lines on `patch` is asked for' }),
    patchReport: z
      .enum(['required', 'informational'])
      .default('required')
      .meta({ description: 'informational: what fails the floor of changed lines is shown and stops nothing' }),
    perFile: z
      .strictObject({ ...floors, include: patterns.optional(), exclude: patterns.optional() })
      .refine(hasFloor, needsFloor)
      .optional()
      .meta({ description: 'Floors that each file has to reach' }),
    flags: z
      .record(z.string().min(1), z.strictObject(floors).refine(hasFloor, needsFloor))
      .refine((flags) => Object.keys(flags).length > 0, 'expected at least one flag')
      .optional()
      .meta({ description: 'Floors for the reports of each label (`suite`)' }),
    carryForward: z
      .strictObject({ reference: branch, maxAge: unitSchema(parseDuration) })
      .optional()
      .meta({ description: 'A flag without a report keeps its accepted coverage for so long' }),
  })
  .refine(
    (given) => hasFloor(given) || [given.maxDrop, given.patch, given.perFile, given.flags].some(isSome),
    'expected a floor for lines, branches or functions, or one of statements, maxDrop, patch, perFile and flags',
  )
  .refine(
    (given) => !(isSome(given.suite) && isSome(given.flags)),
    'expected suite or flags: flags choose their reports',
  )
  .refine(
    ({ maxDrop, carryForward }) =>
      maxDrop === undefined || carryForward === undefined || maxDrop.reference === carryForward.reference,
    'expected the same reference in maxDrop and carryForward',
  )

export type CoverageOptions = z.output<typeof coverageOptions>
