import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `lint`, from the tally. */
export const lintFact: FactAnswer = (report, key) => tallyAnswer(report, key)
