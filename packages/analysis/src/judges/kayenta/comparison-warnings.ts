import type { CleanValues } from './clean-values.ts'
import type { PairClassification } from './classify-pair.ts'
import { effectOverflows } from './effect-size.ts'
import { kayentaWarning, type KayentaWarning } from './kayenta-warning.ts'
import { searchTolerance } from './location-interval.ts'
import type { KayentaMetricSettings } from './metric-settings.ts'

/** How many of the solver's tolerances the range of the differences needs for an interval that means something. */
const fewestTolerances = 100

/**
 * Where the way a pair was compared is weak.
 *
 * @param strict - true leaves out what the strict reading does not do: noise, overflow, a solver in absolute units.
 */
export function comparisonWarnings(
  name: string,
  control: CleanValues,
  experiment: CleanValues,
  settings: KayentaMetricSettings,
  { classification, path, ratio }: PairClassification,
  strict: boolean,
): readonly KayentaWarning[] {
  const found: KayentaWarning[] = []
  const n = experiment.sorted.length
  const m = control.sorted.length
  const least = Math.min(experiment.sorted[0] ?? 0, control.sorted[0] ?? 0)
  if (path === 'identical' && experiment.sorted[0] !== experiment.sorted.at(-1)) {
    const message = `Metric ${name} has the same ${n} values on both sides: is the same series read twice?`
    found.push(kayentaWarning('identical-samples', name, message))
  }
  if (path !== 'noise' && path !== 'compared') return found
  const usesRatio = settings.measure === 'meanRatio'
  if (usesRatio && ratio !== null && Number.isNaN(ratio)) {
    const message = `Metric ${name} has a mean of 0 or none that is finite: the bounds of its effect size do not apply`
    found.push(kayentaWarning('zero-mean', name, message))
  }
  if (usesRatio && least < 0) {
    const message = `Metric ${name} has negative values, down to ${least}: ${strict ? 'the bounds of its effect size do not apply' : 'the ratio of its means turns around, and harm may pass'}`
    found.push(kayentaWarning('negative-values', name, message))
  }
  if (strict) return found
  if (path === 'noise') {
    const message = `Metric ${name} is constant on both sides (${m} and ${n} values): random noise decides that it is ${classification}`
    found.push(kayentaWarning('noise-decides', name, message))
  }
  if (settings.measure === 'cles' && effectOverflows(n, m)) {
    const message = `Metric ${name} has ${m} and ${n} values: its effect size overflows 32 bits`
    found.push(kayentaWarning('effect-overflow', name, message))
  }
  const range = Math.max(experiment.sorted.at(-1) ?? 0, control.sorted.at(-1) ?? 0) - least
  if (range < fewestTolerances * searchTolerance) {
    const message = `Metric ${name} has values that lie within ${range}: its interval is only good to ${searchTolerance}, so take a smaller unit`
    found.push(kayentaWarning('tiny-unit', name, message))
  }
  return found
}
