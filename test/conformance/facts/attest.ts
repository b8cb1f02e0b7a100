import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `attest`, from the tally. */
export const attestFact: FactAnswer = (report, key) => tallyAnswer(report, key)
