import type { MetricEvidence, QualityFact } from '@kosmos/analysis/evidence'

/** The evidence so far with one more look per metric; quality facts are kept once each. */
export function appendLooks(
  evidence: readonly MetricEvidence[],
  looked: readonly MetricEvidence[],
): readonly MetricEvidence[] {
  const known = new Set(evidence.map((of) => of.metric))
  return [
    ...evidence.map((of) => {
      const more = looked.find((one) => one.metric === of.metric)
      return more === undefined ? of : joined(of, more)
    }),
    ...looked.filter((of) => !known.has(of.metric)),
  ]
}

function joined(before: MetricEvidence, more: MetricEvidence): MetricEvidence {
  const quality = distinct([...before.quality, ...more.quality])
  // One branch per kind: the checker then knows that the looks of both sides have the same type.
  if (before.kind === 'proportion' && more.kind === 'proportion') {
    return { ...before, looks: [...before.looks, ...more.looks], quality }
  }
  if (before.kind === 'distribution' && more.kind === 'distribution') {
    return { ...before, looks: [...before.looks, ...more.looks], quality }
  }
  if (before.kind === 'gauge' && more.kind === 'gauge') {
    return { ...before, looks: [...before.looks, ...more.looks], quality }
  }
  if (before.kind === 'health' && more.kind === 'health') {
    return { ...before, looks: [...before.looks, ...more.looks], quality }
  }
  return {
    ...before,
    quality: distinct([
      ...quality,
      { code: 'partial', detail: `Metric ${before.metric} changed its kind from ${before.kind} to ${more.kind}` },
    ]),
  }
}

function distinct(facts: readonly QualityFact[]): readonly QualityFact[] {
  const seen = new Map<string, QualityFact>()
  for (const fact of facts) seen.set(`${fact.code}\n${fact.detail}`, fact)
  return [...seen.values()]
}
