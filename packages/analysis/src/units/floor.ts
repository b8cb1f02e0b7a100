import { refused } from './refused.ts'
import { hundredth, strictNumber } from './strict-number.ts'

/**
 * A lower limit such as `>= 80%`, as a share.
 *
 * @throws AnalysisError `invalid-argument`.
 * @example
 * ```ts
 * parseFloor('>= 80%') // 0.8
 * ```
 */
export function parseFloor(text: string): number {
  const percent = /^>=\s*(\S+)%$/.exec(text)?.[1]
  const value = percent === undefined ? null : strictNumber(percent)
  if (value === null || !(value > 0 && value <= 100)) throw refused('floor', "a floor such as '>= 80%'", text)
  return hundredth(value)
}
