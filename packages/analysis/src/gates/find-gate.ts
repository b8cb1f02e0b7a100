import { AnalysisError } from '../errors.ts'
import type { Gate, ResolvedPolicy } from '../policy/index.ts'

/** @throws AnalysisError `gate-unknown` with the gates that the policy has. */
export function findGate(policy: ResolvedPolicy, name: string): Gate {
  const gate = policy.gates.find((one) => one.name === name)
  if (gate !== undefined) return gate
  const known = policy.gates.map((one) => one.name)
  throw new AnalysisError(
    'gate-unknown',
    `Policy '${policy.name}' has no gate '${name}'; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
    { gate: name, known },
  )
}
