import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `secrets`, from the tally. */
export const secretsFact: FactAnswer = (report, key) => tallyAnswer(report, key)
