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
  /** A sentence that says what is missing, on which side and why, where more is missing than may be; else `null`. */
  readonly fault: string | null
}

/**
 * The looks with both sides measured and fit for use; the newest has to be one of them. One value that claims to be measured and is not sound spoils the
 * whole stage: whoever wrote it cannot be trusted with the others.
 *
 * @param isSound - whether a value is what its type promises.
 * @param unfit - why a sound value cannot be compared, or `null`; such a look counts as missing.
 */
export function usableLooks<Value>(
  looks: readonly Look<Value>[],
  isSound: (value: Value) => boolean,
  unfit: (value: Value) => string | null = () => null,
): UsableLooks<Value> {
  const pairs: PairedLook<Value>[] = []
  const faults = { baseline: 0, canary: 0 }
  let first: string | null = null
  let spoilt: string | null = null
  let isNewestUsable = false
  for (const look of looks) {
    const control = use(look.control, isSound, unfit)
    const experiment = use(look.experiment, isSound, unfit)
    isNewestUsable = control.ok && experiment.ok
    if (control.ok && experiment.ok) pairs.push({ control: control.value, experiment: experiment.value })
    for (const [side, found] of [['canary', experiment] as const, ['baseline', control] as const]) {
      if (found.ok) continue
      faults[side] += 1
      first ??= `${side}: ${found.why}`
      if (!found.isSound) spoilt ??= side
    }
  }
  const most = Math.max(faults.baseline, faults.canary)
  // What is not known now may be anything by now, however well all was before.
  const tooMany = !(isNewestUsable && most <= missingShareAllowed * looks.length)
  const fault = tooMany
    ? `${faults.canary} of ${looks.length} looks of the canary and ${faults.baseline} of the baseline have no usable value (${first})`
    : spoilt === null
      ? null
      : `a look of the ${spoilt} holds a value that is no finite number`
  return { pairs, fault }
}

type Use<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string; readonly isSound: boolean }

function use<Value>(
  measured: Measured<Value> | null,
  isSound: (value: Value) => boolean,
  unfit: (value: Value) => string | null,
): Use<Value> {
  if (measured === null) return { ok: false, why: 'no baseline is left', isSound: true }
  if (measured.kind !== 'measured') {
    return { ok: false, why: `${measured.reason}, ${measured.detail}`, isSound: true }
  }
  if (!isSound(measured.value)) return { ok: false, why: 'a value that is no finite number', isSound: false }
  const why = unfit(measured.value)
  return why === null ? { ok: true, value: measured.value } : { ok: false, why, isSound: true }
}
