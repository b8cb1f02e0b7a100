import type { z } from 'zod'
import { ServerError } from '../errors.ts'
import { decodeDocument } from './document.ts'

/**
 * Reads a stored document.
 *
 * @throws ServerError `internal` that names the row, where its text is broken or not of the shape.
 */
export function readRow<Value>(
  shape: z.ZodType<Value>,
  table: string,
  row: { readonly id: string; readonly document: string },
): Value {
  try {
    return shape.parse(decodeDocument(row.document))
  } catch (error) {
    throw new ServerError('internal', `The row '${row.id}' of ${table} cannot be read`, {}, { cause: error })
  }
}
