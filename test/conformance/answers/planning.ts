import { looksToDetect, meanInformation } from '@kosmos/analysis/planning'
import { z } from 'zod'
import type { Answer } from './answer.ts'

const detection = z.object({
  nCanary: z.number(),
  nBaseline: z.number(),
  logSd: z.number(),
  effect: z.number(),
  tau: z.number(),
  alpha: z.number(),
  power: z.number(),
})

/** Planning of comparisons that are valid at every look. */
export const planningAnswers: Readonly<Record<string, Answer>> = {
  looksToDetect: (input) => {
    const { nCanary, nBaseline, logSd, effect, tau, alpha, power } = detection.parse(input)
    const information = meanInformation({ control: nBaseline, experiment: nCanary, deviation: logSd })
    return { looks: looksToDetect(effect, information, { tau, alpha, power }) }
  },
}
