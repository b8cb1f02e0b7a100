import { tallyAnswer, type FactAnswer } from './fact.ts'

/** Facts of the corpus' kind `bench`, from the tally. A fact that counts more benchmarks than it lists, lists the first. */
export const benchFact: FactAnswer = (report, key, fact) => {
  const answer = tallyAnswer(report, key)
  if (key !== 'benches' || !Array.isArray(answer)) return answer
  const { benches: listed, count } = fact
  const isPart = Array.isArray(listed) && typeof count === 'number' && count > listed.length
  const answers: readonly unknown[] = answer
  return isPart ? answers.slice(0, listed.length) : answers
}
