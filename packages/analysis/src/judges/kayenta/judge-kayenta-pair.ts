import { javaRandom } from './java-random.ts'
import { judgePair } from './judge-pair.ts'
import type { KayentaMetricResult } from './kayenta-result.ts'
import type { KayentaWarning } from './kayenta-warning.ts'
import { defaultSettings, type KayentaMetricSettings } from './metric-settings.ts'

/**
 * Classifies two samples of one metric as Kayenta's judge does, without a config around them.
 *
 * @param control, experiment - values in their order; NaN is a missing point. Not changed.
 * @param options.seed - of the noise that is added to constants; `null` reads strictly, which draws nothing.
 * @param options.settings - what differs from Kayenta's defaults.
 * @throws AnalysisError `invalid-argument` for a seed that is not a safe whole number.
 * @example
 * ```ts
 * judgeKayentaPair([1, 2, 3, 4, 5], [11, 12, 13, 14, 15], { seed: 1 }).result.classification // "High"
 * ```
 */
export function judgeKayentaPair(
  control: Float64Array | readonly number[],
  experiment: Float64Array | readonly number[],
  options: {
    readonly seed: number | null
    readonly name?: string
    readonly settings?: Partial<KayentaMetricSettings>
  },
): { readonly result: KayentaMetricResult; readonly warnings: readonly KayentaWarning[] } {
  const { seed, name = 'metric', settings = {} } = options
  return judgePair(
    { name, id: null, tags: {}, control: Float64Array.from(control), experiment: Float64Array.from(experiment) },
    [],
    { ...defaultSettings(settings.measure ?? 'meanRatio'), ...settings },
    seed === null ? null : javaRandom(seed),
  )
}
