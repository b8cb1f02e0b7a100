import type { Look, Measured } from '../../evidence/index.ts'

/** Of the looks of a stage, this share may lack an answer on either side. */
export const missingShareAllowed = 0.05

/** One look with both sides measured. */
export interface PairedLook<Value> {
  readonly control: Value
  readonly experiment: Value
}

/** What a stage's looks are worth for a comparison. */
export interface UsableLooks<Value> {
  readonly pairs: readonly PairedLook<Value>[]
  /** A sentence that says what is missing where more is missing than may be; else `null`. */
  readonly fault: string | null
}

/**
 * The looks with both sides measured and fit for use.
 *
 * @param fitness - why a measured value cannot be used, or `null`; such a look counts as missing.
 */
export function usableLooks<Value>(
  looks: readonly Look<Value>[],
  fitness: (value: Value) => string | null = () => null,
): UsableLooks<Value> {
  const pairs: PairedLook<Value>[] = []
  const faults = { baseline: 0, canary: 0 }
  let first: string | null = null
  for (const look of looks) {
    const control = use(look.control, fitness)
    const experiment = use(look.experiment, fitness)
    if (control.ok && experiment.ok) pairs.push({ control: control.value, experiment: experiment.value })
    if (!control.ok) faults.baseline += 1
    if (!experiment.ok) faults.canary += 1
    first ??= !experiment.ok ? `canary: ${experiment.why}` : !control.ok ? `baseline: ${control.why}` : null
  }
  const most = Math.max(faults.baseline, faults.canary)
  const fault =
    most > missingShareAllowed * looks.length
      ? `${faults.canary} of ${looks.length} looks of the canary and ${faults.baseline} of the baseline have no usable value (${first})`
      : null
  return { pairs, fault }
}

function use<Value>(
  measured: Measured<Value> | null,
  fitness: (value: Value) => string | null,
): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string } {
  if (measured === null) return { ok: false, why: 'no baseline is left' }
  if (measured.kind === 'missing') return { ok: false, why: `${measured.reason}, ${measured.detail}` }
  const why = fitness(measured.value)
  return why === null ? { ok: true, value: measured.value } : { ok: false, why }
}
