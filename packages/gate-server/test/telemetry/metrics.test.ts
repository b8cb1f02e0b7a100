import { expect, test } from 'vitest'
import { openStore } from '../../src/storage/index.ts'
import { createMetrics } from '../../src/telemetry/index.ts'
import { storedEvaluation } from '../storage/stored-values.ts'

test('two services in one process do not meet in their metrics', async () => {
  const [one, other] = [createMetrics(), createMetrics()]
  one.looks.inc({ outcome: 'pass' })
  expect(await one.registry.metrics()).toContain('kosmos_gate_looks_total{outcome="pass"} 1')
  expect(await other.registry.metrics()).not.toContain('outcome="pass"')
})

test('every metric has the prefix of the service', async () => {
  const names = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name)
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => !name.startsWith('kosmos_gate_'))).toEqual([])
})

test('writes that shared a transaction count as one commit', async () => {
  const metrics = createMetrics()
  const store = await openStore(':memory:', { onCommit: (took) => metrics.commitSeconds.observe(took) })
  await Promise.all(['e1', 'e2', 'e3'].map((id) => store.evaluations.append(storedEvaluation(id, 1))))
  await store.close()
  expect(await metrics.registry.metrics()).toContain('kosmos_gate_store_commit_duration_seconds_count 1')
})
