import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `sarif`, from the tally. */
export const sarifFact: FactAnswer = (report, key) => tallyAnswer(report, key)
