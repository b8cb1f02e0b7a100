import { AnalysisError } from '@kosmos/analysis'
import type { Histogram, Look, Measured, MetricEvidence } from '@kosmos/analysis/evidence'
import { plainText } from '@kosmos/analysis/gates'
import { readMetricLook, type ComparedMetric, type MetricLook, type Samples } from '@kosmos/analysis/judges'
import { doublingBounds, histogramOfSamples } from '@kosmos/analysis/series'
import { formatDuration } from '@kosmos/analysis/units'
import { z } from 'zod'
import type { CommandIo } from './command-io.ts'
import { readInputText } from './read-input.ts'
import { UsageError } from './usage-error.ts'

const arm = z.record(z.string(), z.unknown()).nullish()
const lineSchema = z.object({
  /** Seconds: the end of the look. */
  t: z.number(),
  a: arm,
  b: arm,
})
type HistoryLine = z.output<typeof lineSchema>

/** Samples become a histogram with so many buckets for each doubling: 9 % wide. */
const bucketsPerDoubling = 8

/**
 * Reads a history of two equal sides: one look a line, `{"t": seconds, "a": {metric: value}, "b": {…}}`, with values as
 * `readMetricLook` takes them.
 *
 * @param interval - milliseconds between the looks of the policy; the history has to have the same.
 * @returns one evidence a metric, `a` as the control; a metric that a line does not have is missing at that look.
 * @throws UsageError with the line for what is no such look, for looks that do not ascend and for looks at another interval.
 */
export async function readHistory(
  path: string,
  { metrics, interval }: { readonly metrics: readonly ComparedMetric[]; readonly interval: number },
  io: CommandIo,
): Promise<readonly MetricEvidence[]> {
  const text = (await readInputText(path, 'history', io)).replace(/^\uFEFF/, '')
  const lines: HistoryLine[] = []
  const looks: (readonly MetricLook[])[] = []
  for (const [index, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue
    const line = readLine(written, path, index + 1)
    const before = lines.at(-1)?.t
    if (before !== undefined && !(line.t > before))
      throw new UsageError(
        `Expected looks that ascend in time in '${path}', line ${index + 1} has ${line.t} after ${before}`,
      )
    lines.push(line)
    looks.push(metrics.map((metric) => readSides(metric, line, path, index + 1)))
  }
  if (lines.length === 0) throw new UsageError(`Expected looks in '${path}', one a line, got none`)
  const spans = spansOf(lines, interval, path)
  return metrics.map(({ id }, at) =>
    evidenceOf(
      id,
      spans,
      looks.flatMap((look) => look[at] ?? []),
    ),
  )
}

function readLine(text: string, path: string, number: number): HistoryLine {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UsageError(
      `Expected a look in JSON on line ${number} of '${path}', got '${plainText(text.slice(0, 40))}'`,
    )
  }
  const read = lineSchema.safeParse(value)
  if (read.success) return read.data
  throw new UsageError(
    `Expected a look such as {"t": 0, "a": {…}, "b": {…}} on line ${number} of '${path}': ${issueText(read.error)}`,
  )
}

function readSides(metric: ComparedMetric, { a, b }: HistoryLine, path: string, number: number): MetricLook {
  try {
    return readMetricLook(metric, a, b)
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error
    throw new UsageError(`On line ${number} of '${path}': ${plainText(error.message)}`)
  }
}

function issueText(error: z.ZodError): string {
  return plainText(
    error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`.replace(/^: /, '')).join('; '),
  )
}

/** A look begins where the one before ended, or, after a gap, one interval before its end. */
function spansOf(
  lines: readonly HistoryLine[],
  interval: number,
  path: string,
): readonly Pick<Look<never>, 'stage' | 'start' | 'end'>[] {
  const ends = lines.map(({ t }) => Math.round(1000 * t))
  const steps = ends.slice(1).map((end, at) => end - (ends[at] ?? end))
  const usual = [...steps].sort((one, other) => one - other)[Math.floor(steps.length / 2)]
  if (usual !== undefined && !(Math.abs(usual - interval) < interval / 4)) {
    throw new UsageError(
      `Expected a look every ${formatDuration(interval)} in '${path}', as the policy makes them, got one every ${usual / 1000}s`,
    )
  }
  return ends.map((end, at) => {
    const before = ends[at - 1]
    const follows = before !== undefined && end - before < 1.5 * interval
    return { stage: 0, start: follows ? before : end - interval, end }
  })
}

function evidenceOf(
  metric: string,
  spans: readonly Pick<Look<never>, 'stage' | 'start' | 'end'>[],
  looks: readonly MetricLook[],
): MetricEvidence {
  const placed = looks.flatMap((look, at) => {
    const span = spans[at]
    return span === undefined ? [] : [{ span, look }]
  })
  const of = { metric, quality: [] }
  const kind = looks[0]?.kind
  if (kind === 'distribution') {
    const distributions = placed.flatMap(({ span, look }) => (look.kind === 'distribution' ? [{ span, look }] : []))
    const read = histogramReader(distributions.flatMap(({ look }) => [look.control, look.experiment]))
    return {
      ...of,
      kind,
      looks: distributions.map(({ span, look: { control, experiment } }) => ({
        ...span,
        control: control === null ? null : read(control),
        experiment: read(experiment),
      })),
    }
  }
  if (kind === 'gauge') {
    const gauges = placed.flatMap(({ span, look }) => (look.kind === 'gauge' ? [{ ...span, ...sidesOf(look) }] : []))
    return { ...of, kind, looks: gauges }
  }
  const counts = placed.flatMap(({ span, look }) => (look.kind === 'proportion' ? [{ ...span, ...sidesOf(look) }] : []))
  return { ...of, kind: 'proportion', looks: counts }
}

function sidesOf<Side>({ control, experiment }: { readonly control: Side | null; readonly experiment: Side }) {
  return { control, experiment }
}

/** Samples in the same buckets for all looks, so that windows add up. */
function histogramReader(
  sides: readonly (Measured<Histogram | Samples> | null)[],
): (side: Measured<Histogram | Samples>) => Measured<Histogram> {
  const samples = sides.flatMap((side) =>
    side?.kind === 'measured' && 'samples' in side.value ? [side.value.samples] : [],
  )
  const bounds = doublingBounds(samples, bucketsPerDoubling)
  return (side) => {
    if (side.kind === 'missing') return side
    const { value } = side
    return { kind: 'measured', value: 'samples' in value ? histogramOfSamples(value.samples, bounds) : value }
  }
}
