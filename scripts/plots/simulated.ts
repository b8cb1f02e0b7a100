import { findScenario, type Scenario } from '../../test/calibration/scenarios.ts'
import { canaryRandom, simulateCanary, type SimulatedCanary } from '../../test/calibration/simulate-canary.ts'

/** Of all random numbers in the pictures. */
const seed = 20_260

/** Between two looks, where nothing else is said. */
export const lookSeconds = 30

/** A canary of the calibration's scenario of that name. */
export function simulated(id: string, index: number, secondsBetween = lookSeconds): SimulatedCanary {
  const scenario: Scenario | undefined = findScenario(id)
  if (scenario === undefined) throw new Error(`There is no scenario ${id}`)
  return simulateCanary(scenario, secondsBetween, canaryRandom(seed, scenario, index))
}
