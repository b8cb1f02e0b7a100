import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `sbom-vex`, from the tally. */
export const sbomVexFact: FactAnswer = (report, key) => tallyAnswer(report, key)
