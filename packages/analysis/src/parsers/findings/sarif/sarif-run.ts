import { field, fieldAt, items, text } from '../../json-value.ts'

/** What the results of a run refer to. */
export interface SarifRun {
  /** The rule of a result; `undefined` where the log does not hold it. */
  readonly ruleOf: (result: unknown) => unknown
  readonly artifacts: readonly unknown[]
}

/**
 * A run's rules, looked up once for all of its results: by index in the component that a result names (the driver where it
 * names none), else by id, else by a leading part of a hierarchical id, in the driver and the extensions.
 */
export function readRun(run: unknown): SarifRun {
  const driver = fieldAt(run, 'tool', 'driver')
  const extensions = items(fieldAt(run, 'tool', 'extensions'))
  const byId = new Map<string, unknown>()
  for (const component of [driver, ...extensions]) {
    for (const rule of items(field(component, 'rules'))) {
      const id = text(field(rule, 'id'))
      if (id !== null && !byId.has(id)) byId.set(id, rule)
    }
  }
  const ruleOf = (result: unknown): unknown => {
    const reference = field(result, 'rule')
    const extension = fieldAt(reference, 'toolComponent', 'index')
    const component = typeof extension === 'number' ? extensions[extension] : driver
    const index = field(result, 'ruleIndex') ?? field(reference, 'index')
    const indexed = typeof index === 'number' ? items(field(component, 'rules'))[index] : undefined
    if (indexed !== undefined) return indexed
    const id = text(field(result, 'ruleId')) ?? text(field(reference, 'id'))
    if (id === null) return undefined
    for (let name = id; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('/')))) {
      if (byId.has(name)) return byId.get(name)
    }
    // SARIF 1.0 keeps rules by id beside the results.
    return fieldAt(run, 'rules', id)
  }
  return { ruleOf, artifacts: items(field(run, 'artifacts')) }
}
