import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `attest`, from the tally: `has_…` is yes or no, an envelope is kept as JSON. */
export const attestFact: FactAnswer = (report, key) => {
  const answer = tallyAnswer(report, key)
  if (key.startsWith('has_')) return answer === 1
  return key === 'envelopes' && Array.isArray(answer) ? answer.map((one) => JSON.parse(String(one)) as unknown) : answer
}
