import { benchmarkLimits, changePoints, divisiveCandidate, type BenchmarkThreshold } from '@kosmos/analysis/history'
import { eDetector } from '@kosmos/analysis/sequential'
import { z } from 'zod'
import { numbers, type Answer } from './answer.ts'

const boundary = z.number().optional()

/** Limits of a method; the file gives one boundary for both sides, or one for each. */
const limits =
  (method: BenchmarkThreshold['method']): Answer =>
  (input) => {
    const given = z
      .object({
        history: numbers.default([]),
        boundary,
        upperBoundary: boundary,
        lowerBoundary: boundary,
        upper: boundary,
        lower: boundary,
      })
      .parse(input)
    const lower = given.lowerBoundary ?? given.lower ?? given.boundary
    const upper = given.upperBoundary ?? given.upper ?? given.boundary
    const result = benchmarkLimits(given.history, {
      method,
      ...(lower !== undefined && { lower }),
      ...(upper !== undefined && { upper }),
    })
    if (result.kind !== 'compared') throw new Error(`not comparable: ${result.reason}, ${result.detail}`)
    return { baseline: result.baseline, lower: result.lower, upper: result.upper }
  }

/** Changes in the history of a benchmark, and limits around it. */
export const changePointAnswers: Readonly<Record<string, Answer>> = {
  otavaChangePoints: (input) => {
    const { series, ...options } = z
      .object({
        series: numbers,
        windowLen: z.number().default(50),
        maxPValue: z.number().default(0.001),
        minMagnitude: z.number().default(0),
      })
      .parse(input)
    const { windowLen, maxPValue, minMagnitude } = options
    const points = changePoints(series, { windowLength: windowLen, maxPValue, minMagnitude, retest: 'otava' }) ?? []
    return {
      indices: points.map(({ index }) => index),
      pValues: points.map(({ pValue }) => pValue),
      meanBefore: points.map(({ meanBefore }) => meanBefore),
      meanAfter: points.map(({ meanAfter }) => meanAfter),
    }
  },
  eDivisiveCandidate: (input) => {
    const { series, power } = z.object({ series: numbers, power: z.number().default(1) }).parse(input)
    const candidate = divisiveCandidate(series, power)
    return { index: candidate?.index, qhat: candidate?.statistic }
  },
  eDetector: (input) => {
    const { series, lambdas, threshold, ...options } = z
      .object({
        series: numbers,
        lambdas: numbers.optional(),
        winsor: z.number().optional(),
        warm: z.number().optional(),
        window: z.number().optional(),
        lag: z.number().optional(),
        threshold: z.number().optional(),
      })
      .parse(input)
    const { winsor = 3, warm = 30, window = 60, lag = 5 } = options
    const result = eDetector(series, {
      winsor,
      warm,
      window,
      lag,
      ...(lambdas !== undefined && { effects: lambdas }),
      ...(threshold !== undefined && { threshold }),
    })
    return { statistic: [...result.statistic], alarmAt: result.alarmAt ?? -1 }
  },
  bencherStatic: limits('static'),
  bencherPercentage: limits('percentage'),
  bencherZScore: limits('z-score'),
  bencherTTest: limits('t-test'),
  bencherLogNormal: limits('log-normal'),
  bencherIqr: limits('iqr'),
  bencherDeltaIqr: limits('delta-iqr'),
}
