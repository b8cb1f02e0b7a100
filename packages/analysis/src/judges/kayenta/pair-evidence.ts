import type { CleanValues } from './clean-values.ts'
import { kayentaWarning, type KayentaWarning } from './kayenta-warning.ts'
import { intervalQuantile } from './location-interval.ts'
import type { KayentaMetricSettings } from './metric-settings.ts'
import type { MetricPair } from './read-metric-pair.ts'

/**
 * What is wrong with the data of a pair before anything is compared, most severe first: no values, infinite values,
 * mostly missing, too few, zeros in place of missing points.
 */
export function pairEvidence(
  pair: MetricPair,
  clean: { readonly control: CleanValues; readonly experiment: CleanValues },
  settings: KayentaMetricSettings,
): readonly KayentaWarning[] {
  const sides = [countOf('control', pair.control), countOf('experiment', pair.experiment)]
  const { name } = pair
  const empty = sides.filter(({ given, missing }) => given === missing)
  const infinite = sides.filter((side) => side.infinite > 0)
  const missing = sides.filter((side) => side.missing > 0)
  const mostly = missing.filter((side) => side.missing > side.given / 2)
  const replaces = settings.nanStrategy === 'replace'
  const n = clean.experiment.sorted.length
  const m = clean.control.sorted.length
  const found: KayentaWarning[] = []
  if (empty.length > 0) {
    found.push(kayentaWarning('no-values', name, `Metric ${name} has no value on the side ${sideNames(empty)}`))
  }
  if (infinite.length > 0) {
    const message = `Metric ${name} has infinite values on the side ${sideNames(infinite)}: they hide every regression`
    found.push(kayentaWarning('infinite-value', name, message))
  }
  if (mostly.length > 0 && empty.length === 0) {
    const message = `Metric ${name} misses ${shares(mostly)}: more than half of a side`
    found.push(kayentaWarning('mostly-missing', name, message))
  }
  if (empty.length === 0 && !canBound(n, m)) {
    const message = `Metric ${name} has ${m} values of the control and ${n} of the experiment: too few for an interval at 98 %`
    found.push(kayentaWarning('too-few-values', name, message))
  }
  if (missing.length > 0 && replaces) {
    found.push(kayentaWarning('replaced-missing', name, `Metric ${name} takes 0 for ${shares(missing)}`))
  }
  return found
}

/** One side, counted. */
interface SideCount {
  readonly side: 'control' | 'experiment'
  readonly given: number
  readonly missing: number
  readonly infinite: number
}

function countOf(side: SideCount['side'], values: Float64Array): SideCount {
  let finite = 0
  let missing = 0
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0
    if (Number.isFinite(value)) finite += 1
    else if (Number.isNaN(value)) missing += 1
  }
  return { side, given: values.length, missing, infinite: values.length - finite - missing }
}

/** Fewer values of one side bound nothing, however many the other has: one stray point decides. */
const leastSide = 5

/** False where even complete separation cannot reach the quantile, so that the interval is the whole range. */
function canBound(n: number, m: number): boolean {
  return Math.min(n, m) >= leastSide && (n * m - 1) / 2 >= intervalQuantile * Math.sqrt((n * m * (n + m + 1)) / 12)
}

function sideNames(sides: readonly SideCount[]): string {
  return sides.map(({ side }) => side).join(' and ')
}

function shares(sides: readonly SideCount[]): string {
  return sides.map(({ side, missing, given }) => `${missing} of ${given} points of the ${side}`).join(' and ')
}
