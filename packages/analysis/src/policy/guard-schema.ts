import { z } from 'zod'
import type { Guard } from '../judges/index.ts'
import { parseDuration, parseMultiple, parseQuantile, parseShare, strictNumber, unitSchema } from '../units/index.ts'
import { identifier } from './identifier.ts'

const window = unitSchema(parseDuration).refine((ms) => ms > 0, 'expected a window above 0s')
const evidence = z.enum(['always-valid', 'point'], "expected 'always-valid' or 'point'").optional().meta({
  description:
    'always-valid (the default where there is a window): above the limit with an error of 0.1 % for the whole run; point: the literal value',
})
const minTotal = z.int().min(1).default(50)

/** A limit on a quantile: a duration for seconds, or a plain number in the histogram's own unit. */
function parseQuantileLimit(text: string): number {
  const value = strictNumber(text)
  return value !== null && value > 0 ? value : parseDuration(text) / 1000
}

const written = z.strictObject({
  id: identifier,
  metric: identifier,
  above: z.string().optional(),
  aboveBaseline: unitSchema(parseMultiple).optional(),
  quantile: unitSchema(parseQuantile).optional(),
  failingFor: window.optional(),
  window: window.optional(),
  minTotal,
  evidence,
})

const forms =
  "expected one of: 'above: 5%' with 'window'; 'quantile: p95' with 'aboveBaseline: 2x' or 'above: 800ms' and 'window'; 'failingFor: 5m'"

/** A hard rule of a canary plan, as people write it; which keys stand in it says which rule it is. */
export const guardSchema = written.transform((guard, context): Guard => {
  const { id, metric, above, aboveBaseline, quantile, failingFor } = guard
  const refuse = (message: string, path: string[] = []): never => {
    context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  }
  const limit = (parse: (text: string) => number): number | null => {
    const checked = unitSchema(parse).safeParse(above)
    if (checked.success) return checked.data
    refuse(checked.error.issues[0]?.message ?? 'expected a limit', ['above'])
    return null
  }
  if (failingFor !== undefined) {
    if (above !== undefined || aboveBaseline !== undefined || quantile !== undefined || guard.window !== undefined)
      return refuse(forms)
    if (guard.evidence === 'always-valid') {
      const message =
        "expected 'evidence: point' or none with 'failingFor': time is not random, there is nothing to show"
      return refuse(message, ['evidence'])
    }
    return { id, metric, rule: 'failing-for', failingFor, evidence: 'point' }
  }
  if (guard.window === undefined) return refuse(forms)
  const rest = {
    id,
    metric,
    window: guard.window,
    minTotal: guard.minTotal,
    evidence: guard.evidence ?? 'always-valid',
  } as const
  if (quantile === undefined) {
    if (above === undefined || aboveBaseline !== undefined) return refuse(forms)
    const share = limit(parseShare)
    return share === null ? z.NEVER : { ...rest, rule: 'proportion-above', above: share }
  }
  if (aboveBaseline !== undefined && above === undefined) {
    return { ...rest, rule: 'quantile-above-baseline', quantile, ratio: aboveBaseline }
  }
  if (above === undefined || aboveBaseline !== undefined) return refuse(forms)
  const value = limit(parseQuantileLimit)
  return value === null ? z.NEVER : { ...rest, rule: 'quantile-above', quantile, above: value }
})

/** The kind of metric that each rule reads. */
export const metricKindOfRule = {
  'proportion-above': 'proportion',
  'quantile-above': 'distribution',
  'quantile-above-baseline': 'distribution',
  'failing-for': 'health',
} as const
