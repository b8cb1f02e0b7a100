import { attestFact } from './attest.ts'
import { benchFact } from './bench.ts'
import { coverageFact } from './coverage.ts'
import { tallyAnswer, type FactAnswer } from './fact.ts'
import { lintFact } from './lint.ts'
import { sarifFact } from './sarif.ts'
import { sbomVexFact } from './sbom-vex.ts'
import { secretsFact } from './secrets.ts'
import { testsFact } from './tests.ts'
import { vulnFact } from './vuln.ts'

/** Who answers the facts of each kind of the corpus. */
export const factAnswers: ReadonlyMap<string, FactAnswer> = new Map([
  ['attest', attestFact],
  ['bench', benchFact],
  ['coverage', coverageFact],
  ['lint', lintFact],
  ['sarif', sarifFact],
  ['sbom-vex', sbomVexFact],
  ['secrets', secretsFact],
  ['tests', testsFact],
  ['vuln', vulnFact],
  ['hostile', tallyAnswer],
  ['other', tallyAnswer],
  ['malformed', tallyAnswer],
])
