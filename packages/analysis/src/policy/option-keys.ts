import { z } from 'zod'
import { conditions } from '../conditions/index.ts'

/** The keys that stand below names inside the options of a condition, of whichever condition has these; empty for none. */
export function optionKeys(names: readonly string[]): readonly string[] {
  const keys = Object.values(conditions).flatMap(({ options }) => {
    const found = names.reduce<unknown>((schema, name) => below(schema, name), options)
    const inner = unwrapped(found)
    return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
  })
  return [...new Set(keys)]
}

function below(schema: unknown, name: string): unknown {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodRecord) return inner.valueType
  if (!(inner instanceof z.ZodObject)) return undefined
  const shape: Readonly<Record<string, unknown>> = inner.shape
  return Object.hasOwn(shape, name) ? shape[name] : undefined
}

function unwrapped(schema: unknown): unknown {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap()
  return inner
}
