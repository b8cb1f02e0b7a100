import type { KayentaRequest } from '../../../src/judges/index.ts'

/** What a metric's `canary` object says. */
export type Canary = Readonly<Record<string, unknown>>
export type Values = readonly (number | string)[]

/** A request about one metric `m` in group `g`. */
export function requestOf(
  control: Values,
  experiment: Values,
  canary: Canary = {},
  more: Partial<KayentaRequest> = {},
): KayentaRequest {
  return requestOfAll([{ name: 'm', control, experiment, canary }], more)
}

/** A request about several metrics, each in group `g` unless it says another. */
export function requestOfAll(
  metrics: readonly {
    readonly name: string
    readonly control: Values
    readonly experiment: Values
    readonly canary?: Canary
    readonly groups?: readonly string[]
  }[],
  more: Partial<KayentaRequest> = {},
): KayentaRequest {
  return {
    canaryConfig: {
      metrics: metrics.map(({ name, canary = {}, groups = ['g'] }) => ({
        name,
        groups,
        analysisConfigurations: { canary },
      })),
      classifier: { groupWeights: {} },
    },
    scoreThresholds: { pass: 75, marginal: 50 },
    metricSetPairs: metrics.map(({ name, control, experiment }) => ({ name, values: { control, experiment } })),
    mode: 'faithful',
    seed: 1,
    ...more,
  }
}

/** Twelve values around 1, and the same around another center. */
const around = [0.1, 0.2, -0.1, 0, 0.05, -0.05, 0.15, -0.15, 0.02, -0.02, 0.07, -0.07]
export function valuesAround(center: number, scale = 1): readonly number[] {
  return around.map((value) => scale * (center + value))
}
