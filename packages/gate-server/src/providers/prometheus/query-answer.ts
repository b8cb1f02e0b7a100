import type { QualityFact, TimeSeries } from '@kosmos/analysis/evidence'
import { z } from 'zod'
import { SourceFault, type Reply } from '../http-client.ts'
import { sampleValue } from './sample-value.ts'

/** More series than this are not read: a query for one number that gives thousands is a mistake. */
const maxSeries = 1000

const sample = z.tuple([z.number(), z.string()])
const labels = z.record(z.string(), z.string())
const answer = z.object({
  status: z.enum(['success', 'error']),
  error: z.string().optional(),
  errorType: z.string().optional(),
  warnings: z.array(z.string()).optional(),
  data: z
    .discriminatedUnion('resultType', [
      z.object({
        resultType: z.literal('vector'),
        result: z.array(z.object({ metric: labels, value: sample.optional() })),
      }),
      z.object({
        resultType: z.literal('matrix'),
        result: z.array(z.object({ metric: labels, values: z.array(sample).optional() })),
      }),
      z.object({ resultType: z.literal('scalar'), result: sample }),
      z.object({ resultType: z.literal('string'), result: z.unknown() }),
    ])
    .optional(),
})

/**
 * Reads an answer of the query API, of any Prometheus-compatible server.
 *
 * @throws SourceFault with plain words for an error answer, another content, an unexpected result type and too many series.
 */
export function readAnswer(reply: Reply): {
  readonly series: readonly TimeSeries[]
  readonly quality: readonly QualityFact[]
} {
  const checked = answer.safeParse(parseJson(reply))
  if (!checked.success) throw new SourceFault(`status ${reply.status} with an answer that is none of a query API`)
  const { status, error, errorType, warnings = [], data } = checked.data
  if (status === 'error') throw new SourceFault(`${errorType ?? 'error'}: ${(error ?? '').slice(0, 300)}`)
  if (reply.status !== 200 || data === undefined) throw new SourceFault(`status ${reply.status} without a result`)
  const quality = warnings.map((detail): QualityFact => ({ code: 'source-warning', detail: detail.slice(0, 300) }))
  return { series: seriesOf(data), quality }
}

function seriesOf(data: NonNullable<z.output<typeof answer>['data']>): readonly TimeSeries[] {
  switch (data.resultType) {
    case 'scalar':
      return [{ labels: new Map(), points: [pointOf(data.result)] }]
    case 'string':
      throw new SourceFault('the query gives a text, expected numbers')
    case 'vector':
      checkCount(data.result.length)
      return data.result.map(({ metric, value }) => {
        if (value === undefined) throw new SourceFault('the query gives native histograms, expected numbers')
        return { labels: new Map(Object.entries(metric)), points: [pointOf(value)] }
      })
    case 'matrix':
      checkCount(data.result.length)
      return data.result.map(({ metric, values }) => {
        if (values === undefined) throw new SourceFault('the query gives native histograms, expected numbers')
        return { labels: new Map(Object.entries(metric)), points: values.map(pointOf) }
      })
  }
}

function pointOf([at, value]: readonly [number, string]) {
  return { at: Math.round(at * 1000), value: sampleValue(value) }
}

function checkCount(count: number): void {
  if (count > maxSeries) throw new SourceFault(`the query gives ${count} series, at most ${maxSeries} are read`)
}

function parseJson(reply: Reply): unknown {
  try {
    return JSON.parse(reply.body)
  } catch {
    throw new SourceFault(
      `status ${reply.status} with a body that is no JSON (${reply.contentType || 'no content type'})`,
    )
  }
}
