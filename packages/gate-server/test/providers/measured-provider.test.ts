import { expect, test } from 'vitest'
import type { QualityFact } from '@kosmos/analysis/evidence'
import { measuredProvider, type MetricProvider } from '../../src/providers/index.ts'
import { createMetrics } from '../../src/telemetry/index.ts'

test('readings of a source are counted by whether it could answer', async () => {
  const metrics = createMetrics()
  const fact: QualityFact = { code: 'source-error', detail: 'gone' }
  let quality: readonly QualityFact[] = []
  const source: MetricProvider = {
    kind: 'staged',
    read: () => Promise.resolve({ series: [], quality, resolvedQuery: 'up' }),
    close: () => Promise.resolve(),
  }
  const measured = measuredProvider(source, 'prometheus', metrics)
  const subject = { service: 's', environment: null, version: null, commit: null, digest: null, branch: null }
  const context = { subject, deployment: { labels: {}, targets: [] }, window: { start: 0, end: 1 } }
  const read = () => measured.read({ shape: 'count', expression: 'up' }, context, new AbortController().signal)
  await read()
  quality = [fact]
  expect((await read()).quality).toEqual([fact])
  const text = await metrics.registry.metrics()
  for (const outcome of ['ok', 'error']) {
    expect(text).toMatch(new RegExp(`request_duration_seconds_count\\{source="prometheus",outcome="${outcome}"\\} 1`))
  }
  expect(measured.prime).toBeUndefined()
})
