import { configFault } from './config-fault.ts'
import { defaultSettings, type KayentaMetricSettings } from './metric-settings.ts'
import { isRecord, ownField, pointerTo } from './own-field.ts'

/** A word of a config that means nothing to Kayenta, which then silently takes the default. */
export interface UnknownWord {
  readonly pointer: string
  readonly word: string
  readonly taken: string
}

/** The largest whole number that Java reads as an int; a larger one is read as a type that Kayenta cannot cast. */
const largestInt = 2 ** 31 - 1

/**
 * Reads one metric's settings as leniently as Kayenta does: unknown words are the default, missing objects are empty,
 * `null` is false or 0. Numbers and booleans as text, whole numbers above 2³¹ − 1 and `null` for a word end the judgement.
 *
 * @param at - steps to the metric, for messages.
 * @throws AnalysisError `kayenta-config-invalid` where Kayenta throws.
 */
export function readMetricSettings(
  metric: unknown,
  at: readonly PropertyKey[],
): { readonly settings: KayentaMetricSettings; readonly unknownWords: readonly UnknownWord[] } {
  const unknownWords: UnknownWord[] = []
  const configurations = objectOrNothing(ownField(metric, 'analysisConfigurations'), [...at, 'analysisConfigurations'])
  const place = [...at, 'analysisConfigurations', 'canary']
  const canary = objectOrNothing(ownField(configurations, 'canary'), place)

  const valueAt = (path: readonly string[]): unknown => path.reduce<unknown>(ownField, canary)
  const word = <Word extends string>(path: readonly string[], known: readonly Word[], taken: Word): Word => {
    const value = valueAt(path)
    if (value === undefined) return taken
    if (value === null) throw configFault('java.lang.NullPointerException', pointer(path), known.join(' or '), value)
    const found = known.find((one) => one === value)
    if (found === undefined) unknownWords.push({ pointer: pointer(path), word: wordText(value), taken })
    return found ?? taken
  }
  const flag = (name: string): boolean => {
    const value = valueAt([name]) ?? false
    if (typeof value === 'boolean') return value
    throw configFault('java.lang.ClassCastException', pointer([name]), 'true or false', value)
  }
  const number = (path: readonly string[], otherwise: number): number => {
    const value = valueAt(path)
    if (value === undefined) return otherwise
    if (value === null) return 0
    if (typeof value === 'number' && !isTooLargeInt(value)) return value
    throw configFault('java.lang.ClassCastException', pointer(path), 'a number that fits its type', value)
  }
  const pointer = (path: readonly string[]): string => pointerTo(...place, ...path)

  const defaults = defaultSettings(word(['effectSize', 'measure'], ['meanRatio', 'cles'], 'meanRatio'))
  const bound = (name: 'allowedIncrease' | 'allowedDecrease' | 'criticalIncrease' | 'criticalDecrease'): number =>
    number(['effectSize', name], defaults[name])
  const outlierFactor = number(['outliers', 'outlierFactor'], 3)
  const removesOutliers = word(['outliers', 'strategy'], ['keep', 'remove'], 'keep') === 'remove'
  if (removesOutliers && !(outlierFactor > 0)) {
    const where = pointer(['outliers', 'outlierFactor'])
    throw configFault('java.lang.IllegalArgumentException', where, 'a number above 0', outlierFactor)
  }
  const settings = {
    ...defaults,
    direction: word(['direction'], ['increase', 'decrease', 'either'], defaults.direction),
    nanStrategy: word(['nanStrategy'], ['remove', 'replace'], defaults.nanStrategy),
    outlierFactor: removesOutliers ? outlierFactor : null,
    critical: flag('critical'),
    mustHaveData: flag('mustHaveData'),
    muted: flag('muted'),
    allowedIncrease: bound('allowedIncrease'),
    allowedDecrease: bound('allowedDecrease'),
    criticalIncrease: bound('criticalIncrease'),
    criticalDecrease: bound('criticalDecrease'),
  }
  return { settings, unknownWords }
}

function objectOrNothing(value: unknown, at: readonly PropertyKey[]): unknown {
  if (value === undefined || value === null || isRecord(value)) return value
  const exception = 'com.fasterxml.jackson.databind.exc.MismatchedInputException'
  throw configFault(exception, pointerTo(...at), 'an object', value)
}

/** Java writes a double of that size with an exponent: digits alone are a whole number. */
function isTooLargeInt(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) > largestInt && Math.abs(value) < 1e21
}

function wordText(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\p{C}/gu, ' ').slice(0, 80) : JSON.stringify(value).slice(0, 80)
}
