import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `bench`, from the tally. */
export const benchFact: FactAnswer = (report, key) => tallyAnswer(report, key)
