import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `tests`, from the tally. */
export const testsFact: FactAnswer = (report, key) => tallyAnswer(report, key)
