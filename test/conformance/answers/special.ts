import { normalCdf, normalLogCdf, normalQuantile, normalSurvival } from '@kosmos/analysis/distributions'
import { z } from 'zod'
import type { Answer } from './answer.ts'

/** Special functions and laws. */
export const specialAnswers: Readonly<Record<string, Answer>> = {
  normalCdf: (input) => ({ value: normalCdf(z.number().parse(input['x'])) }),
  normalSf: (input) => ({ value: normalSurvival(z.number().parse(input['x'])) }),
  normalLogCdf: (input) => ({ value: normalLogCdf(z.number().parse(input['x'])) }),
  normalQuantile: (input) => ({ value: normalQuantile(z.number().parse(input['p'])) }),
}
