import type { Look } from '../../evidence/index.ts'

/** The looks of the trailing window, across stages: those that end within `window` milliseconds up to the newest end. */
export function trailingLooks<Value>(looks: readonly Look<Value>[], window: number): readonly Look<Value>[] {
  const newest = looks.at(-1)
  return newest === undefined ? [] : looks.filter((look) => look.end > newest.end - window)
}

/** The sound values of one side, and how many of its looks gave none. */
export function measuredOf<Value>(
  looks: readonly Look<Value>[],
  side: 'control' | 'experiment',
  isSound: (value: Value) => boolean,
): { readonly values: readonly Value[]; readonly missing: number } {
  const values = looks.flatMap((look) => {
    const measured = look[side]
    return measured?.kind === 'measured' && isSound(measured.value) ? [measured.value] : []
  })
  return { values, missing: looks.length - values.length }
}
