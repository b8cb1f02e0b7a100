import { readFileSync } from 'node:fs'
import type { z } from 'zod'

/** Numbers that another implementation gave, written by the `make-` script of the same name. */
export function readVectors<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')))
}
