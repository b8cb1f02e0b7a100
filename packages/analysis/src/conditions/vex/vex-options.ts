import { z } from 'zod'

/** How statements are applied. Whoever can hand in a document can set findings aside: `authors` is what it says of itself. */
export const vexSchema = z
  .strictObject({
    authors: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .meta({ description: 'Only documents of these authors, by their name as written' }),
    products: z
      .array(z.string().min(1))
      .default([])
      .meta({ description: 'Package URLs or image references of what is judged, beside its digest' }),
  })
  .meta({ description: 'Set aside what the VEX documents among the reports say is fixed or does not affect' })

export type VexOptions = z.output<typeof vexSchema>
