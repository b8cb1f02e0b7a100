/** A field of an object that came from outside, only if it is its own; `undefined` for anything else. */
export function field(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** True for lists too: they have own fields by number. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** A field at a path of names. */
export function fieldAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(field, value)
}

/** The elements of a list; none for anything else (absent and `null` are how tools write an empty list). */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text that is not empty, else `null`. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** True for `{…}`. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
