import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `vuln`, from the tally. */
export const vulnFact: FactAnswer = (report, key) => tallyAnswer(report, key)
