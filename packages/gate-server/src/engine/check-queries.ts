import type { Metric } from '@kosmos/analysis/judges'
import type { CanaryPlan } from '@kosmos/analysis/policy'
import { ServerError } from '../errors.ts'
import type { MetricProvider, MetricQuery, QueryContext } from '../providers/index.ts'
import type { StartRunRequest } from './engine.ts'

/**
 * Fills in every query of a plan before a run begins, as each look will. A source that does not say what it would ask
 * is not checked.
 *
 * @throws ServerError `request-invalid` for a query that cannot be asked, and where canary and baseline read the same
 *   series: a deployment that is compared with itself always looks good.
 */
export function checkQueries(
  provider: MetricProvider,
  plan: CanaryPlan,
  { subject, baseline, canary }: Pick<StartRunRequest, 'subject' | 'baseline' | 'canary'>,
): void {
  const window = { start: 0, end: plan.interval }
  const asked = (query: MetricQuery, deployment: QueryContext['deployment']): readonly string[] =>
    provider.resolve?.(query, { subject, deployment, window }) ?? []
  const hasBaseline = plan.stages.some(({ traffic }) => traffic < 1)
  for (const metric of plan.metrics) {
    for (const query of queriesOf(metric)) {
      const experiment = asked(query, canary)
      if (metric.kind === 'health' || !hasBaseline) continue
      const control = asked(query, baseline)
      const shared = experiment.find((one) => control.includes(one))
      if (shared === undefined) continue
      throw new ServerError(
        'request-invalid',
        `Expected canary and baseline to read different series for the metric '${metric.id}', both read ${shared}; ` +
          'give each side labels or targets of its own, and let the query hold {{labels}}',
      )
    }
  }
}

function queriesOf(metric: Metric): readonly MetricQuery[] {
  switch (metric.kind) {
    case 'proportion':
      return [metric.events, metric.total].map((expression) => ({ shape: 'count', expression }))
    case 'distribution':
      return [{ shape: 'histogram', expression: metric.histogram }]
    case 'gauge':
      return [{ shape: 'gauge', expression: metric.query }]
    case 'health':
      return [{ shape: 'health', expression: metric.query }]
  }
}
