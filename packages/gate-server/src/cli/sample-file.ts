import { plainText } from '@kosmos/analysis/gates'
import { strictNumber } from '@kosmos/analysis/units'
import type { CommandIo } from './command-io.ts'
import { readInputText } from './read-input.ts'
import { UsageError } from './usage-error.ts'

/**
 * Reads a file of numbers: a JSON array, or numbers by white space, commas or semicolons.
 *
 * @throws UsageError for what is no finite number, with its place among the values, and for a file without any.
 */
export async function readSample(path: string, io: CommandIo): Promise<readonly number[]> {
  const text = (await readInputText(path, 'file of numbers', io)).replace(/^\uFEFF/, '').trim()
  const values = text.startsWith('[')
    ? jsonValues(text, path)
    : text === ''
      ? []
      : text.split(/[\s,;]+/).filter(Boolean)
  if (values.length === 0) throw new UsageError(`Expected numbers in '${path}', got none`)
  return values.map((value, index) => {
    const number = typeof value === 'string' ? strictNumber(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) return number
    const shown = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 40)
    throw new UsageError(`Expected a finite number as value ${index + 1} of '${path}', got '${plainText(shown)}'`)
  })
}

function jsonValues(text: string, path: string): readonly unknown[] {
  try {
    const read: unknown = JSON.parse(text)
    if (Array.isArray(read)) {
      // A text in JSON is a text, even where it looks like a number.
      return read.map((value: unknown) => (typeof value === 'string' ? { text: value } : value))
    }
  } catch {
    // Said below.
  }
  throw new UsageError(`Expected a JSON array of numbers in '${path}', or numbers without brackets`)
}
